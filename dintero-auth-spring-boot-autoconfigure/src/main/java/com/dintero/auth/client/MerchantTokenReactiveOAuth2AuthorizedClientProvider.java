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
import java.util.function.Function;

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenEndpointClient;
import com.dintero.auth.token.ReactiveDinteroTokens;

/**
 * The reactive twin of {@link MerchantTokenOAuth2AuthorizedClientProvider}: for merchants
 * as principals, by the same rules. It never blocks the subscriber's thread.
 *
 * @see DinteroAuthorizationGrantTypes#MERCHANT_TOKEN
 * @see DinteroClientRegistrations
 */
public final class MerchantTokenReactiveOAuth2AuthorizedClientProvider
		extends PartnerReactiveOAuth2AuthorizedClientProvider {

	private ReactiveOAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> merchantClient;

	/**
	 * Create a provider that takes the partner's own token from the cache, and has it
	 * renewed once if Dintero does not accept it.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with
	 * @param tokens the tokens of the cache
	 */
	public MerchantTokenReactiveOAuth2AuthorizedClientProvider(DinteroRegistrations registrations,
			TokenEndpointClient client, ReactiveDinteroTokens tokens) {
		this(registrations, client, ReactivePartnerTokens.of(tokens));
	}

	/**
	 * Create a provider that takes the partner's own token from elsewhere. It does not
	 * ask twice: a token that Dintero does not accept is a failure.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with
	 * @param partnerTokenResolver gives the partner's own token, or nothing if there is
	 * none
	 */
	public MerchantTokenReactiveOAuth2AuthorizedClientProvider(DinteroRegistrations registrations,
			TokenEndpointClient client,
			Function<OAuth2AuthorizationContext, ? extends Mono<? extends OAuth2Token>> partnerTokenResolver) {
		this(registrations, client, ReactivePartnerTokens.of(partnerTokenResolver));
	}

	private MerchantTokenReactiveOAuth2AuthorizedClientProvider(DinteroRegistrations registrations,
			TokenEndpointClient client, ReactivePartnerTokens partnerTokens) {
		super(new ProviderRules(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN, registrations), partnerTokens,
				new ReactiveDinteroExchangeTokenResponseClient(registrations, client));
		this.merchantClient = new ReactiveDinteroMerchantTokenResponseClient(registrations, client);
	}

	@Override
	Mono<OAuth2AccessTokenResponse> complete(OAuth2AuthorizationContext context, String accountId,
			OAuth2AccessTokenResponse exchanged) {
		return this.merchantClient.getTokenResponse(
				new MerchantTokenGrantRequest(context.getClientRegistration(), exchanged.getAccessToken(), accountId));
	}

	/**
	 * Set the client that requests exchange tokens.
	 * @param exchangeTokenResponseClient the client, by default a
	 * {@link ReactiveDinteroExchangeTokenResponseClient}
	 */
	public void setExchangeTokenResponseClient(
			ReactiveOAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeTokenResponseClient) {
		exchangeClient(exchangeTokenResponseClient);
	}

	/**
	 * Set the client that requests merchants' tokens.
	 * @param accessTokenResponseClient the client, by default a
	 * {@link ReactiveDinteroMerchantTokenResponseClient}
	 */
	public void setAccessTokenResponseClient(
			ReactiveOAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> accessTokenResponseClient) {
		this.merchantClient = accessTokenResponseClient;
	}

	/**
	 * Set how long before its end a token is taken for expired.
	 * @param clockSkew how long, 60 seconds by default
	 * @throws IllegalArgumentException if it is negative
	 */
	public void setClockSkew(Duration clockSkew) {
		clockSkew(clockSkew);
	}

	/**
	 * Set the clock that tokens of authorized clients expire by.
	 * @param clock the clock, the system's by default
	 */
	public void setClock(Clock clock) {
		clock(clock);
	}

}
