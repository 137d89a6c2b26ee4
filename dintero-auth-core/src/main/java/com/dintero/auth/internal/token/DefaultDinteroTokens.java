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

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.internal.endpoint.Futures;

/**
 * Waits for the tokens of a {@link TokenCache}.
 */
public final class DefaultDinteroTokens extends CachedTokens implements DinteroTokens {

	/**
	 * Create the blocking face of a cache.
	 * @param cache the cache
	 */
	public DefaultDinteroTokens(TokenCache cache) {
		super(cache);
	}

	@Override
	public OAuth2AccessToken getToken(String registrationId) {
		return find(registrationId, null);
	}

	@Override
	public OAuth2AccessToken getToken(String registrationId, String accountId) {
		return find(registrationId, requireAccount(accountId));
	}

	@Override
	public OAuth2AccessToken replaceToken(String registrationId, OAuth2AccessToken rejected) {
		return Futures.await(registrationId, (end) -> cache().replace(registrationId, null, rejected));
	}

	@Override
	public OAuth2AccessToken replaceToken(String registrationId, String accountId, OAuth2AccessToken rejected) {
		return Futures.await(registrationId,
				(end) -> cache().replace(registrationId, requireAccount(accountId), rejected));
	}

	private OAuth2AccessToken find(String registrationId, @Nullable String accountId) {
		OAuth2AccessToken token = cache().getIfUsable(registrationId, accountId);
		return (token != null) ? token : Futures.await(registrationId, (end) -> cache().get(registrationId, accountId));
	}

}
