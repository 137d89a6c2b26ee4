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

package com.dintero.auth.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both clients, called while a request is served, in both kinds of web application.
 */
class WebApplicationTests {

	@ParameterizedTest
	@CsvSource({ "SERVLET,/rest-client", "SERVLET,/web-client", "REACTIVE,/rest-client", "REACTIVE,/web-client" })
	void callsOfARequestCarryATokenOfOneTokenRequest(WebApplicationType type, String path) throws Exception {
		try (MockDintero dintero = MockDintero.start(); ConfigurableApplicationContext context = start(type, dintero)) {
			URI uri = URI
				.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path);
			for (int i = 0; i < 3; i++) {
				HttpResponse<String> response = HttpClient.newHttpClient()
					.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
				assertThat(response.statusCode()).isEqualTo(200);
				assertThat(response.body()).contains("business_name");
			}
			assertThat(dintero.tokenEndpoint().requestCount()).isOne();
			assertThat(dintero.resources().requestCount()).isEqualTo(3);
		}
	}

	private ConfigurableApplicationContext start(WebApplicationType type, MockDintero dintero) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--dintero.auth.base-url=" + dintero.baseUrl()));
		for (String property : DinteroContextRunners.registration("dintero", dintero.client())) {
			arguments.add("--" + property);
		}
		return new SpringApplicationBuilder(TestApplication.class).web(type).run(arguments.toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SettingsController.class)
	static class TestApplication {

	}

	@RestController
	static class SettingsController {

		private static final String SETTINGS = "/accounts/T12345678/management/settings";

		private final RestClient restClient;

		private final WebClient webClient;

		SettingsController(RestClient.Builder restClient, WebClient.Builder webClient,
				@Value("${dintero.auth.base-url}") String baseUrl) {
			this.restClient = restClient.baseUrl(baseUrl).build();
			this.webClient = webClient.baseUrl(baseUrl).build();
		}

		@GetMapping("/rest-client")
		Mono<String> restClient() {
			return Mono.fromCallable(() -> this.restClient.get().uri(SETTINGS).retrieve().body(String.class))
				.subscribeOn(Schedulers.boundedElastic());
		}

		// On an event loop in the reactive application, where nothing may block
		@GetMapping("/web-client")
		Mono<String> webClient() {
			return this.webClient.get().uri(SETTINGS).retrieve().bodyToMono(String.class);
		}

	}

}
