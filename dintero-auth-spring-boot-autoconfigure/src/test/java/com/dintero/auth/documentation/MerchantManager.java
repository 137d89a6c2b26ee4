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

package com.dintero.auth.documentation;

import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.oauth2.DinteroClientRegistrations;
import com.dintero.auth.oauth2.MerchantTokenOAuth2AuthorizedClientProvider;

class MerchantManager {

	private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

	MerchantManager(DinteroRegistrations registrations, DinteroTokens tokens) {
		ClientRegistration partner = DinteroClientRegistrations.of(registrations.get("partner"),
				DinteroClientRegistrations.MERCHANT_TOKEN);
		var repository = new InMemoryClientRegistrationRepository(partner);
		this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository,
				new InMemoryOAuth2AuthorizedClientService(repository));
		this.manager.setAuthorizedClientProvider(new MerchantTokenOAuth2AuthorizedClientProvider(tokens));
	}

	OAuth2AuthorizedClient authorize(String accountId) {
		return this.manager
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("partner").principal(accountId).build());
	}

}
