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

import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.oauth2.DinteroOAuth2AuthorizationFailureHandler;
import com.dintero.auth.oauth2.DinteroReactiveOAuth2AuthorizationFailureHandler;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our registrations in Spring Security's own managers, filters and interceptors.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class BridgeTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture();

	private final MockDintero dintero = this.fixture.dintero();

	private final List<String> paths;

	BridgeTests(WebApplicationType type) {
		this.type = type;
		this.paths = (type == WebApplicationType.SERVLET)
				? List.of("/stock/web-client", "/stock/rest-client", "/stock/http-interface")
				: List.of("/stock/web-client");
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser start() {
		return this.fixture.start(this.type, StockClients.class).browser();
	}

	@Test
	void aTokenIsRequestedOnceWhicheverWayItIsUsed() {
		Browser browser = start();
		for (String path : this.paths) {
			assertThat(browser.get(path).body()).as(path).isEqualTo("200");
		}
		String token = this.fixture.context().getBean(DinteroTokens.class).getToken("dintero").getTokenValue();
		assertThat(browser.get("/token").body()).isEqualTo(token);
		assertThat(authorizeByHand().getAccessToken().getTokenValue()).isEqualTo(token);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		assertThat(this.dintero.resources().requests()).hasSize(this.paths.size())
			.extracting((request) -> request.header("Authorization"))
			.containsOnly("Bearer " + token);
	}

	@Test
	void everybodyGetsTheSameToken() {
		Browser browser = start();
		for (int i = 0; i < 3; i++) {
			this.paths.forEach((path) -> this.fixture.browser().get(path));
		}
		assertThat(browser.get("/stock/web-client").body()).isEqualTo("200");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
	}

	@Test
	void aTokenThatAResourceRejectsIsNotHandedOutAgain() {
		assertRecovers("/stock/web-client");
	}

	@Test
	void norIsOneThatAnotherClientOfTheApplicationsFindsRejected() {
		assertRecovers(this.paths.get(this.paths.size() - 1));
	}

	private void assertRecovers(String path) {
		Browser browser = start();
		assertThat(browser.get(path).body()).isEqualTo("200");
		this.dintero.revokeTokens();
		assertThat(browser.get(path).body()).isEqualTo("401");
		// The old one is handed out until the new one has come
		Awaitility.await().until(() -> browser.get(path).body().equals("200"));
		assertThat(this.dintero.resources().requests()).extracting(MockRequest::status)
			.startsWith(200, 401)
			.endsWith(200);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void withoutAWebRequestARejectedTokenIsNotHandedOutAgain() {
		start();
		OAuth2AuthorizedClient authorizedClient = authorizeByHand();
		Awaitility.await().until(() -> {
			rejectByHand();
			return !authorizeByHand().getAccessToken()
				.getTokenValue()
				.equals(authorizedClient.getAccessToken().getTokenValue());
		});
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	private OAuth2AuthorizedClient authorizeByHand() {
		ApplicationContext context = this.fixture.context();
		OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId("dintero")
			.principal("batch")
			.build();
		if (this.type == WebApplicationType.SERVLET) {
			AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
					context.getBean(ClientRegistrationRepository.class),
					context.getBean(OAuth2AuthorizedClientService.class));
			OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> client = context.getBeanProvider(
					new ParameterizedTypeReference<OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest>>() {
					})
				.getObject();
			manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
				.clientCredentials((credentials) -> credentials.accessTokenResponseClient(client))
				.build());
			return manager.authorize(request);
		}
		AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(
				context.getBean(ReactiveClientRegistrationRepository.class),
				context.getBean(ReactiveOAuth2AuthorizedClientService.class));
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> client = context.getBeanProvider(
				new ParameterizedTypeReference<ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest>>() {
				})
			.getObject();
		manager.setAuthorizedClientProvider(ReactiveOAuth2AuthorizedClientProviderBuilder.builder()
			.clientCredentials((credentials) -> credentials.accessTokenResponseClient(client))
			.build());
		return manager.authorize(request).block();
	}

	private void rejectByHand() {
		ApplicationContext context = this.fixture.context();
		ClientAuthorizationException failure = new ClientAuthorizationException(
				new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN), "dintero");
		Authentication batch = new TestingAuthenticationToken("batch", null);
		if (this.type == WebApplicationType.SERVLET) {
			new DinteroOAuth2AuthorizationFailureHandler(context.getBean(DinteroTokens.class),
					context.getBean(OAuth2AuthorizedClientService.class))
				.onAuthorizationFailure(failure, batch, Map.of());
		}
		else {
			new DinteroReactiveOAuth2AuthorizationFailureHandler(context.getBean(ReactiveDinteroTokens.class),
					context.getBean(ReactiveOAuth2AuthorizedClientService.class))
				.onAuthorizationFailure(failure, batch, Map.of())
				.block();
		}
	}

}
