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
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import com.dintero.auth.DinteroRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code @WebMvcTest} has what it takes to sign in with Dintero.
 */
class WebMvcSliceTests {

	@Nested
	@WebMvcTest
	@WithLogin
	@Import(OAuth2LoginChain.class)
	class Login {

		@Autowired
		private MockMvcTester mvc;

		@Test
		void aUserIsSentToTheIdentityServer() {
			assertThat(this.mvc.get().uri("/hello").accept("text/html")).hasStatus3xxRedirection()
				.redirectedUrl()
				.endsWith("/oauth2/authorization/dintero");
			assertThat(this.mvc.get().uri("/oauth2/authorization/dintero")).hasStatus3xxRedirection()
				.redirectedUrl()
				.startsWith("https://id.example.com/authorize?");
		}

		@Test
		void aTestMaySignAUserIn() {
			assertThat(this.mvc.get().uri("/hello").with(SecurityMockMvcRequestPostProcessors.oauth2Login()))
				.hasStatusOk()
				.bodyText()
				.isEqualTo("world");
		}

	}

	@Nested
	@WebMvcTest
	@WithPasswordLogin
	class PasswordLogin {

		@Autowired
		private ApplicationContext context;

		@Test
		void theFormAsksDintero() {
			assertThat(this.context.containsBean("dinteroPasswordLoginCustomizer")).isTrue();
		}

	}

	@Nested
	@WebMvcTest
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
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2Login(Customizer.withDefaults())
				.build();
		}

	}

}
