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

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import com.dintero.auth.DinteroRegistrations;

/**
 * Sees the tokens of a {@link TokenCache} as {@code Mono}s.
 */
public final class DefaultReactiveDinteroTokens implements ReactiveDinteroTokens {

	private final DinteroRegistrations registrations;

	private final TokenCache cache;

	/**
	 * Create the reactive face of a cache.
	 * @param registrations the registrations that callers name
	 * @param cache the cache
	 */
	public DefaultReactiveDinteroTokens(DinteroRegistrations registrations, TokenCache cache) {
		this.registrations = registrations;
		this.cache = cache;
	}

	@Override
	public Mono<OAuth2AccessToken> getToken(String registrationId) {
		return Mono.defer(() -> {
			TokenKey key = TokenKey.clientCredentials(this.registrations.get(registrationId));
			OAuth2AccessToken token = this.cache.getIfFresh(key);
			return (token != null) ? Mono.just(token) : await(key);
		});
	}

	private Mono<OAuth2AccessToken> await(TokenKey key) {
		// The thread that ends a flight has other waiters to wake: it does not run what
		// this subscriber does with the token
		return Mono.fromFuture(() -> this.cache.get(key), true)
			.publishOn(Schedulers.parallel())
			.onErrorMap((failure) -> FlightFailure.forCaller(key, failure));
	}

}
