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

package com.dintero.auth.integration.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.List;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Basic login stays what it was, and whoever is signed in calls Dintero with the
 * application's token.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "server.address=127.0.0.1")
@AutoConfigureMockDintero
class BasicLoginTests {

	@LocalServerPort
	private int port;

	@Autowired
	private MockDintero dintero;

	@Autowired
	private FilterChainProxy filterChains;

	@Test
	void whoIsNotSignedInIsAskedToSignIn() throws Exception {
		HttpResponse<String> response = get(null);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate"))
			.hasValueSatisfying((challenge) -> assertThat(challenge).startsWith("Basic "));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void usersShareTheApplicationsToken() throws Exception {
		assertThat(get("ada").body()).startsWith("ada ");
		assertThat(get("grace").body()).startsWith("grace ");
		assertThat(this.dintero.resources().requests()).hasSize(2)
			.extracting((request) -> request.header("Authorization"))
			.allMatch((header) -> header.startsWith("Bearer "))
			.containsOnly(this.dintero.resources().requests().get(0).header("Authorization"));
	}

	@Test
	void theFiltersAreThoseOfTheApplicationWithoutTheStarter() {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues("dintero.auth.enabled=false")
			.run((without) -> assertThat(filters(without.getBean(FilterChainProxy.class)))
				.isEqualTo(filters(this.filterChains)));
	}

	private List<List<String>> filters(FilterChainProxy proxy) {
		return proxy.getFilterChains()
			.stream()
			.map((chain) -> chain.getFilters().stream().map(Filter::getClass).map(Class::getName).toList())
			.toList();
	}

	private HttpResponse<String> get(String user) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/settings"));
		if (user != null) {
			String credentials = Base64.getEncoder()
				.encodeToString((user + ":password").getBytes(StandardCharsets.UTF_8));
			request.header("Authorization", "Basic " + credentials);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SettingsController.class)
	static class TestApplication {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("ada").password("{noop}password").authorities("staff").build(),
					User.withUsername("grace").password("{noop}password").authorities("staff").build());
		}

	}

	@RestController
	static class SettingsController {

		private final RestClient restClient;

		SettingsController(RestClient.Builder builder,
				@Value("${dintero.auth.base-url:https://api.dintero.com/v1}") String baseUrl) {
			this.restClient = builder.baseUrl(baseUrl).defaultStatusHandler((status) -> true, (request, response) -> {
			}).build();
		}

		@GetMapping("/settings")
		String settings(Principal principal) {
			return principal.getName() + " "
					+ this.restClient.get()
						.uri("/accounts/T12345678/management/settings")
						.retrieve()
						.body(String.class);
		}

	}

}
