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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.ClientAttributes;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServletOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of Boot's builders, which have the starter's interceptor and filter, that
 * Spring Security's own give users' tokens.
 */
class UserCallsTests {

	@AutoClose
	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	private final MockDintero dintero = this.fixture.dintero();

	private Browser browser;

	@BeforeEach
	void signIn() {
		this.dintero.register(MockUser.of("T12345678", "kari", "karis-password"));
		this.browser = this.fixture.start(WebApplicationType.SERVLET, Calls.class).browser();
		this.browser.submit(this.browser.follow("/authorities"), "/login", "username", "kari", "password",
				"karis-password");
	}

	@Test
	void theUsersTokenIsCarried() {
		assertThat(this.browser.get("/calls/rest-client").body()).isEqualTo("200");
		assertThat(this.browser.get("/calls/web-client").body()).isEqualTo("200");
		assertThat(authorizations()).containsOnly("Bearer " + this.browser.get("/token").body()).hasSize(2);
	}

	@Test
	void aTokenOfTheUsersThatIsNotAcceptedIsNotReplacedByTheApplicationsOwn() {
		String token = this.browser.get("/token").body();
		this.dintero.revokeTokens();
		int tokenRequests = this.dintero.tokenEndpoint().requestCount();
		assertThat(this.browser.get("/calls/rest-client").body()).isEqualTo("401");
		assertThat(this.browser.get("/calls/web-client").body()).isEqualTo("401");
		assertThat(authorizations()).containsOnly("Bearer " + token).hasSize(2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(tokenRequests);
	}

	@Test
	void whereNoUserIsTheApplicationsOwnTokenDoesNotStandIn() {
		// Spring Security 7.1 sends the request without a token there, and 7.0 not at all
		assertThat(this.browser.get("/calls/elsewhere").body()).isNotEqualTo("200");
		assertThat(authorizations()).allMatch(String::isEmpty);
	}

	private List<String> authorizations() {
		return this.dintero.resources()
			.requests()
			.stream()
			.map((request) -> request.header("Authorization"))
			.map((header) -> (header != null) ? header : "")
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(CallsController.class)
	static class Calls {

	}

	@RestController
	static class CallsController {

		private static final String SETTINGS = "/accounts/T12345678/management/settings";

		private final RestClient restClient;

		private final WebClient webClient;

		CallsController(RestClient.Builder restClientBuilder, WebClient.Builder webClientBuilder,
				OAuth2AuthorizedClientManager manager, @Value("${dintero.auth.base-url}") String baseUrl) {
			this.restClient = restClientBuilder.baseUrl(baseUrl)
				.requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
				.build();
			this.webClient = webClientBuilder.baseUrl(baseUrl)
				.apply(new ServletOAuth2AuthorizedClientExchangeFilterFunction(manager).oauth2Configuration())
				.build();
		}

		@GetMapping("/calls/rest-client")
		String withRestClient() {
			return this.restClient.get()
				.uri(SETTINGS)
				.attributes(ClientAttributes.clientRegistrationId("dintero"))
				.exchange((request, response) -> String.valueOf(response.getStatusCode().value()));
		}

		@GetMapping("/calls/web-client")
		String withWebClient() {
			return call();
		}

		@GetMapping("/calls/elsewhere")
		String elsewhere() {
			return CompletableFuture.supplyAsync(this::call).join();
		}

		private String call() {
			return this.webClient.get()
				.uri(SETTINGS)
				.attributes(ClientAttributes.clientRegistrationId("dintero"))
				.exchangeToMono(
						(response) -> response.releaseBody().thenReturn(String.valueOf(response.statusCode().value())))
				.block();
		}

	}

}
