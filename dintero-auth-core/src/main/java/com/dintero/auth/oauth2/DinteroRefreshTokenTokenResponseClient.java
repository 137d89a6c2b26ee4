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
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Refreshes the tokens of users that Dintero itself knows, with the registration's
 * {@link com.dintero.auth.user.DinteroUserClient}. Callers with the same refresh token
 * share one request. A request with an unknown outcome is not repeated.
 * <p>
 * Spring Security refreshes a token before it expires. If the request fails and Dintero
 * did not refuse it, the current token remains in use until it expires.
 *
 * @see ReactiveDinteroRefreshTokenTokenResponseClient
 * @see DinteroRefreshTokenOAuth2AuthorizedClientProvider
 */
public final class DinteroRefreshTokenTokenResponseClient
		implements OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> {

	private final DinteroUserClients users;

	private final RefreshFallback fallback;

	/**
	 * Creates a client that uses the system clock.
	 * @param users the clients of the registrations
	 */
	public DinteroRefreshTokenTokenResponseClient(DinteroUserClients users) {
		this(users, Clock.systemUTC());
	}

	/**
	 * Creates a client.
	 * @param users the clients of the registrations
	 * @param clock the clock that determines expiry
	 */
	public DinteroRefreshTokenTokenResponseClient(DinteroUserClients users, Clock clock) {
		this.users = users;
		this.fallback = new RefreshFallback(clock);
	}

	/**
	 * Requests new tokens and waits for them.
	 * @param grantRequest the current tokens. Its scopes are not sent
	 * @return the new access token, with the new refresh token, or with the old one if
	 * Dintero returned none. If the request failed without a refusal and the current
	 * access token is still valid, the current tokens with their remaining lifetime
	 * @throws DinteroAuthorizationException if no valid token is available. With
	 * {@code invalid_grant} the user must sign in again, for example because Dintero
	 * requires a second factor
	 * @throws IllegalArgumentException if the client registration is not one of Dintero's
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits. The thread stays interrupted
	 */
	@Override
	public OAuth2AccessTokenResponse getTokenResponse(OAuth2RefreshTokenGrantRequest grantRequest) {
		try {
			return this.users.get(grantRequest.getClientRegistration().getRegistrationId())
				.refresh(grantRequest.getRefreshToken().getTokenValue());
		}
		catch (DinteroAuthorizationException ex) {
			return this.fallback.orThrow(grantRequest, ex);
		}
	}

}
