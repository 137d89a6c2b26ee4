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
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.TokenInvalidation;

/**
 * Implements the rules of both failure handlers.
 */
record RejectedTokens(TokenInvalidation tokens) {

	/**
	 * Rejects the token of an authorized client if the cache issued it.
	 */
	void reject(@Nullable OAuth2AuthorizedClient authorizedClient) {
		if (authorizedClient == null
				|| !DinteroClientRegistrations.includes(authorizedClient.getClientRegistration())) {
			return;
		}
		ClientRegistration registration = authorizedClient.getClientRegistration();
		if (registration.getAuthorizationGrantType().equals(AuthorizationGrantType.CLIENT_CREDENTIALS)) {
			this.tokens.reject(registration.getRegistrationId(), authorizedClient.getAccessToken());
		}
		else if (registration.getAuthorizationGrantType().equals(DinteroClientRegistrations.MERCHANT_TOKEN)) {
			this.tokens.reject(registration.getRegistrationId(), authorizedClient.getPrincipalName(),
					authorizedClient.getAccessToken());
		}
	}

}
