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

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2Token;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.endpoint.TokenRequest;

/**
 * A partner's request for the token of one of its merchants, the third step of Dintero's
 * partner guide.
 *
 * @see DinteroAuthorizationGrantTypes#MERCHANT_TOKEN
 * @see DinteroMerchantTokenResponseClient
 * @see ReactiveDinteroMerchantTokenResponseClient
 */
public final class MerchantTokenGrantRequest extends AbstractOAuth2AuthorizationGrantRequest {

	private final OAuth2Token exchangeToken;

	private final AccountId accountId;

	/**
	 * Create a request.
	 * @param clientRegistration the partner's registration, whatever its grant type: of
	 * its members only the registration id is used
	 * @param exchangeToken the merchant's exchange token
	 * @param accountId the merchant's account id, such as {@code T11200001}
	 * @throws IllegalArgumentException if the account id is not {@code T} or {@code P}
	 * and eight digits; the message does not repeat it
	 */
	public MerchantTokenGrantRequest(ClientRegistration clientRegistration, OAuth2Token exchangeToken,
			String accountId) {
		super(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN, clientRegistration);
		this.exchangeToken = exchangeToken;
		this.accountId = AccountId.ofMerchant(accountId);
	}

	/**
	 * Return the token that the request is authorized with.
	 * @return the merchant's exchange token
	 */
	public OAuth2Token getExchangeToken() {
		return this.exchangeToken;
	}

	/**
	 * Return the merchant that the token is for.
	 * @return the merchant's account id
	 */
	public AccountId getAccountId() {
		return this.accountId;
	}

	TokenRequest toTokenRequest(DinteroRegistration registration) {
		return TokenRequest.merchantToken(registration, this.accountId, this.exchangeToken.getTokenValue(),
				registration.exchange().audience());
	}

	@Override
	public String toString() {
		return "MerchantTokenGrantRequest[registrationId=%s, accountId=%s]"
			.formatted(getClientRegistration().getRegistrationId(), this.accountId);
	}

}
