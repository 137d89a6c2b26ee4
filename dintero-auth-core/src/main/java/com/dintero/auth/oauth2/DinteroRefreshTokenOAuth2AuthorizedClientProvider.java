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
 * Refreshes users' tokens, and fails when a user must sign in again. An access token
 * counts as expired 60 seconds before its end, or a tenth of its lifetime if that is
 * less. A refresh replaces the access token and the refresh token together.
 * <p>
 * The provider handles Dintero's client registrations only. Spring Security's
 * {@link org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider}
 * handles all others. Place this provider last in a chain, because it fails when a token
 * cannot be refreshed.
 *
 * @see DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
 */
public final class DinteroRefreshTokenOAuth2AuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final RefreshAuthorization refreshes;

	private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client;

	/**
	 * Creates a provider.
	 * @param client the client that refreshes tokens, such as a
	 * {@link DinteroRefreshTokenTokenResponseClient}
	 * @param clock the clock that determines expiry
	 */
	public DinteroRefreshTokenOAuth2AuthorizedClientProvider(
			OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client, Clock clock) {
		this.refreshes = new RefreshAuthorization(clock);
		this.client = client;
	}

	/**
	 * Refreshes a user's tokens if the access token has expired.
	 * @param context the client registration and the authorized client, if any
	 * @return the authorized client with the new tokens, or {@code null} if the token is
	 * still valid or the client registration is not one of Dintero's for users
	 * @throws ClientAuthorizationRequiredException if the context has no authorized
	 * client, or if the token of a user of an identity provider cannot be refreshed. The
	 * browser must be redirected to sign in
	 * @throws ClientAuthorizationException if the expired token cannot be refreshed. With
	 * {@code invalid_grant} the user must sign in again, and Spring Security's managers
	 * remove the authorized client
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
