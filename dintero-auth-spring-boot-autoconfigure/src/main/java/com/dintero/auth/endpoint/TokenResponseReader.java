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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * Reads tokens.
 */
final class TokenResponseReader {

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

	private final JsonMapper jsonMapper = JsonMapper.builder().build();

	private final AnswerReader answers;

	TokenResponseReader(AnswerReader answers) {
		this.answers = answers;
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
		JsonNode body = this.answers.readObject(request, response);
		return new TokenResponse(readTokenValue(request, response, body), sentAt, readLifetime(request, response, body),
				readRefreshToken(request, response, body), readUserInfo(request, response, body));
	}

	private String readTokenValue(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode type = body.path("token_type");
		if (!type.isString() || !type.stringValue().equalsIgnoreCase("Bearer")) {
			throw this.answers.notDintero(request, response, "'token_type' is not 'Bearer'");
		}
		JsonNode value = body.path("access_token");
		if (!value.isString() || !TOKEN_PATTERN.matcher(value.stringValue()).matches()) {
			throw this.answers.notDintero(request, response, "'access_token' is not a bearer token");
		}
		return value.stringValue();
	}

	private Duration readLifetime(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode seconds = body.path("expires_in");
		if (!seconds.isIntegralNumber() || !seconds.canConvertToLong() || seconds.longValue() < 1
				|| seconds.longValue() > MAXIMUM_LIFETIME.toSeconds()) {
			throw this.answers.notDintero(request, response,
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
			throw this.answers.notDintero(request, response,
					"'user_info' has no 'authority' that is a string, or no 'value' that is an object");
		}
		return new UserInfo(authority.stringValue(), this.jsonMapper.convertValue(claims, CLAIMS));
	}

	// Only a user's token comes with one
	private @Nullable String readRefreshToken(TokenRequest request, TokenAnswer response, JsonNode body) {
		JsonNode value = body.path("refresh_token");
		return (!request.kind().isOfUser() || value.isMissingNode() || value.isNull()) ? null
				: this.answers.readText(request, response, body, "refresh_token");
	}

}
