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

package com.dintero.auth.token;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroRegistrations;

/**
 * Waits for the tokens of a {@link TokenCache}.
 */
public final class DefaultDinteroTokens implements DinteroTokens {

	private final DinteroRegistrations registrations;

	private final TokenCache cache;

	/**
	 * Create the blocking face of a cache.
	 * @param registrations the registrations that callers name
	 * @param cache the cache
	 */
	public DefaultDinteroTokens(DinteroRegistrations registrations, TokenCache cache) {
		this.registrations = registrations;
		this.cache = cache;
	}

	@Override
	public OAuth2AccessToken getToken(String registrationId) {
		TokenKey key = TokenKey.clientCredentials(this.registrations.get(registrationId));
		OAuth2AccessToken token = this.cache.getIfFresh(key);
		return (token != null) ? token : await(key);
	}

	private OAuth2AccessToken await(TokenKey key) {
		try {
			return this.cache.get(key).get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw (CancellationException) new CancellationException(
					"Interrupted while waiting for a token of Dintero registration '%s'"
						.formatted(key.registrationId()))
				.initCause(ex);
		}
		catch (ExecutionException ex) {
			throw FlightFailure.forCaller(key, ex.getCause());
		}
	}

}
