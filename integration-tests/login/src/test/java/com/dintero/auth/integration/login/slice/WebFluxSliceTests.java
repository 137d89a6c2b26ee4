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

package com.dintero.auth.integration.login.slice;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.test.web.reactive.server.SecurityMockServerConfigurers;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;

import com.dintero.auth.DinteroRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code @WebFluxTest} has what it takes to sign in with Dintero.
 */
class WebFluxSliceTests {

	@Nested
	@WebFluxTest
	@WithLogin
	@Import(OAuth2LoginChain.class)
	class Login {

		@Autowired
		private WebTestClient web;

		@Test
		void aUserIsSentToTheIdentityServer() {
			assertThat(location("/hello")).endsWith("/oauth2/authorization/dintero");
			assertThat(location("/oauth2/authorization/dintero")).startsWith("https://id.example.com/authorize?");
		}

		@Test
		void aTestMaySignAUserIn() {
			this.web.mutateWith(SecurityMockServerConfigurers.mockOAuth2Login())
				.get()
				.uri("/hello")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("world");
		}

		private String location(String uri) {
			return this.web.get()
				.uri(uri)
				.accept(MediaType.TEXT_HTML)
				.exchange()
				.expectStatus()
				.is3xxRedirection()
				.returnResult(Void.class)
				.getResponseHeaders()
				.getFirst(HttpHeaders.LOCATION);
		}

	}

	@Nested
	@WebFluxTest
	@WithPasswordLogin
	class PasswordLogin {

		@Autowired
		private ApplicationContext context;

		@Test
		void theFormAsksDintero() {
			assertThat(this.context.containsBean("dinteroReactivePasswordLoginCustomizer")).isTrue();
		}

	}

	@Nested
	@WebFluxTest
	class WithoutRegistration {

		@Autowired
		private ApplicationContext context;

		@Test
		void nothingOfOursIsThere() {
			assertThat(this.context.getBeanProvider(DinteroRegistrations.class).getIfAvailable()).isNull();
			assertThat(this.context.getBeanDefinitionNames()).noneMatch((name) -> name.startsWith("dintero"))
				.doesNotContain("sslBundleRegistry");
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class OAuth2LoginChain {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.oauth2Login(Customizer.withDefaults())
				.build();
		}

	}

}
