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

package com.dintero.auth.integration.webmvc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter brings no filter chain with it: what was open stays open.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "server.address=127.0.0.1")
@AutoConfigureMockDintero
class OpenEndpointTests {

	@LocalServerPort
	private int port;

	@Autowired
	private DinteroTokens tokens;

	@Autowired
	private MockDintero dintero;

	@Test
	void theApplicationsOwnEndpointAnswersEverybody() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/hello")).build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("hello");
	}

	@Test
	void tokensAreThereForAnyOtherClient() {
		assertThat(this.tokens.getToken("dintero").getTokenValue()).startsWith("ey");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isLessThanOrEqualTo(1);
	}

	@Test
	void theStarterBringsNoSecurityConfiguration() {
		assertThat(ClassUtils.isPresent("org.springframework.security.config.annotation.web.builders.HttpSecurity",
				getClass().getClassLoader()))
			.isFalse();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(HelloController.class)
	static class TestApplication {

	}

	@RestController
	static class HelloController {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
