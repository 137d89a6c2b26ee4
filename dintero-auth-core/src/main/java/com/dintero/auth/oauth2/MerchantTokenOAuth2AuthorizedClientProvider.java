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

package com.dintero.auth.oauth2;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

import com.dintero.auth.DinteroTokens;

/**
 * Provides the tokens of a partner's merchants to Spring Security's managers. The
 * principal name is the merchant's account id. The application must set it, and never
 * take it from a user's input.
 * <p>
 * The provider asks {@link DinteroTokens} for a token on each call, and the cache decides
 * when to renew it. Managers therefore share requests, retries and renewals with all
 * other callers.
 *
 * @see MerchantTokenReactiveOAuth2AuthorizedClientProvider
 * @see DinteroClientRegistrations#MERCHANT_TOKEN
 */
public final class MerchantTokenOAuth2AuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final DinteroTokens tokens;

	/**
	 * Creates a provider.
	 * @param tokens the tokens of the cache
	 */
	public MerchantTokenOAuth2AuthorizedClientProvider(DinteroTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Returns an authorized client with the merchant's current token.
	 * @param context the client registration, the principal and the authorized client, if
	 * any
	 * @return the authorized client, or {@code null} if the given one holds the current
	 * token, or if the registration is not one of Dintero's with this grant type
	 * @throws ClientAuthorizationException if Dintero did not issue a token. The cause is
	 * a {@link com.dintero.auth.DinteroAuthorizationException}
	 * @throws IllegalArgumentException if the registration is not a partner's, or if the
	 * principal name is not a merchant's account id. No request is sent
	 */
	@Override
	public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		if (!MerchantAuthorization.appliesTo(context)) {
			return null;
		}
		try {
			return MerchantAuthorization.authorize(context, this.tokens
				.getToken(MerchantAuthorization.registrationId(context), MerchantAuthorization.accountId(context)));
		}
		catch (OAuth2AuthorizationException ex) {
			throw TokenResponses.failure(context, ex);
		}
	}

}
