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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application of a {@link ReloadablePartner} with all of actuator, whose time passes
 * when the test says so.
 *
 * @param context the application's context
 */
record ActuatorApplication(ConfigurableApplicationContext context) implements AutoCloseable {

	static ActuatorApplication start(ReloadablePartner partner, WebApplicationType type, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--management.endpoints.web.exposure.include=*"));
		Arrays.stream(registration("platform", ReloadablePartner.OLD_SECRET)).forEach((it) -> arguments.add("--" + it));
		Arrays.stream(properties).forEach((property) -> arguments.add("--" + property));
		return new ActuatorApplication(new SpringApplicationBuilder(TestApplication.class).web(type)
			.properties("dintero.auth.base-url=" + partner.dintero().baseUrl(),
					"management.endpoint.health.show-details=always")
			.initializers((GenericApplicationContext context) -> context.registerBean("dinteroClock", Clock.class,
					partner::clock))
			.run(arguments.toArray(String[]::new)));
	}

	/**
	 * Return the properties of a registration of the partner.
	 * @param name the name of the registration
	 * @param secret the client secret
	 * @return the properties
	 */
	static String[] registration(String name, String secret) {
		String prefix = ReloadablePartner.prefix(name);
		return new String[] { prefix + "account-id=T11200000", prefix + "client-id=my-partner",
				prefix + "client-secret=" + secret };
	}

	DinteroTokens tokens() {
		return this.context.getBean(DinteroTokens.class);
	}

	OAuth2AccessToken getToken() {
		return tokens().getToken("platform");
	}

	void assertFails(String registrationId) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> tokens().getToken(registrationId));
	}

	void assertFails(String registrationId, String accountId) {
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> tokens().getToken(registrationId, accountId));
	}

	HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		URI uri = URI.create("http://127.0.0.1:" + port + "/actuator" + path);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri)
				.timeout(Duration.ofSeconds(30))
				.method(method, BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
	}

	JsonNode get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = send("GET", path);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	@Override
	public void close() {
		this.context.close();
	}

	// Without tracing, which is on the class path for TokenTracingTests only
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = BraveAutoConfiguration.class)
	static class TestApplication {

	}

}
