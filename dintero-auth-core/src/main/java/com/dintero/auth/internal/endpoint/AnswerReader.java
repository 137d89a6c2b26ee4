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

package com.dintero.auth.internal.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChannel;

/**
 * Reads Dintero's answers as far as they have something in common, and trusts none of
 * them.
 */
final class AnswerReader {

	/**
	 * Spring Security's code for an answer that cannot be understood.
	 */
	static final String INVALID_TOKEN_RESPONSE = "invalid_token_response";

	private static final String MFA_TOKEN = "mfa_token";

	private final Clock clock;

	AnswerReader(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Read the object of an answer that is to have one.
	 * @param request the request that was answered
	 * @param response the answer
	 * @return the JSON object
	 * @throws DinteroAuthorizationException if the answer is an error, or not one of
	 * Dintero's
	 */
	Map<String, @Nullable Object> readObject(TokenRequest request, TokenAnswer response) {
		Map<String, @Nullable Object> body = readJson(response);
		if (response.statusCode() != 200) {
			throw error(request, response, body);
		}
		if (body == null) {
			throw notDintero(request, response, "the body is not a JSON object");
		}
		if (body.containsKey("error")) {
			throw notDintero(request, response, "the status says success and the body has an 'error'");
		}
		return body;
	}

	/**
	 * Checks an answer that has nothing to read.
	 * @param request the request that was answered
	 * @param response the answer
	 * @throws DinteroAuthorizationException if the answer is not the documented one:
	 * {@code 204} for a code that is sent, and an object for a revocation. A gateway's
	 * page with {@code 200} is no success
	 */
	void checkSuccess(TokenRequest request, TokenAnswer response) {
		if (request.kind() != TokenRequestKind.PASSWORDLESS) {
			readObject(request, response);
		}
		else if (response.statusCode() != 204) {
			throw error(request, response, readJson(response));
		}
	}

	/**
	 * Read a member that must be there.
	 * @param request the request that was answered
	 * @param response the answer
	 * @param body the object of the answer
	 * @param name the name of the member
	 * @return the text, which is not blank
	 * @throws DinteroAuthorizationException if it is not there
	 */
	String readText(TokenRequest request, TokenAnswer response, Map<String, @Nullable Object> body, String name) {
		if (!(body.get(name) instanceof String text) || text.isBlank()) {
			throw notDintero(request, response, "'%s' is not a text".formatted(name));
		}
		return text;
	}

	private @Nullable Map<String, @Nullable Object> readJson(TokenAnswer response) {
		return (isJson(response)) ? Json.readObject(response.body()) : null;
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

	/**
	 * Return what an answer fails with that is not Dintero's.
	 * @param request the request that was answered
	 * @param response the answer
	 * @param reason what is wrong with it
	 * @return the exception to throw
	 */
	DinteroAuthorizationException notDintero(TokenRequest request, TokenAnswer response, String reason) {
		String message = messageStart(request, response)
				+ " and a body that is not Dintero's: %s (%s). Check the base URL".formatted(reason,
						describeBody(request, response));
		return new DinteroAuthorizationException(new OAuth2Error(INVALID_TOKEN_RESPONSE), message,
				details(request, response, ErrorObject.NONE), null);
	}

	private DinteroAuthorizationException error(TokenRequest request, TokenAnswer response,
			@Nullable Map<String, @Nullable Object> body) {
		String mfaToken = mfaToken(body);
		List<String> secrets = new ArrayList<>(request.secrets());
		if (mfaToken != null) {
			secrets.add(mfaToken);
		}
		ErrorObject error = ErrorObject.read(body, new UntrustedText(secrets));
		int status = response.statusCode();
		String reason = messageStart(request, response) + ((error.isPresent()) ? ": " + error.describe()
				: " without Dintero's error object (%s)".formatted(describeBody(request, response)));
		Details details = details(request, response, error);
		if (body != null && mfaToken != null && status == 403
				&& DinteroMfaRequiredException.MFA_REQUIRED.equals(error.code())) {
			return new DinteroMfaRequiredException(
					reason + ". Request a challenge and answer it with the code that the user receives", details,
					mfaToken, channels(body.get("oob_channel")));
		}
		return new DinteroAuthorizationException(new OAuth2Error(errorCode(request, status), error.message(), null),
				reason + ". " + advice(request, status) + pause(details.retryAfter()), details, null);
	}

	private static @Nullable String mfaToken(@Nullable Map<String, @Nullable Object> body) {
		return (body != null && body.get(MFA_TOKEN) instanceof String token && !token.isBlank()) ? token : null;
	}

	// One channel or several, or all if none is named
	private static Set<MfaChannel> channels(@Nullable Object named) {
		Set<MfaChannel> channels = EnumSet.noneOf(MfaChannel.class);
		for (MfaChannel channel : MfaChannel.values()) {
			if (channel.value().equals(named) || (named instanceof List<?> list && list.contains(channel.value()))) {
				channels.add(channel);
			}
		}
		return (channels.isEmpty()) ? EnumSet.allOf(MfaChannel.class) : channels;
	}

	private String messageStart(TokenRequest request, TokenAnswer response) {
		return "%s for %s to %s was answered with status %d".formatted(request.kind().description(),
				request.requester(), request.uri(), response.statusCode());
	}

	private String describeBody(TokenRequest request, TokenAnswer response) {
		String contentType = new UntrustedText(request.secrets()).clean(contentType(response));
		return "%s, %d bytes".formatted((!contentType.isEmpty()) ? contentType : "no Content-Type",
				response.body().length);
	}

	private Details details(TokenRequest request, TokenAnswer response, ErrorObject error) {
		return new Details(request.registrationId(), request.account(), request.uri(), response.statusCode(),
				error.code(),
				RetryAfter.parse(response.headers().firstValue("Retry-After").orElse(null), this.clock.instant()),
				error.errors());
	}

	private String errorCode(TokenRequest request, int status) {
		return switch (status) {
			case 400, 401, 403 -> request.kind().refusalCode(status);
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
			case 407 -> "Check the user name and the password for the proxy";
			case 429 -> "Dintero limits how many tokens it issues: wait before the next request";
			default -> generalAdvice(status);
		};
	}

	private static String pause(@Nullable Duration retryAfter) {
		return (retryAfter == null || retryAfter.isZero()) ? ""
				: ". Dintero asks for a pause of %d s".formatted(retryAfter.plusMillis(999).toSeconds());
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
