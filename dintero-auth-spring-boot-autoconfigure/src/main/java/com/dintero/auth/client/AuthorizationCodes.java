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
import java.util.concurrent.CompletableFuture;

import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenResponse;
import com.dintero.auth.user.RegistrationUsers;

/**
 * Redeems authorization codes at Dintero.
 */
final class AuthorizationCodes {

	private final DinteroRegistrations registrations;

	private final RegistrationUsers users;

	AuthorizationCodes(DinteroRegistrations registrations, RegistrationUsers users) {
		this.registrations = registrations;
		this.users = users;
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

	CompletableFuture<TokenResponse> redeem(DinteroRegistration registration,
			OAuth2AuthorizationCodeGrantRequest grantRequest, CompletableFuture<?> end) {
		OAuth2AuthorizationExchange exchange = grantRequest.getAuthorizationExchange();
		return this.users.redeemAuthorizationCode(registration.registrationId(),
				Objects.requireNonNull(registration.login()),
				Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
				Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri()), end);
	}

}
