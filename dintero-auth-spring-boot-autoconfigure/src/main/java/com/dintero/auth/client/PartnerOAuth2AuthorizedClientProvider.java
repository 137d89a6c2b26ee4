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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * What the providers of a partner's grants have in common: the exchange.
 */
abstract class PartnerOAuth2AuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final ProviderRules rules;

	private final PartnerTokens partnerTokens;

	private OAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient;

	PartnerOAuth2AuthorizedClientProvider(ProviderRules rules, PartnerTokens partnerTokens,
			OAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient) {
		this.rules = rules;
		this.partnerTokens = partnerTokens;
		this.exchangeClient = exchangeClient;
	}

	/**
	 * Get a token for the merchant whose account id is the principal's name.
	 * @param context the partner's client registration, the merchant as the principal,
	 * and the authorized client that there is, if any
	 * @return the authorized client, or {@code null} if the client registration is not of
	 * this grant type or none of Dintero's, if the authorized client of the context has a
	 * token that is still valid, or if the partner has no token
	 * @throws ClientAuthorizationException if no token could be had, caused by a
	 * {@link com.dintero.auth.DinteroAuthorizationException} of the same error
	 * @throws IllegalArgumentException if the principal's name is not {@code T} or
	 * {@code P} and eight digits, or if the registration is not a partner's: nothing is
	 * requested then
	 */
	@Override
	public final @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		if (!this.rules.applyTo(context)) {
			return null;
		}
		String accountId = this.rules.merchant(context);
		try {
			OAuth2AccessTokenResponse response = exchange(context, accountId);
			return (response != null) ? ProviderRules.success(context, complete(context, accountId, response)) : null;
		}
		catch (OAuth2AuthorizationException ex) {
			throw ProviderRules.failure(context, ex);
		}
	}

	private @Nullable OAuth2AccessTokenResponse exchange(OAuth2AuthorizationContext context, String accountId) {
		OAuth2Token partnerToken = this.partnerTokens.resolver().apply(context);
		if (partnerToken == null) {
			return null;
		}
		try {
			return exchange(context, accountId, partnerToken);
		}
		catch (OAuth2AuthorizationException ex) {
			if (!PartnerTokens.isRejection(ex) || !this.partnerTokens.rejection().test(context, partnerToken)) {
				throw ex;
			}
		}
		OAuth2Token renewed = this.partnerTokens.resolver().apply(context);
		return (renewed != null) ? exchange(context, accountId, renewed) : null;
	}

	private OAuth2AccessTokenResponse exchange(OAuth2AuthorizationContext context, String accountId,
			OAuth2Token partnerToken) {
		return this.exchangeClient
			.getTokenResponse(new ExchangeTokenGrantRequest(context.getClientRegistration(), partnerToken, accountId));
	}

	/**
	 * Do what comes after the exchange.
	 * @param context what is to be authorized
	 * @param accountId the merchant's account id
	 * @param exchanged the exchange token
	 * @return the answer with the token that is wanted
	 */
	abstract OAuth2AccessTokenResponse complete(OAuth2AuthorizationContext context, String accountId,
			OAuth2AccessTokenResponse exchanged);

	void exchangeClient(OAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient) {
		this.exchangeClient = exchangeClient;
	}

	void clockSkew(Duration clockSkew) {
		this.rules.clockSkew(clockSkew);
	}

	void clock(Clock clock) {
		this.rules.clock(clock);
	}

}
