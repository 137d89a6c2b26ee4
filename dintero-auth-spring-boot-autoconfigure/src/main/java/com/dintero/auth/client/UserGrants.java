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

package com.dintero.auth.client;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistrations;

/**
 * What is requested for a user without a valid token, {@code null} for nothing. Both
 * kinds of provider go by the same rules.
 */
final class UserGrants {

	private final DinteroRegistrations registrations;

	private final TokenExpiry expiry;

	UserGrants(DinteroRegistrations registrations, Clock clock) {
		this.registrations = registrations;
		this.expiry = new TokenExpiry(clock);
	}

	@Nullable PasswordGrantRequest password(OAuth2AuthorizationContext context) {
		return request(context, DinteroAuthorizationGrantTypes.PASSWORD, PasswordGrantRequest.class);
	}

	@Nullable PasswordlessCodeGrantRequest passwordlessCode(OAuth2AuthorizationContext context) {
		return request(context, DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE, PasswordlessCodeGrantRequest.class);
	}

	@Nullable AccountUserTokenGrantRequest accountUserToken(OAuth2AuthorizationContext context) {
		return request(context, DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN, AccountUserTokenGrantRequest.class);
	}

	@Nullable MfaOobGrantRequest mfaOob(OAuth2AuthorizationContext context) {
		return (isOfUser(context)) ? request(context, MfaOobGrantRequest.class) : null;
	}

	private <T extends AbstractOAuth2AuthorizationGrantRequest> @Nullable T request(OAuth2AuthorizationContext context,
			AuthorizationGrantType grantType, Class<T> type) {
		return (context.getClientRegistration().getAuthorizationGrantType().equals(grantType)) ? request(context, type)
				: null;
	}

	private <T extends AbstractOAuth2AuthorizationGrantRequest> @Nullable T request(OAuth2AuthorizationContext context,
			Class<T> type) {
		return (needsToken(context)) ? DinteroUserAttributes.grantRequest(context, type) : null;
	}

	/**
	 * Return what gets new tokens for the refresh token that there is.
	 * @param context what is to be authorized
	 * @return the request, or {@code null} if none is to be made
	 * @throws ClientAuthorizationException if the user has to sign in
	 */
	@Nullable OAuth2RefreshTokenGrantRequest refreshToken(OAuth2AuthorizationContext context) {
		if (!needsToken(context)) {
			return null;
		}
		ClientRegistration registration = context.getClientRegistration();
		OAuth2AuthorizedClient authorizedClient = context.getAuthorizedClient();
		if (authorizedClient != null && authorizedClient.getRefreshToken() != null) {
			return new OAuth2RefreshTokenGrantRequest(registration, authorizedClient.getAccessToken(),
					authorizedClient.getRefreshToken());
		}
		if (!isOfUser(context)) {
			return null;
		}
		if (authorizedClient == null) {
			throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
		}
		throw new ClientAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT),
				registration.getRegistrationId(),
				"The token of a user of Dintero registration '%s' has expired, and there is no refresh token. The user has to sign in again"
					.formatted(registration.getRegistrationId()));
	}

	/**
	 * Return what comes of a failure. A sign-in that fails says nothing about the one
	 * before: Spring Security would remove its authorized client for the error of a wrong
	 * password.
	 * @param context what was to be authorized
	 * @param request what has failed
	 * @param failure how it has failed
	 * @return the failure to throw
	 */
	static ClientAuthorizationException failure(OAuth2AuthorizationContext context,
			AbstractOAuth2AuthorizationGrantRequest request, OAuth2AuthorizationException failure) {
		if (request instanceof OAuth2RefreshTokenGrantRequest
				|| !failure.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
			return ProviderRules.failure(context, failure);
		}
		return new ClientAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED),
				context.getClientRegistration().getRegistrationId(), String.valueOf(failure.getMessage()), failure);
	}

	private boolean needsToken(OAuth2AuthorizationContext context) {
		return this.registrations.contains(context.getClientRegistration().getRegistrationId())
				&& !this.expiry.isAuthorized(context.getAuthorizedClient());
	}

	private static boolean isOfUser(OAuth2AuthorizationContext context) {
		return DinteroAuthorizationGrantTypes.isOfUser(context.getClientRegistration().getAuthorizationGrantType());
	}

}
