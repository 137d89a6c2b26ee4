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
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistrations;

/**
 * When a provider has something to do, and what becomes of it. Both kinds of provider go
 * by the same rules.
 */
final class ProviderRules {

	private final AuthorizationGrantType grantType;

	private final PartnerRegistrations registrations;

	private Duration clockSkew = Duration.ofSeconds(60);

	private Clock clock = Clock.systemUTC();

	ProviderRules(AuthorizationGrantType grantType, DinteroRegistrations registrations) {
		this.grantType = grantType;
		this.registrations = new PartnerRegistrations(registrations);
	}

	void clockSkew(Duration clockSkew) {
		if (clockSkew.isNegative()) {
			throw new IllegalArgumentException("The clock skew must not be negative");
		}
		this.clockSkew = clockSkew;
	}

	void clock(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Whether a token is to be got.
	 * @param context what is to be authorized
	 * @return {@code false} if the registration is none of ours, or if there is a token
	 */
	boolean applyTo(OAuth2AuthorizationContext context) {
		return this.grantType.equals(context.getClientRegistration().getAuthorizationGrantType())
				&& this.registrations.contains(context.getClientRegistration()) && !isAuthorized(context);
	}

	private boolean isAuthorized(OAuth2AuthorizationContext context) {
		OAuth2AuthorizedClient authorized = context.getAuthorizedClient();
		// Another merchant's token is none for this one
		return authorized != null && authorized.getPrincipalName().equals(context.getPrincipal().getName())
				&& !hasExpired(authorized.getAccessToken().getExpiresAt());
	}

	private boolean hasExpired(@Nullable Instant expiresAt) {
		return expiresAt != null && this.clock.instant().isAfter(expiresAt.minus(this.clockSkew));
	}

	/**
	 * Return the merchant to get a token for, before anything is requested.
	 * @param context what is to be authorized
	 * @return the merchant's account id
	 * @throws IllegalArgumentException if the principal's name is none, or if the
	 * registration is not a partner's
	 */
	String merchant(OAuth2AuthorizationContext context) {
		this.registrations.get(context.getClientRegistration());
		return AccountId.ofMerchant(context.getPrincipal().getName()).value();
	}

	static OAuth2AuthorizedClient success(OAuth2AuthorizationContext context, OAuth2AccessTokenResponse response) {
		return new OAuth2AuthorizedClient(context.getClientRegistration(), context.getPrincipal().getName(),
				response.getAccessToken(), response.getRefreshToken());
	}

	static ClientAuthorizationException failure(OAuth2AuthorizationContext context,
			OAuth2AuthorizationException failure) {
		return new ClientAuthorizationException(failure.getError(), context.getClientRegistration().getRegistrationId(),
				String.valueOf(failure.getMessage()), failure);
	}

}
