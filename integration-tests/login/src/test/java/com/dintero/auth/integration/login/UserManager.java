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

package com.dintero.auth.integration.login;

import java.time.Clock;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.client.DinteroUserAttributes;
import com.dintero.auth.client.DinteroUserAuthorizedClientProviders;
import com.dintero.auth.user.DinteroUserClients;

class UserManager {

	private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

	UserManager(ClientRegistrationRepository repository, OAuth2AuthorizedClientService authorizedClients,
			DinteroRegistrations registrations, DinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
		this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository, authorizedClients);
		this.manager.setAuthorizedClientProvider(DinteroUserAuthorizedClientProviders.all(registrations, users, clock));
		this.manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes);
	}

	OAuth2AuthorizedClient signIn(String username, String password) {
		return this.manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("dintero")
			.principal(username)
			.attributes(DinteroUserAttributes.password(username, password))
			.build());
	}

	OAuth2AuthorizedClient authorize(String username) {
		return this.manager
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("dintero").principal(username).build());
	}

}
