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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Looks for the secret, the token, the Basic value and the API key in all that an
 * application shows.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyTests {

	private static final String API_KEY = "k3y-that-nobody-prints";

	private final MockDintero dintero = MockDintero.start();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		List<String> arguments = new ArrayList<>(List.of("--dintero.auth.base-url=" + this.dintero.baseUrl(),
				"--server.port=0", "--server.address=127.0.0.1", "--management.endpoints.web.exposure.include=*",
				"--management.endpoint.env.show-values=always", "--management.endpoint.configprops.show-values=always",
				"--logging.level.root=TRACE", "--MY_SECRET=" + this.dintero.client().clientSecret(),
				"--some.document={\"client-secret\":\"" + this.dintero.client().clientSecret() + "\"}",
				"--MY_KEY=" + API_KEY, "--another.document={\"key\":\"" + API_KEY + "\"}",
				"--dintero.auth.registration.dintero.primary=true",
				"--dintero.auth.registration.checkout.account-id=T87654321",
				"--dintero.auth.registration.checkout.api-key=" + API_KEY));
		for (String property : DinteroContextRunners.registration("dintero", this.dintero.client())) {
			arguments.add("--" + property);
		}
		this.context = new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.SERVLET)
			.run(arguments.toArray(String[]::new));
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.dintero.close();
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel("ROOT", LogLevel.INFO);
	}

	@Test
	void nothingThatIsLoggedAtTraceHoldsASecret(CapturedOutput output) {
		URI settings = URI.create(this.dintero.baseUrl() + "/accounts/T12345678/management/settings");
		ClientKind.of(this.context.getBean(RestClient.Builder.class).build()).get(settings);
		ClientKind.of(this.context.getBean(WebClient.Builder.class).build()).get(settings);
		Call withApiKey = Call.post(URI.create(this.dintero.baseUrl() + "/sessions-profile"), Sessions.json("order"))
			.registration("checkout");
		ClientKind.of(this.context.getBean(RestClient.Builder.class).build()).exchange(withApiKey);
		ClientKind.of(this.context.getBean(WebClient.Builder.class).build()).exchange(withApiKey);
		assertThat(this.dintero.resources().requests()).filteredOn((request) -> request.header("x-api-key") != null)
			.hasSize(2);
		String token = token();
		assertThat(output.getAll()).contains("TRACE");
		assertHoldsNoSecret(output.getAll(), token);
	}

	@Test
	void actuatorShowsNoSecretWhereItShowsValues() throws Exception {
		String token = token();
		for (String endpoint : List.of("configprops", "env", "env/dintero.auth.registration.dintero.client-secret",
				"env/MY_SECRET", "env/some.document", "env/dintero.auth.registration.checkout.api-key", "env/MY_KEY",
				"env/another.document", "beans", "conditions")) {
			String answer = get("/actuator/" + endpoint);
			assertThat(answer).startsWith("{");
			assertHoldsNoSecret(answer, token);
		}
		assertThat(get("/actuator/configprops")).contains("T12345678").contains("T87654321").contains("******");
		assertThat(get("/actuator/env")).contains("T12345678").contains("T87654321").contains("******");
	}

	@Test
	void noExceptionHoldsASecretNorWhatIsLoggedOfIt(CapturedOutput output) throws IOException {
		String secret = this.dintero.client().clientSecret();
		String body = "{\"error\":{\"code\":\"" + basic() + "\",\"message\":\"no " + secret
				+ "\",\"errors\":[{\"value\":\"" + secret + "\"}]}}";
		this.dintero.tokenEndpoint().failAlways(MockFault.error(401, "application/json", body));
		DinteroTokens tokens = this.context.getBean(DinteroTokens.class);
		DinteroAuthorizationException exception = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> tokens.getToken("dintero"));
		LogFactory.getLog(getClass()).error("The call failed", exception);
		assertThat(output).contains("The call failed");
		assertHoldsNoSecret(output.getAll(), "Bearer ey");
		StringWriter printed = new StringWriter();
		exception.printStackTrace(new PrintWriter(printed, true));
		ByteArrayOutputStream serialized = new ByteArrayOutputStream();
		try (ObjectOutputStream stream = new ObjectOutputStream(serialized)) {
			stream.writeObject(exception);
		}
		assertHoldsNoSecret(printed + exception.toString() + exception.getError() + exception.getErrors()
				+ exception.getCode() + serialized.toString(StandardCharsets.UTF_8), "none");
	}

	@Test
	void noToStringHoldsASecret() {
		String token = token();
		DinteroRegistrations registrations = this.context.getBean(DinteroRegistrations.class);
		List<Object> values = List.of(this.context.getBean(DinteroAuthProperties.class), registrations,
				registrations.getDefault(), registrations.getDefault().clientSecret(), checkout(registrations),
				TokenRequest.clientCredentials(registrations.getDefault()),
				new TokenResponse(token, Instant.now(), Duration.ofSeconds(1)), this.context.getBean(TokenCache.class),
				this.context.getBean(AllowedOrigins.class), this.context.getBean(DinteroTokens.class),
				this.context.getBean(ReactiveDinteroTokens.class), this.dintero, this.dintero.client(),
				this.dintero.requests());
		assertThat(values).allSatisfy((value) -> assertHoldsNoSecret(value.toString(), token));
		this.context.getBeansOfType(Object.class)
			.values()
			.stream()
			.filter((bean) -> bean.getClass().getName().startsWith("com.dintero.auth"))
			.forEach((bean) -> assertHoldsNoSecret(bean.toString(), token));
	}

	@Test
	void aRegistrationThatIsWrittenAsJsonDoesNotHoldTheSecret() {
		DinteroRegistrations registrations = this.context.getBean(DinteroRegistrations.class);
		String json = JsonMapper.builder()
			.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.build()
			.writeValueAsString(
					Map.of("registration", registrations.getDefault(), "checkout", checkout(registrations)));
		assertThat(json).contains("T12345678").contains("T87654321");
		assertHoldsNoSecret(json, "none");
	}

	private static ApiKeyRegistration checkout(DinteroRegistrations registrations) {
		return Objects.requireNonNull(registrations.findApiKey("checkout"));
	}

	private String token() {
		return this.context.getBean(DinteroTokens.class).getToken("dintero").getTokenValue();
	}

	private String get(String path) throws Exception {
		URI uri = URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	private String basic() {
		return Base64.getEncoder()
			.encodeToString((this.dintero.client().clientId() + ":" + this.dintero.client().clientSecret())
				.getBytes(StandardCharsets.UTF_8));
	}

	private void assertHoldsNoSecret(String text, String token) {
		// Not with doesNotContain, whose own message would be megabytes long
		assertThat(text.contains(this.dintero.client().clientSecret())).as("the secret").isFalse();
		assertThat(text.contains(basic())).as("the Basic value").isFalse();
		assertThat(text.contains(token)).as("the token").isFalse();
		assertThat(text.contains(API_KEY)).as("the API key").isFalse();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestApplication {

	}

}
