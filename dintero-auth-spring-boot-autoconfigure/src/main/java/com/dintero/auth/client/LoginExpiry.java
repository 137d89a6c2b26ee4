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
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroRegistrations;

/**
 * When a user has to sign in again. Both kinds of provider go by the same rules.
 */
final class LoginExpiry {

	private static final Duration MAXIMUM_MARGIN = Duration.ofSeconds(60);

	private final DinteroRegistrations registrations;

	private final Clock clock;

	LoginExpiry(DinteroRegistrations registrations, Clock clock) {
		this.registrations = registrations;
		this.clock = clock;
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
				&& this.registrations.contains(registration.getRegistrationId())
				&& hasNoToken(context.getAuthorizedClient())) {
			throw new ClientAuthorizationRequiredException(registration.getRegistrationId());
		}
	}

	private boolean hasNoToken(@Nullable OAuth2AuthorizedClient authorizedClient) {
		return authorizedClient == null || hasExpired(authorizedClient.getAccessToken());
	}

	// With a fixed margin a short-lived token would never be valid, and the browser would
	// go in circles
	private boolean hasExpired(OAuth2AccessToken token) {
		Instant issuedAt = token.getIssuedAt();
		Instant expiresAt = token.getExpiresAt();
		if (issuedAt == null || expiresAt == null) {
			return false;
		}
		Duration tenth = Duration.between(issuedAt, expiresAt).dividedBy(10);
		Duration margin = (tenth.compareTo(MAXIMUM_MARGIN) < 0) ? tenth : MAXIMUM_MARGIN;
		return !this.clock.instant().isBefore(expiresAt.minus(margin));
	}

}
