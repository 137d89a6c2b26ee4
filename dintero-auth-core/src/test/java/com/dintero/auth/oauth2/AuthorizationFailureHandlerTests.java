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

import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a token that a resource has rejected.
 */
@ParameterizedClass
@EnumSource
class AuthorizationFailureHandlerTests {

	private static final String MERCHANT = PartnerFixture.MERCHANT;

	@AutoClose
	private final PartnerFixture fixture = new PartnerFixture();

	private final MockDintero dintero = this.fixture.dintero();

	private final Kind kind;

	AuthorizationFailureHandlerTests(Kind kind) {
		this.kind = kind;
	}

	@Test
	void theRegistrationsOwnTokenIsRenewedOnce() {
		OAuth2AccessToken token = this.fixture.tokens().getToken("partner");
		Store store = store(this.fixture.partner(AuthorizationGrantType.CLIENT_CREDENTIALS), "batch", token);
		store.fail("invalid_token");
		assertThat(store.isEmpty()).isTrue();
		Awaitility.await().until(() -> !this.fixture.tokens().getToken("partner").equals(token));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		store.fail("invalid_token");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aMerchantsTokenIsRenewedAndThePartnersIsKept() {
		OAuth2AccessToken token = this.fixture.tokens().getToken("partner", MERCHANT);
		Store store = store(this.fixture.partner(DinteroClientRegistrations.MERCHANT_TOKEN), MERCHANT, token);
		OAuth2AccessToken partnersToken = this.fixture.tokens().getToken("partner");
		store.fail("invalid_token");
		assertThat(store.isEmpty()).isTrue();
		Awaitility.await().until(() -> !this.fixture.tokens().getToken("partner", MERCHANT).equals(token));
		assertThat(this.fixture.tokens().getToken("partner")).isEqualTo(partnersToken);
	}

	@Test
	void anAuthorizedClientOfAnotherRegistrationIsRemoved() {
		OAuth2AccessToken token = this.fixture.tokens().getToken("partner");
		Store store = store(PartnerFixture.registration("partner", AuthorizationGrantType.CLIENT_CREDENTIALS), "batch",
				token);
		store.fail("invalid_token");
		assertThat(store.isEmpty()).isTrue();
		assertThat(this.fixture.tokens().getToken("partner")).isEqualTo(token);
		assertThat(this.dintero.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "insufficient_scope", "server_error" })
	void anotherFailureChangesNothing(String errorCode) {
		OAuth2AccessToken token = this.fixture.tokens().getToken("partner");
		Store store = store(this.fixture.partner(AuthorizationGrantType.CLIENT_CREDENTIALS), "batch", token);
		store.fail(errorCode);
		assertThat(store.isEmpty()).isFalse();
		assertThat(this.fixture.tokens().getToken("partner")).isEqualTo(token);
		assertThat(this.dintero.requests()).hasSize(1);
	}

	private Store store(ClientRegistration registration, String principalName, OAuth2AccessToken token) {
		return this.kind.store(this.fixture, new OAuth2AuthorizedClient(registration, principalName, token),
				new TestingAuthenticationToken(principalName, null));
	}

	/**
	 * A store with one authorized client, and a handler for it.
	 */
	interface Store {

		@Nullable Object load();

		void handle(ClientAuthorizationException failure);

		default void fail(String errorCode) {
			handle(new ClientAuthorizationException(new OAuth2Error(errorCode), "partner"));
		}

		default boolean isEmpty() {
			return load() == null;
		}

	}

	enum Kind {

		BLOCKING {

			@Override
			Store store(PartnerFixture fixture, OAuth2AuthorizedClient authorizedClient, Authentication principal) {
				var service = new InMemoryOAuth2AuthorizedClientService(
						new InMemoryClientRegistrationRepository(authorizedClient.getClientRegistration()));
				service.saveAuthorizedClient(authorizedClient, principal);
				var handler = new DinteroOAuth2AuthorizationFailureHandler(fixture.tokens(), service);
				return new Store() {

					@Override
					public @Nullable Object load() {
						return service.loadAuthorizedClient("partner", principal.getName());
					}

					@Override
					public void handle(ClientAuthorizationException failure) {
						handler.onAuthorizationFailure(failure, principal, Map.of());
					}

				};
			}

		},

		REACTIVE {

			@Override
			Store store(PartnerFixture fixture, OAuth2AuthorizedClient authorizedClient, Authentication principal) {
				var service = new InMemoryReactiveOAuth2AuthorizedClientService(
						new InMemoryReactiveClientRegistrationRepository(authorizedClient.getClientRegistration()));
				service.saveAuthorizedClient(authorizedClient, principal).block();
				var handler = new DinteroReactiveOAuth2AuthorizationFailureHandler(fixture.reactiveTokens(), service);
				return new Store() {

					@Override
					public @Nullable Object load() {
						return service.loadAuthorizedClient("partner", principal.getName()).block();
					}

					@Override
					public void handle(ClientAuthorizationException failure) {
						handler.onAuthorizationFailure(failure, principal, Map.of()).block();
					}

				};
			}

		};

		abstract Store store(PartnerFixture fixture, OAuth2AuthorizedClient authorizedClient, Authentication principal);

	}

}
