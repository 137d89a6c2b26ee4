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

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.annotation.ClientRegistrationId;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.client.ClientRegistrationIdProcessor;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServerOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServletOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.oauth2.DinteroOAuth2AuthorizationFailureHandler;
import com.dintero.auth.oauth2.DinteroReactiveOAuth2AuthorizationFailureHandler;

/**
 * Calls of Dintero's API with Spring Security's own filters and interceptors, and what
 * they were answered, in an application that one need not sign in to.
 */
@Import({ StockClients.ServletClients.class, StockClients.ReactiveClients.class })
class StockClients {

	private static final String SETTINGS = "/accounts/T12345678/management/settings";

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class ServletClients {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

		@Bean
		ServletController controller(OAuth2AuthorizedClientRepository authorizedClients,
				OAuth2AuthorizedClientManager manager, DinteroTokens tokens, Environment environment) {
			return new ServletController(authorizedClients, manager, tokens,
					environment.getRequiredProperty("dintero.auth.base-url"));
		}

	}

	@RestController
	static class ServletController {

		private final WebClient webClient;

		private final RestClient restClient;

		private final SettingsApi httpInterface;

		ServletController(OAuth2AuthorizedClientRepository authorizedClients, OAuth2AuthorizedClientManager manager,
				DinteroTokens tokens, String baseUrl) {
			ServletOAuth2AuthorizedClientExchangeFilterFunction filter = new ServletOAuth2AuthorizedClientExchangeFilterFunction(
					manager);
			filter.setAuthorizationFailureHandler(
					new DinteroOAuth2AuthorizationFailureHandler(tokens, authorizedClients));
			this.webClient = WebClient.builder().baseUrl(baseUrl).apply(filter.oauth2Configuration()).build();
			OAuth2ClientHttpRequestInterceptor interceptor = new OAuth2ClientHttpRequestInterceptor(manager);
			interceptor.setAuthorizationFailureHandler(
					new DinteroOAuth2AuthorizationFailureHandler(tokens, authorizedClients));
			this.restClient = RestClient.builder()
				.baseUrl(baseUrl)
				.requestInterceptor(interceptor)
				.defaultStatusHandler((status) -> true, (request, response) -> {
				})
				.build();
			this.httpInterface = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(this.restClient))
				.httpRequestValuesProcessor(ClientRegistrationIdProcessor.DEFAULT_INSTANCE)
				.build()
				.createClient(SettingsApi.class);
		}

		@GetMapping("/stock/web-client")
		String withWebClient() {
			return String.valueOf(this.webClient.get()
				.uri(SETTINGS)
				.attributes(ServletOAuth2AuthorizedClientExchangeFilterFunction.clientRegistrationId("dintero"))
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()))
				.block());
		}

		@GetMapping("/stock/rest-client")
		String withRestClient() {
			return String.valueOf(this.restClient.get()
				.uri(SETTINGS)
				.attributes(RequestAttributeClientRegistrationIdResolver.clientRegistrationId("dintero"))
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value());
		}

		@GetMapping("/stock/http-interface")
		String withHttpInterface() {
			return String.valueOf(this.httpInterface.settings().getStatusCode().value());
		}

	}

	/**
	 * An HTTP interface with Spring Security's annotation.
	 */
	interface SettingsApi {

		@GetExchange(SETTINGS)
		@ClientRegistrationId("dintero")
		ResponseEntity<Void> settings();

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class ReactiveClients {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll()).build();
		}

		@Bean
		ReactiveController controller(ServerOAuth2AuthorizedClientRepository authorizedClients,
				ReactiveOAuth2AuthorizedClientManager manager, ReactiveDinteroTokens tokens, Environment environment) {
			return new ReactiveController(authorizedClients, manager, tokens,
					environment.getRequiredProperty("dintero.auth.base-url"));
		}

	}

	@RestController
	static class ReactiveController {

		private final WebClient webClient;

		ReactiveController(ServerOAuth2AuthorizedClientRepository authorizedClients,
				ReactiveOAuth2AuthorizedClientManager manager, ReactiveDinteroTokens tokens, String baseUrl) {
			ServerOAuth2AuthorizedClientExchangeFilterFunction filter = new ServerOAuth2AuthorizedClientExchangeFilterFunction(
					manager);
			filter.setAuthorizationFailureHandler(
					new DinteroReactiveOAuth2AuthorizationFailureHandler(tokens, authorizedClients));
			this.webClient = WebClient.builder().baseUrl(baseUrl).filter(filter).build();
		}

		@GetMapping("/stock/web-client")
		Mono<String> withWebClient() {
			return this.webClient.get()
				.uri(SETTINGS)
				.attributes(ServerOAuth2AuthorizedClientExchangeFilterFunction.clientRegistrationId("dintero"))
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()))
				.map(String::valueOf);
		}

	}

}
