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

package com.dintero.auth.internal.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.TokenInvalidation;

/**
 * What both faces of a {@link TokenCache} have in common.
 */
abstract class CachedTokens implements TokenInvalidation {

	private final TokenCache cache;

	CachedTokens(TokenCache cache) {
		this.cache = cache;
	}

	final TokenCache cache() {
		return this.cache;
	}

	// A null from a column or a form must not become the partner's own token
	static String requireAccount(@Nullable String accountId) {
		if (accountId == null) {
			throw new IllegalArgumentException("The account id must not be null");
		}
		return accountId;
	}

	@Override
	public final void invalidate(String registrationId) {
		this.cache.invalidate(registrationId, null);
	}

	@Override
	public final void invalidate(String registrationId, String accountId) {
		this.cache.invalidate(registrationId, requireAccount(accountId));
	}

	@Override
	public final boolean reject(String registrationId, OAuth2AccessToken token) {
		return this.cache.reject(registrationId, null, token);
	}

	@Override
	public final boolean reject(String registrationId, String accountId, OAuth2AccessToken token) {
		return this.cache.reject(registrationId, requireAccount(accountId), token);
	}

}
