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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

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
		Map<String, @Nullable Object> body = this.answers.readObject(request, response);
		return new TokenResponse(readTokenValue(request, response, body), sentAt, readLifetime(request, response, body),
				readRefreshToken(request, response, body), readUserInfo(request, response, body));
	}

	private String readTokenValue(TokenRequest request, TokenAnswer response, Map<String, @Nullable Object> body) {
		if (!(body.get("token_type") instanceof String type) || !type.equalsIgnoreCase("Bearer")) {
			throw this.answers.notDintero(request, response, "'token_type' is not 'Bearer'");
		}
		if (!(body.get("access_token") instanceof String value) || !TOKEN_PATTERN.matcher(value).matches()) {
			throw this.answers.notDintero(request, response, "'access_token' is not a bearer token");
		}
		return value;
	}

	private Duration readLifetime(TokenRequest request, TokenAnswer response, Map<String, @Nullable Object> body) {
		Object value = body.get("expires_in");
		long seconds = (value instanceof Integer || value instanceof Long) ? ((Number) value).longValue() : 0;
		if (seconds < 1 || seconds > MAXIMUM_LIFETIME.toSeconds()) {
			throw this.answers.notDintero(request, response,
					"'expires_in' is not a number of seconds between 1 and " + MAXIMUM_LIFETIME.toSeconds());
		}
		return Duration.ofSeconds(seconds);
	}

	@SuppressWarnings("unchecked") // the names of a JSON object are strings
	private @Nullable UserInfo readUserInfo(TokenRequest request, TokenAnswer response,
			Map<String, @Nullable Object> body) {
		Object userInfo = body.get("user_info");
		if (request.kind() != TokenRequestKind.AUTHORIZATION_CODE || userInfo == null) {
			return null;
		}
		if (!(userInfo instanceof Map<?, ?> info) || !(info.get("authority") instanceof String authority)
				|| !(info.get("value") instanceof Map<?, ?> claims)) {
			throw this.answers.notDintero(request, response,
					"'user_info' has no 'authority' that is a string, or no 'value' that is an object");
		}
		return new UserInfo(authority, (Map<String, Object>) claims);
	}

	// Only a user's token comes with one
	private @Nullable String readRefreshToken(TokenRequest request, TokenAnswer response,
			Map<String, @Nullable Object> body) {
		return (!request.kind().isOfUser() || body.get("refresh_token") == null) ? null
				: this.answers.readText(request, response, body, "refresh_token");
	}

}
