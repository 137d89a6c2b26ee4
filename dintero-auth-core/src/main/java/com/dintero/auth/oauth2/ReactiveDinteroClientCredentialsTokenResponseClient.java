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

package com.dintero.auth.oauth2;

import java.time.Clock;

import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.ReactiveDinteroTokens;

/**
 * The reactive variant of {@link DinteroClientCredentialsTokenResponseClient}.
 *
 * @see DinteroClientRegistrations
 */
public final class ReactiveDinteroClientCredentialsTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> {

	private final ReactiveDinteroTokens tokens;

	private final Clock clock;

	/**
	 * Creates a client that uses the system clock.
	 * @param tokens the tokens of the cache
	 */
	public ReactiveDinteroClientCredentialsTokenResponseClient(ReactiveDinteroTokens tokens) {
		this(tokens, Clock.systemUTC());
	}

	/**
	 * Creates a client.
	 * @param tokens the tokens of the cache
	 * @param clock the clock that measures remaining lifetimes
	 */
	public ReactiveDinteroClientCredentialsTokenResponseClient(ReactiveDinteroTokens tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	/**
	 * Returns a registration's own token from the cache.
	 * @param grantRequest the request. Only the registration id is used
	 * @return a {@code Mono} of the token with its remaining lifetime
	 * @see DinteroClientCredentialsTokenResponseClient#getTokenResponse
	 */
	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(OAuth2ClientCredentialsGrantRequest grantRequest) {
		return this.tokens.getToken(grantRequest.getClientRegistration().getRegistrationId())
			.map((token) -> TokenResponses.of(token, this.clock.instant()));
	}

}
