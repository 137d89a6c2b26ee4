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
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Implements the rules of both refresh token providers.
 */
final class RefreshAuthorization {

	private final TokenExpiry expiry;

	RefreshAuthorization(Clock clock) {
		this.expiry = new TokenExpiry(clock);
	}

	/**
	 * Returns the request that refreshes the authorized client's token.
	 * @return the request, or {@code null} if no refresh is necessary
	 * @throws ClientAuthorizationException if the user must sign in
	 */
	@Nullable OAuth2RefreshTokenGrantRequest request(OAuth2AuthorizationContext context) {
		ClientRegistration registration = context.getClientRegistration();
		OAuth2AuthorizedClient authorizedClient = context.getAuthorizedClient();
		if (!DinteroClientRegistrations.includes(registration) || this.expiry.isAuthorized(authorizedClient)) {
			return null;
		}
		if (authorizedClient != null && authorizedClient.getRefreshToken() != null) {
			return new OAuth2RefreshTokenGrantRequest(registration, authorizedClient.getAccessToken(),
					authorizedClient.getRefreshToken());
		}
		AuthorizationGrantType grantType = registration.getAuthorizationGrantType();
		boolean redirects = grantType.equals(AuthorizationGrantType.AUTHORIZATION_CODE);
		if (!redirects && !DinteroClientRegistrations.isOfUser(grantType)) {
			return null;
		}
		// A redirect sends the browser to sign in and back again
		if (redirects || authorizedClient == null) {
			throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
		}
		throw new ClientAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT),
				registration.getRegistrationId(),
				"The token of a user of Dintero registration '%s' has expired without a refresh token. The user must sign in again"
					.formatted(registration.getRegistrationId()));
	}

	static OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context, OAuth2AccessTokenResponse response) {
		return new OAuth2AuthorizedClient(context.getClientRegistration(), context.getPrincipal().getName(),
				response.getAccessToken(), response.getRefreshToken());
	}

}
