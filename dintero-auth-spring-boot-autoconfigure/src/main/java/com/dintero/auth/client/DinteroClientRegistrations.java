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

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroRegistration;

/**
 * Makes Spring Security's client registrations of Dintero's, for a manager of Spring
 * Security's.
 * <p>
 * They hold no client secret: Spring Security would print it, and store it with each
 * authorized client. The providers of this package need none, because they find the
 * {@link DinteroRegistration} of the same id.
 *
 * @see ExchangeTokenOAuth2AuthorizedClientProvider
 * @see MerchantTokenOAuth2AuthorizedClientProvider
 */
public final class DinteroClientRegistrations {

	private DinteroClientRegistrations() {
	}

	/**
	 * Make a client registration of a partner's registration.
	 * @param registration the partner's registration
	 * @param grantType {@link DinteroAuthorizationGrantTypes#MERCHANT_TOKEN} for the
	 * tokens of its merchants, or {@link DinteroAuthorizationGrantTypes#EXCHANGE_TOKEN}
	 * for their exchange tokens, the result of one step less
	 * @return the client registration, of the same id
	 * @throws IllegalArgumentException if the registration is not a partner's, or if the
	 * grant type is another one, for which Spring Security would need the client secret
	 */
	public static ClientRegistration of(DinteroRegistration registration, AuthorizationGrantType grantType) {
		PartnerRegistrations.requirePartner(registration);
		return ClientRegistration.withRegistrationId(registration.registrationId())
			.clientId(registration.clientId())
			.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
			.authorizationGrantType(grantType)
			.tokenUri(tokenUri(registration, grantType))
			.build();
	}

	private static String tokenUri(DinteroRegistration registration, AuthorizationGrantType grantType) {
		if (grantType.equals(DinteroAuthorizationGrantTypes.EXCHANGE_TOKEN)) {
			return registration.exchangeEndpoint().toString();
		}
		if (grantType.equals(DinteroAuthorizationGrantTypes.MERCHANT_TOKEN)) {
			// The account is the merchant's when the request is made
			return registration.tokenEndpoint().toString();
		}
		throw new IllegalArgumentException("There is no client registration without a secret for the grant type '%s'. "
			.formatted(grantType.getValue()) + "Those that need none are exchange_token and merchant_token");
	}

}
