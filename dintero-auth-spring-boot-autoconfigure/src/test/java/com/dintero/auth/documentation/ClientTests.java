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

package com.dintero.auth.documentation;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation's clients, against a Dintero in a box.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = "spring.http.serviceclient.dintero.base-url=${dintero.auth.base-url}")
@AutoConfigureMockDintero
class ClientTests {

	private static final Duration A_WHILE = Duration.ofSeconds(10);

	@Autowired
	private MockDintero dintero;

	@AfterEach
	void eachCallCarriedAToken() {
		assertThat(this.dintero.resources().requests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.header("Authorization")).startsWith("Bearer "));
	}

	@Test
	void restClient(@Autowired Accounts accounts) {
		assertThat(accounts.settings("T12345678").accountId()).isEqualTo("T12345678");
	}

	@Test
	void webClient(@Autowired ReactiveAccounts accounts) {
		assertThat(accounts.settings("T12345678").block(A_WHILE)).isNotNull()
			.satisfies((settings) -> assertThat(settings.accountId()).isEqualTo("T12345678"));
	}

	@Test
	void httpInterface(@Autowired AccountsApi accounts) {
		assertThat(accounts.settings("T12345678").accountId()).isEqualTo("T12345678");
		assertThat(accounts.settings("T12345678", "dintero").accountId()).isEqualTo("T12345678");
	}

	@Test
	void clientThatSpringKnowsNothingOf(@Autowired OtherClients clients) throws IOException, InterruptedException {
		assertThat(clients.get(settings())).contains("T12345678");
		assertThat(clients.authorization().block(A_WHILE)).startsWith("Bearer ");
	}

	@Test
	void restTemplate(@Autowired RestTemplate restTemplate) {
		assertThat(restTemplate.getForObject(settings(), String.class)).contains("T12345678");
	}

	@Test
	void webClientMadeByHand(@Autowired WebClient webClient) {
		assertThat(webClient.get().uri(settings()).retrieve().bodyToMono(String.class).block(A_WHILE))
			.contains("T12345678");
	}

	private URI settings() {
		return URI.create(this.dintero.baseUrl() + "/accounts/T12345678/management/settings");
	}

}
