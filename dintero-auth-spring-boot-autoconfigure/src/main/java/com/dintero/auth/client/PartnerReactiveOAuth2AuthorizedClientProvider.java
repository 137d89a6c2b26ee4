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

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

/**
 * What the reactive providers of a partner's grants have in common: the exchange.
 */
abstract class PartnerReactiveOAuth2AuthorizedClientProvider implements ReactiveOAuth2AuthorizedClientProvider {

	private final ProviderRules rules;

	private final ReactivePartnerTokens partnerTokens;

	private ReactiveOAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient;

	PartnerReactiveOAuth2AuthorizedClientProvider(ProviderRules rules, ReactivePartnerTokens partnerTokens,
			ReactiveOAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient) {
		this.rules = rules;
		this.partnerTokens = partnerTokens;
		this.exchangeClient = exchangeClient;
	}

	/**
	 * Get a token for the merchant whose account id is the principal's name.
	 * @param context the partner's client registration, the merchant as the principal,
	 * and the authorized client that there is, if any
	 * @return a {@code Mono} of the authorized client, empty if the client registration
	 * is not of this grant type or none of Dintero's, if the authorized client of the
	 * context has a token that is still valid, or if the partner has no token; it fails
	 * with a
	 * {@link org.springframework.security.oauth2.client.ClientAuthorizationException} if
	 * no token could be had, caused by a
	 * {@link com.dintero.auth.DinteroAuthorizationException} of the same error, and with
	 * an {@link IllegalArgumentException} if the principal's name is not {@code T} or
	 * {@code P} and eight digits, or if the registration is not a partner's
	 */
	@Override
	public final Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context) {
		return Mono.defer(() -> {
			if (!this.rules.applyTo(context)) {
				return Mono.empty();
			}
			String accountId = this.rules.merchant(context);
			return exchange(context, accountId).flatMap((exchanged) -> complete(context, accountId, exchanged))
				.map((response) -> ProviderRules.success(context, response))
				.onErrorMap(OAuth2AuthorizationException.class, (failure) -> ProviderRules.failure(context, failure));
		});
	}

	private Mono<OAuth2AccessTokenResponse> exchange(OAuth2AuthorizationContext context, String accountId) {
		return partnerToken(context).flatMap((token) -> exchange(context, accountId, token)
			.onErrorResume(OAuth2AuthorizationException.class, (failure) -> {
				if (!PartnerTokens.isRejection(failure) || !this.partnerTokens.rejection().test(context, token)) {
					return Mono.error(failure);
				}
				return partnerToken(context).flatMap((renewed) -> exchange(context, accountId, renewed));
			}));
	}

	private Mono<? extends OAuth2Token> partnerToken(OAuth2AuthorizationContext context) {
		return Mono.defer(() -> this.partnerTokens.resolver().apply(context));
	}

	private Mono<OAuth2AccessTokenResponse> exchange(OAuth2AuthorizationContext context, String accountId,
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
	abstract Mono<OAuth2AccessTokenResponse> complete(OAuth2AuthorizationContext context, String accountId,
			OAuth2AccessTokenResponse exchanged);

	void exchangeClient(ReactiveOAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeClient) {
		this.exchangeClient = exchangeClient;
	}

	void clockSkew(Duration clockSkew) {
		this.rules.clockSkew(clockSkew);
	}

	void clock(Clock clock) {
		this.rules.clock(clock);
	}

}
