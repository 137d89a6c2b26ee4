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

package com.dintero.auth.test.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AutoConfigureMockDintero} for an application of which all registrations have API
 * keys.
 */
@SpringBootTest(classes = EmptyApplication.class,
		properties = { "dintero.auth.registration.checkout.account-id=P11200001",
				"dintero.auth.registration.checkout.api-key=${DINTERO_API_KEY_THAT_IS_NOT_THERE}",
				"dintero.auth.registration.checkout.primary=true",
				"dintero.auth.registration[blåbær.no].account-id=12345678",
				"dintero.auth.registration[blåbær.no].apiKey=" })
@AutoConfigureMockDintero
class MockDinteroApiKeyRegistrationTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private Environment environment;

	@Test
	void theMockKnowsTheKeyOfEachRegistration() throws Exception {
		assertThat(createSession("registration.checkout")).contains("P11200001.");
		assertThat(createSession("registration[blåbær.no]")).contains("T12345678.");
	}

	@Test
	void whatCanBeUsedIsKept() {
		assertThat(property("registration.checkout.account-id")).isEqualTo("P11200001");
		assertThat(property("registration.checkout.primary")).isEqualTo("true");
	}

	@Test
	void thereIsNoClient() {
		Map<String, Object> registrations = Binder.get(this.environment)
			.bind("dintero.auth.registration", Bindable.mapOf(String.class, Object.class))
			.get();
		assertThat(registrations).containsOnlyKeys("checkout", "blåbær.no");
		assertThat(this.environment.containsProperty("dintero.auth.registration.checkout.client-id")).isFalse();
		assertThat(this.environment.containsProperty("dintero.auth.registration.checkout.client-secret")).isFalse();
	}

	@Test
	void noKeyIsInTheTextOfARegistration() {
		assertThat(new MockApiKey("checkout", "T12345678", "my-key").toString()).contains("checkout", "T12345678")
			.doesNotContain("my-key");
	}

	private String property(String name) {
		return this.environment.getRequiredProperty("dintero.auth." + name);
	}

	private String createSession(String registration) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.dintero.baseUrl() + "/sessions-profile"))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.header("x-api-key", property(registration + ".api-key"))
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"url": {"return_url": "https://example.com/"}, "profile_id": "default", "order": {"amount": 1,
					"currency": "NOK", "items": [], "merchant_reference": "order"}}
					"""))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

}
