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
import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.oauth2.DinteroAuthorizedClients;
import com.dintero.auth.oauth2.DinteroRefreshTokenOAuth2AuthorizedClientProvider;
import com.dintero.auth.oauth2.DinteroRefreshTokenTokenResponseClient;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.DinteroUserClients;

class UserManager {

	private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager;

	private final OAuth2AuthorizedClientService authorizedClients;

	private final DinteroRegistration registration;

	private final DinteroUserClient users;

	UserManager(ClientRegistrationRepository repository, OAuth2AuthorizedClientService authorizedClients,
			DinteroRegistrations registrations, DinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
		this.manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository, authorizedClients);
		this.manager.setAuthorizedClientProvider(new DinteroRefreshTokenOAuth2AuthorizedClientProvider(
				new DinteroRefreshTokenTokenResponseClient(users, clock), clock));
		this.authorizedClients = authorizedClients;
		this.registration = registrations.get("dintero");
		this.users = users.get("dintero");
	}

	void signIn(String username, String password) {
		OAuth2AccessTokenResponse response = this.users.signIn(username, password);
		this.authorizedClients.saveAuthorizedClient(DinteroAuthorizedClients.of(this.registration, username, response),
				UsernamePasswordAuthenticationToken.authenticated(username, null, List.of()));
	}

	OAuth2AuthorizedClient authorize(String username) {
		return this.manager
			.authorize(OAuth2AuthorizeRequest.withClientRegistrationId("dintero").principal(username).build());
	}

}
