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
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Implements the rules of both merchant token providers.
 */
final class MerchantAuthorization {

	private MerchantAuthorization() {
	}

	static boolean appliesTo(OAuth2AuthorizationContext context) {
		return DinteroClientRegistrations.MERCHANT_TOKEN
			.equals(context.getClientRegistration().getAuthorizationGrantType())
				&& DinteroClientRegistrations.includes(context.getClientRegistration());
	}

	static String registrationId(OAuth2AuthorizationContext context) {
		return context.getClientRegistration().getRegistrationId();
	}

	static String accountId(OAuth2AuthorizationContext context) {
		return context.getPrincipal().getName();
	}

	/**
	 * Returns an authorized client that holds the token.
	 * @return the authorized client, or {@code null} if the context's own already holds
	 * the token. Managers store every client that a provider returns
	 */
	static @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context, OAuth2AccessToken token) {
		OAuth2AuthorizedClient current = context.getAuthorizedClient();
		if (current != null && current.getAccessToken().getTokenValue().equals(token.getTokenValue())) {
			return null;
		}
		return new OAuth2AuthorizedClient(context.getClientRegistration(), accountId(context), token);
	}

}
