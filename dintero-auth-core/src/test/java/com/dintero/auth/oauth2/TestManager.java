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

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stock manager of one client registration, and what it has stored.
 */
final class TestManager {

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	private final String registrationId;

	private final Function<OAuth2AuthorizeRequest, Mono<OAuth2AuthorizedClient>> manager;

	private final Function<String, Mono<OAuth2AuthorizedClient>> service;

	private final Consumer<OAuth2AuthorizedClient> storing;

	private TestManager(ClientRegistration registration,
			Function<OAuth2AuthorizeRequest, Mono<OAuth2AuthorizedClient>> manager,
			Function<String, Mono<OAuth2AuthorizedClient>> service, Consumer<OAuth2AuthorizedClient> storing) {
		this.registrationId = registration.getRegistrationId();
		this.manager = manager;
		this.service = service;
		this.storing = storing;
	}

	static TestManager blocking(ClientRegistration registration, OAuth2AuthorizedClientProvider provider) {
		var repository = new InMemoryClientRegistrationRepository(registration);
		var service = new InMemoryOAuth2AuthorizedClientService(repository);
		var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository, service);
		manager.setAuthorizedClientProvider(provider);
		manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes);
		return new TestManager(registration, (request) -> Mono.justOrEmpty(manager.authorize(request)),
				(name) -> Mono.justOrEmpty(service.loadAuthorizedClient(registration.getRegistrationId(), name)),
				(client) -> service.saveAuthorizedClient(client, principal(client)));
	}

	static TestManager reactive(ClientRegistration registration, ReactiveOAuth2AuthorizedClientProvider provider) {
		var repository = new InMemoryReactiveClientRegistrationRepository(registration);
		var service = new InMemoryReactiveOAuth2AuthorizedClientService(repository);
		var manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(repository, service);
		manager.setAuthorizedClientProvider(provider);
		manager.setContextAttributesMapper((request) -> Mono.just(request.getAttributes()));
		return new TestManager(registration, manager::authorize,
				(name) -> service.loadAuthorizedClient(registration.getRegistrationId(), name),
				(client) -> service.saveAuthorizedClient(client, principal(client)).block(A_WHILE));
	}

	private static Authentication principal(OAuth2AuthorizedClient authorizedClient) {
		return new TestingAuthenticationToken(authorizedClient.getPrincipalName(), null);
	}

	@Nullable OAuth2AuthorizedClient authorize(String principalName) {
		return authorize(
				OAuth2AuthorizeRequest.withClientRegistrationId(this.registrationId).principal(principalName).build());
	}

	@Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizeRequest request) {
		return this.manager.apply(request).block(A_WHILE);
	}

	OAuth2AccessToken token(String accountId) {
		OAuth2AuthorizedClient authorizedClient = authorize(accountId);
		assertThat(authorizedClient).isNotNull();
		return authorizedClient.getAccessToken();
	}

	@Nullable OAuth2AuthorizedClient stored(String accountId) {
		return this.service.apply(accountId).block(A_WHILE);
	}

	void store(OAuth2AuthorizedClient authorizedClient) {
		this.storing.accept(authorizedClient);
	}

}
