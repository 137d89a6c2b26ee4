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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenEndpointClient;
import com.dintero.auth.token.DinteroTokens;

/**
 * Gives a partner's authorized clients the tokens of its merchants, through the second
 * and the third step of Dintero's partner guide: an exchange token for the partner's own
 * token, and the merchant's token for that. The exchange token is used at once and not
 * kept. The grant type alone says that the third step is done, whatever
 * {@code exchange.merchant-token} is; its audience is {@code exchange.audience}.
 * <p>
 * The name of the principal is the merchant's account id. It decides whose money is
 * meant: let the application set it, and not a user who signs in with a name of their
 * choice.
 * <p>
 * It keeps nothing: the manager that it is given to does. Callers who wait for the same
 * merchant's token do not share a request, as those of {@link DinteroTokens} do, and
 * nothing is tried twice, save for a partner's token of the cache that Dintero does not
 * accept any more: it is renewed once.
 *
 * @see MerchantTokenReactiveOAuth2AuthorizedClientProvider
 * @see DinteroAuthorizationGrantTypes#MERCHANT_TOKEN
 * @see DinteroClientRegistrations
 */
public final class MerchantTokenOAuth2AuthorizedClientProvider extends PartnerOAuth2AuthorizedClientProvider {

	private OAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> merchantClient;

	/**
	 * Create a provider that takes the partner's own token from the cache, and has it
	 * renewed once if Dintero does not accept it.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with
	 * @param tokens the tokens of the cache
	 */
	public MerchantTokenOAuth2AuthorizedClientProvider(DinteroRegistrations registrations, TokenEndpointClient client,
			DinteroTokens tokens) {
		this(registrations, client, PartnerTokens.of(tokens));
	}

	/**
	 * Create a provider that takes the partner's own token from elsewhere. It does not
	 * ask twice: a token that Dintero does not accept is a failure.
	 * @param registrations the registrations that it answers for
	 * @param client the client to send requests with
	 * @param partnerTokenResolver gives the partner's own token, or {@code null} if there
	 * is none
	 */
	public MerchantTokenOAuth2AuthorizedClientProvider(DinteroRegistrations registrations, TokenEndpointClient client,
			Function<OAuth2AuthorizationContext, ? extends @Nullable OAuth2Token> partnerTokenResolver) {
		this(registrations, client, PartnerTokens.of(partnerTokenResolver));
	}

	private MerchantTokenOAuth2AuthorizedClientProvider(DinteroRegistrations registrations, TokenEndpointClient client,
			PartnerTokens partnerTokens) {
		super(new ProviderRules(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN, registrations), partnerTokens,
				new DinteroExchangeTokenResponseClient(registrations, client));
		this.merchantClient = new DinteroMerchantTokenResponseClient(registrations, client);
	}

	@Override
	OAuth2AccessTokenResponse complete(OAuth2AuthorizationContext context, String accountId,
			OAuth2AccessTokenResponse exchanged) {
		return this.merchantClient.getTokenResponse(
				new MerchantTokenGrantRequest(context.getClientRegistration(), exchanged.getAccessToken(), accountId));
	}

	/**
	 * Set the client that requests exchange tokens.
	 * @param exchangeTokenResponseClient the client, by default a
	 * {@link DinteroExchangeTokenResponseClient}
	 */
	public void setExchangeTokenResponseClient(
			OAuth2AccessTokenResponseClient<ExchangeTokenGrantRequest> exchangeTokenResponseClient) {
		exchangeClient(exchangeTokenResponseClient);
	}

	/**
	 * Set the client that requests merchants' tokens.
	 * @param accessTokenResponseClient the client, by default a
	 * {@link DinteroMerchantTokenResponseClient}
	 */
	public void setAccessTokenResponseClient(
			OAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> accessTokenResponseClient) {
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
