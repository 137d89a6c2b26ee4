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

import java.util.Objects;

import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenRequest;

/**
 * Requests that redeem an authorization code at Dintero.
 */
final class AuthorizationCodes {

	private final DinteroRegistrations registrations;

	AuthorizationCodes(DinteroRegistrations registrations) {
		this.registrations = registrations;
	}

	/**
	 * Return the registration that a user signs in with.
	 * @param grantRequest what has come of the sign-in
	 * @return the registration
	 * @throws IllegalArgumentException if there is none of that id, or if it has no login
	 */
	DinteroRegistration registration(OAuth2AuthorizationCodeGrantRequest grantRequest) {
		DinteroRegistration registration = this.registrations
			.get(grantRequest.getClientRegistration().getRegistrationId());
		if (registration.login() == null) {
			throw new IllegalArgumentException(("Dintero registration '%s' signs no users in: " + "it has no 'login'")
				.formatted(registration.registrationId()));
		}
		return registration;
	}

	TokenRequest tokenRequest(DinteroRegistration registration, OAuth2AccessToken clientToken,
			OAuth2AuthorizationCodeGrantRequest grantRequest) {
		OAuth2AuthorizationExchange exchange = grantRequest.getAuthorizationExchange();
		return TokenRequest.authorizationCode(registration, Objects.requireNonNull(registration.login()),
				clientToken.getTokenValue(), Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
				Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri()));
	}

}
