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

package com.dintero.auth.test;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens that are valid. They do not expire.
 */
final class RefreshTokens {

	private final Map<String, RefreshToken> tokens = new ConcurrentHashMap<>();

	private volatile boolean rotating = true;

	void rotating(boolean rotating) {
		this.rotating = rotating;
	}

	String issue(RefreshToken token) {
		String value = UUID.randomUUID().toString();
		this.tokens.put(value, token);
		return value;
	}

	/**
	 * Uses a refresh token, which with rotation can be done once.
	 * @param client the client whose token was used
	 * @param value the refresh token
	 * @return what it stands for, and the next one
	 * @throws RefusedException if it is not valid, or not of this client
	 */
	Use use(MockDinteroClient client, String value) {
		RefreshToken token = find(client, value);
		boolean rotating = this.rotating;
		if (token == null || (rotating && !this.tokens.remove(value, token))) {
			throw RefusedException.of(401, "The refresh token is not valid");
		}
		return new Use(token, rotating ? issue(token) : null);
	}

	/**
	 * Revokes a refresh token. Does nothing if it is not valid, or not of this client.
	 * @param client the client whose token was used
	 * @param value the refresh token
	 */
	void revoke(MockDinteroClient client, String value) {
		if (find(client, value) != null) {
			this.tokens.remove(value);
		}
	}

	int size() {
		return this.tokens.size();
	}

	private @Nullable RefreshToken find(MockDinteroClient client, String value) {
		RefreshToken token = this.tokens.get(value);
		return (token != null && client.isSameAs(token.client())) ? token : null;
	}

	/**
	 * What has come of using a refresh token.
	 *
	 * @param token what it stands for
	 * @param next the refresh token for the next time, or {@code null} if it is the same
	 */
	record Use(RefreshToken token, @Nullable String next) {

		@Override
		public String toString() {
			return "Use[token=%s, next=***]".formatted(this.token);
		}

	}

}
