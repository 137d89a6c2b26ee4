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

package com.dintero.auth.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.internal.endpoint.Json;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * A token as it is stored: with its lifetime, and without the time of any instance.
 */
public final class TokenContent {

	private static final String ACCESS_TOKEN = "access_token";

	private static final String REFRESH_TOKEN = "refresh_token";

	private static final String LIFETIME = "lifetime";

	private TokenContent() {
	}

	/**
	 * Write a token.
	 * @param token the token, without a user
	 * @return the content
	 */
	public static byte[] write(TokenResponse token) {
		Map<String, String> members = new LinkedHashMap<>();
		members.put(ACCESS_TOKEN, token.tokenValue());
		members.put(LIFETIME, Long.toString(token.lifetime().toMillis()));
		if (token.refreshToken() != null) {
			members.put(REFRESH_TOKEN, token.refreshToken());
		}
		return Json.write(members);
	}

	/**
	 * Read a token.
	 * @param content the content
	 * @param remaining what is left of its lifetime
	 * @param now the time of this instance
	 * @return the token as if this instance had requested it, or {@code null} if the
	 * content is no token
	 */
	public static @Nullable TokenResponse read(byte[] content, Duration remaining, Instant now) {
		Map<String, @Nullable Object> members = Json.readObject(content);
		if (members == null || !(members.get(ACCESS_TOKEN) instanceof String value)
				|| !(members.get(LIFETIME) instanceof String lifetimeText)) {
			return null;
		}
		Duration lifetime = Duration.ofMillis(Long.parseLong(lifetimeText));
		Duration age = lifetime.minus(remaining);
		return new TokenResponse(value, (age.isNegative()) ? now : now.minus(age), lifetime,
				(members.get(REFRESH_TOKEN) instanceof String refreshToken) ? refreshToken : null, null);
	}

}
