/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package com.dintero.auth.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroErrorDetails;

/**
 * Reads the token endpoint's answers, and trusts none of them.
 */
class TokenResponseReader {

	/**
	 * Spring Security's code for an answer that cannot be understood.
	 */
	static final String INVALID_TOKEN_RESPONSE = "invalid_token_response";

	/**
	 * A number above this is a mistake, and would be one that nobody notices.
	 */
	private static final Duration MAXIMUM_LIFETIME = Duration.ofDays(3650);

	/**
	 * What may follow {@code Bearer} in a header: {@code b64token} of RFC 6750.
	 */
	private static final Pattern TOKEN_PATTERN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

	private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {
	};

	private final JsonMapper jsonMapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final Clock clock;

	TokenResponseReader(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Read the token of the given answer.
	 * @param request the request that was answered
	 * @param response the answer
	 * @param sentAt when the request left
	 * @return the token
	 * @throws DinteroAuthorizationException if the answer is an error, or not one of
	 * Dintero's
	 */
	TokenResponse read(TokenRequest request, TokenAnswer response, Instant sentAt) {
		JsonNode body = readJson(response);
		if (response.statusCode() != 200) {
			throw error(request, response, body);
		}
		if (body == null || !body.isObject()) {
			throw notDintero(request, response, "the body is not a JSON object");
		}
		return new TokenResponse(readTokenValue(request, response, body), sentAt, readLifetime(request, response, body),
				readUserInfo(request, response, body));
	}

	private String readTokenValue(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode type = body.path("token_type");
		if (!type.isString() || !type.stringValue().equalsIgnoreCase("Bearer")) {
			throw notDintero(request, response, "'token_type' is not 'Bearer'");
		}
		JsonNode value = body.path("access_token");
		if (!value.isString() || !TOKEN_PATTERN.matcher(value.stringValue()).matches()) {
			throw notDintero(request, response, "'access_token' is not a bearer token");
		}
		return value.stringValue();
	}

	private Duration readLifetime(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode seconds = body.path("expires_in");
		if (!seconds.isIntegralNumber() || !seconds.canConvertToLong() || seconds.longValue() < 1
				|| seconds.longValue() > MAXIMUM_LIFETIME.toSeconds()) {
			throw notDintero(request, response,
					"'expires_in' is not a number of seconds between 1 and " + MAXIMUM_LIFETIME.toSeconds());
		}
		return Duration.ofSeconds(seconds.longValue());
	}

	private @Nullable UserInfo readUserInfo(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode userInfo = body.path("user_info");
		if (request.kind() != TokenRequestKind.AUTHORIZATION_CODE || userInfo.isMissingNode() || userInfo.isNull()) {
			return null;
		}
		JsonNode authority = userInfo.path("authority");
		JsonNode claims = userInfo.path("value");
		if (!authority.isString() || !claims.isObject()) {
			throw notDintero(request, response,
					"'user_info' has no 'authority' that is a string, or no 'value' that is an object");
		}
		return new UserInfo(authority.stringValue(), this.jsonMapper.convertValue(claims, CLAIMS));
	}

	// Return the body, or null if it is not JSON. The parser's exception is dropped
	// on purpose: its message quotes the body, and so maybe a token.
	private @Nullable JsonNode readJson(TokenAnswer response) {
		if (!isJson(response)) {
			return null;
		}
		try {
			return this.jsonMapper.readTree(response.body());
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private boolean isJson(TokenAnswer response) {
		String contentType = contentType(response);
		int parameters = contentType.indexOf(';');
		String type = (parameters >= 0) ? contentType.substring(0, parameters) : contentType;
		return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
	}

	private String contentType(TokenAnswer response) {
		return response.headers().firstValue("Content-Type").orElse("");
	}

	private DinteroAuthorizationException notDintero(TokenRequest request, TokenAnswer response, String reason) {
		String message = messageStart(request, response)
				+ " and a body that is not Dintero's: %s (%s). Check the base URL".formatted(reason,
						describeBody(request, response));
		return new DinteroAuthorizationException(new OAuth2Error(INVALID_TOKEN_RESPONSE), message,
				details(request, response, ErrorObject.NONE), null);
	}

	private DinteroAuthorizationException error(TokenRequest request, TokenAnswer response, @Nullable JsonNode body) {
		ErrorObject error = ErrorObject.read(body, new UntrustedText(request.secrets()));
		int status = response.statusCode();
		String message = messageStart(request, response)
				+ ((error.isPresent()) ? ": " + error.describe()
						: " without Dintero's error object (%s)".formatted(describeBody(request, response)))
				+ ". " + advice(request, status);
		return new DinteroAuthorizationException(new OAuth2Error(errorCode(request, status), error.message(), null),
				message, details(request, response, error), null);
	}

	private String messageStart(TokenRequest request, TokenAnswer response) {
		return "The token request for %s to %s was answered with status %d".formatted(request.requester(),
				request.uri(), response.statusCode());
	}

	private String describeBody(TokenRequest request, TokenAnswer response) {
		String contentType = new UntrustedText(request.secrets()).clean(contentType(response));
		return "%s, %d bytes".formatted((!contentType.isEmpty()) ? contentType : "no Content-Type",
				response.body().length);
	}

	private DinteroErrorDetails details(TokenRequest request, TokenAnswer response, ErrorObject error) {
		return new DinteroErrorDetails(request.registrationId(), request.account(), request.uri(),
				response.statusCode(), error.code(),
				RetryAfter.parse(response.headers().firstValue("Retry-After").orElse(null), this.clock.instant()),
				error.errors());
	}

	private String errorCode(TokenRequest request, int status) {
		return switch (status) {
			case 400 -> OAuth2ErrorCodes.INVALID_REQUEST;
			case 401 -> request.kind().unauthorizedCode();
			case 403 -> OAuth2ErrorCodes.ACCESS_DENIED;
			case 429, 502, 503, 504 -> OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE;
			default -> (status >= 500) ? OAuth2ErrorCodes.SERVER_ERROR : INVALID_TOKEN_RESPONSE;
		};
	}

	private String advice(TokenRequest request, int status) {
		return switch (status) {
			case 400 -> request.kind().badRequestAdvice();
			case 401 -> request.kind().unauthorizedAdvice();
			case 403 -> request.kind().forbiddenAdvice(request.body().getOrDefault("audience", ""));
			case 404, 405 -> "Check the base URL and the account id of the registration";
			case 429 -> "Dintero limits how many tokens it issues: wait before the next request";
			default -> generalAdvice(status);
		};
	}

	private String generalAdvice(int status) {
		if (status >= 500) {
			return "The next call tries again";
		}
		return (status >= 300 && status < 400)
				? "Redirects are not followed, because they would carry the credentials: check the base URL"
				: "Check the base URL";
	}

}
