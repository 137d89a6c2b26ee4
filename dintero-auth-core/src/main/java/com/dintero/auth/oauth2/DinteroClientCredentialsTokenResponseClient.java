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

import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroTokens;

/**
 * Returns the tokens of {@link DinteroTokens} to Spring Security's managers, which then
 * share one token with all other callers.
 *
 * @see ReactiveDinteroClientCredentialsTokenResponseClient
 * @see DinteroClientRegistrations
 */
public final class DinteroClientCredentialsTokenResponseClient
		implements OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> {

	private final DinteroTokens tokens;

	private final Clock clock;

	/**
	 * Creates a client that uses the system clock.
	 * @param tokens the tokens of the cache
	 */
	public DinteroClientCredentialsTokenResponseClient(DinteroTokens tokens) {
		this(tokens, Clock.systemUTC());
	}

	/**
	 * Creates a client.
	 * @param tokens the tokens of the cache
	 * @param clock the clock that measures remaining lifetimes
	 */
	public DinteroClientCredentialsTokenResponseClient(DinteroTokens tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	/**
	 * Returns a registration's own token from the cache.
	 * @param grantRequest the request. Only the registration id is used
	 * @return the token with its remaining lifetime
	 * @throws com.dintero.auth.DinteroAuthorizationException if Dintero did not issue a
	 * token
	 * @throws IllegalArgumentException if the registration is not one of Dintero's
	 */
	@Override
	public OAuth2AccessTokenResponse getTokenResponse(OAuth2ClientCredentialsGrantRequest grantRequest) {
		return TokenResponses.of(this.tokens.getToken(grantRequest.getClientRegistration().getRegistrationId()),
				this.clock.instant());
	}

}
