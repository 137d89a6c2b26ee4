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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * Refreshes users' tokens, and says when a user has to sign in again. An access token is
 * taken for expired 60 seconds before its end, or a tenth of its lifetime if that is
 * less. Access and refresh token are replaced as a pair.
 * <p>
 * It answers for client registrations of Dintero's: for all others Spring Security's own
 * {@link org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider}
 * goes on. It stands last of a chain, because it fails where nothing is left to be done.
 *
 * @see DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
 */
public final class DinteroRefreshTokenOAuth2AuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final RefreshAuthorization refreshes;

	private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client;

	/**
	 * Create a provider.
	 * @param client the client to send requests with, such as a
	 * {@link DinteroRefreshTokenTokenResponseClient}
	 * @param clock the clock that access tokens expire by
	 */
	public DinteroRefreshTokenOAuth2AuthorizedClientProvider(
			OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client, Clock clock) {
		this.refreshes = new RefreshAuthorization(clock);
		this.client = client;
	}

	/**
	 * Refresh a user's tokens if the access token has expired.
	 * @param context the registration, and the authorized client that there is, if any
	 * @return the authorized client with the new tokens, or {@code null} if the client
	 * registration is none of Dintero's or not for users, or if the token is still valid
	 * @throws ClientAuthorizationRequiredException if there is no authorized client, or
	 * if the user signs in through an identity provider and the token cannot be
	 * refreshed: the browser is to be sent to sign in
	 * @throws ClientAuthorizationException if the token has expired and could not be
	 * refreshed: {@code invalid_grant} if the user has to sign in again, which makes
	 * Spring Security's managers remove the authorized client
	 */
	@Override
	public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		OAuth2RefreshTokenGrantRequest request = this.refreshes.request(context);
		if (request == null) {
			return null;
		}
		try {
			return RefreshAuthorization.authorize(context, this.client.getTokenResponse(request));
		}
		catch (OAuth2AuthorizationException ex) {
			throw TokenResponses.failure(context, ex);
		}
	}

}
