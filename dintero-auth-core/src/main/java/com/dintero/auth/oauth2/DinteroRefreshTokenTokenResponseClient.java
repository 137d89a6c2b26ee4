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
 * Refreshes the tokens of users whom Dintero itself knows, through the registration's
 * {@link com.dintero.auth.user.DinteroUserClient}: the request carries the registration's
 * own token, all who have the same refresh token share it, and it is never repeated where
 * nobody knows what has come of it.
 * <p>
 * Spring Security asks some time before the access token expires. So if Dintero refuses
 * nothing but is out of reach, or does not say what it has done, the token that there is
 * goes on to be used until it expires.
 *
 * @see ReactiveDinteroRefreshTokenTokenResponseClient
 * @see DinteroRefreshTokenOAuth2AuthorizedClientProvider
 */
public final class DinteroRefreshTokenTokenResponseClient
		implements OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> {

	private final DinteroUserClients users;

	private final RefreshFallback fallback;

	/**
	 * Creates a client that goes by the system's clock.
	 * @param users the clients of the registrations that requests name
	 */
	public DinteroRefreshTokenTokenResponseClient(DinteroUserClients users) {
		this(users, Clock.systemUTC());
	}

	/**
	 * Create a client.
	 * @param users the clients of the registrations that requests name
	 * @param clock the clock that access tokens expire by
	 */
	public DinteroRefreshTokenTokenResponseClient(DinteroUserClients users, Clock clock) {
		this.users = users;
		this.fallback = new RefreshFallback(clock);
	}

	/**
	 * Request a new pair of tokens, and wait for it.
	 * @param grantRequest the tokens that there are; its scopes are not sent
	 * @return the new access token, with the new refresh token or, if Dintero gave no
	 * other, the old one; or the tokens that there are, with what is left of their
	 * lifetime, if the request failed without a refusal and the access token is still
	 * valid
	 * @throws DinteroAuthorizationException {@code invalid_grant} if the user has to sign
	 * in again, be it because Dintero wants a second factor, and others if there is no
	 * token for other reasons
	 * @throws IllegalArgumentException if there is no Dintero registration of the client
	 * registration's id
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits; it stays interrupted
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
