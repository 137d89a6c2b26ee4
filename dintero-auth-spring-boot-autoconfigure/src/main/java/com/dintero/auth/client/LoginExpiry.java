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

import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * When a user has to sign in again. Both kinds of provider go by the same rules.
 */
final class LoginExpiry {

	private final TokenExpiry expiry;

	LoginExpiry(Clock clock) {
		this.expiry = new TokenExpiry(clock);
	}

	/**
	 * Check that the user has a token.
	 * @param context what is to be authorized
	 * @throws ClientAuthorizationRequiredException if the registration is one of ours
	 * that users sign in with, and there is no token or none that is valid for a while
	 * yet
	 */
	void check(OAuth2AuthorizationContext context) {
		ClientRegistration registration = context.getClientRegistration();
		if (AuthorizationGrantType.AUTHORIZATION_CODE.equals(registration.getAuthorizationGrantType())
				&& DinteroClientRegistrations.includes(registration)
				&& !this.expiry.isAuthorized(context.getAuthorizedClient())) {
			throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
		}
	}

}
