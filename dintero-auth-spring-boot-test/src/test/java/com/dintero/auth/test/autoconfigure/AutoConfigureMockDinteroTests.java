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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
 * {@link AutoConfigureMockDintero} for an application with registrations.
 */
@SpringBootTest(classes = EmptyApplication.class, properties = { "dintero.auth.base-url=https://api.dintero.com/v1",
		"dintero.auth.registration.dintero.account-id=${DINTERO_ACCOUNT_ID_THAT_IS_NOT_THERE}",
		"dintero.auth.registration.dintero.client-id=${DINTERO_CLIENT_ID_THAT_IS_NOT_THERE}",
		"dintero.auth.registration.dintero.client-secret=${DINTERO_CLIENT_SECRET_THAT_IS_NOT_THERE}",
		"dintero.auth.registration.dintero.audience=https://a/${DINTERO_ACCOUNT_ID_THAT_IS_NOT_THERE}",
		"dintero.auth.registration.my-shop.account-id=P11200001",
		"dintero.auth.registration.my-shop.client-id=a-real-client",
		"dintero.auth.registration.my-shop.client-secret=a-real-secret",
		"dintero.auth.registration.my-shop.audience=${test.audience}", "dintero.auth.registration.my-shop.primary=true",
		"dintero.auth.registration.my-shop.exchange.merchant-token=false",
		"dintero.auth.registration.Other.accountId=T123", "dintero.auth.registration.typo.account-id=12345678",
		"dintero.auth.registration[with.dot].account-id=T11200002",
		"dintero.auth.attach.origins=https://elsewhere.example",
		"test.audience=https://test.dintero.com/v1/accounts/P11200001" })
@AutoConfigureMockDintero
class AutoConfigureMockDinteroTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private Environment environment;

	@Test
	void theBaseUrlIsTheMocks() {
		assertThat(property("base-url")).isEqualTo(this.dintero.baseUrl());
	}

	@Test
	void whatCannotBeUsedIsReplaced() {
		assertThat(property("registration.dintero.account-id")).isEqualTo("T12345678");
		assertThat(property("registration.dintero.client-id")).isEqualTo("mock-client-dintero");
		assertThat(property("registration.dintero.audience"))
			.isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
		assertThat(property("registration.typo.account-id")).isEqualTo("T12345678");
	}

	@Test
	void aRealClientIsReplaced() {
		assertThat(property("registration.my-shop.client-id")).isEqualTo("mock-client-my-shop");
		assertThat(property("registration.my-shop.client-secret")).isNotEqualTo("a-real-secret");
	}

	@Test
	void whatCanBeUsedIsKept() {
		assertThat(property("registration.my-shop.account-id")).isEqualTo("P11200001");
		assertThat(property("registration.my-shop.audience"))
			.isEqualTo("https://test.dintero.com/v1/accounts/P11200001");
		assertThat(property("registration.my-shop.primary")).isEqualTo("true");
		assertThat(property("registration.my-shop.exchange.merchant-token")).isEqualTo("false");
		assertThat(property("attach.origins")).isEqualTo("https://elsewhere.example");
	}

	@Test
	void anAudienceThatIsNotConfiguredIsLeftToTheApplication() {
		assertThat(this.environment.containsProperty("dintero.auth.registration.typo.audience")).isFalse();
	}

	@Test
	void theMockKnowsTheClientOfEachRegistration() throws Exception {
		assertThat(tokenStatus("dintero", "https://api.dintero.com/v1/accounts/T12345678")).isEqualTo(200);
		assertThat(tokenStatus("my-shop", "https://test.dintero.com/v1/accounts/P11200001")).isEqualTo(200);
		assertThat(tokenStatus("my-shop", "https://api.dintero.com/v1/accounts/P11200001")).isEqualTo(200);
		assertThat(tokenStatus("Other", "https://api.dintero.com/v1/accounts/T123")).isEqualTo(200);
		assertThat(tokenStatus("typo", "https://api.dintero.com/v1/accounts/T12345678")).isEqualTo(200);
	}

	@Test
	void aNameInBracketsIsTheSameRegistration() {
		assertThat(this.environment.getProperty("dintero.auth.registration[with.dot].client-id"))
			.isEqualTo("mock-client-with.dot");
		assertThat(this.environment.getProperty("dintero.auth.registration[with.dot].account-id"))
			.isEqualTo("T11200002");
	}

	@Test
	void noRegistrationIsThereTwice() {
		Map<String, Object> registrations = Binder.get(this.environment)
			.bind("dintero.auth.registration", Bindable.mapOf(String.class, Object.class))
			.get();
		assertThat(registrations).containsOnlyKeys("dintero", "my-shop", "Other", "typo", "with.dot");
	}

	private String property(String name) {
		return this.environment.getRequiredProperty("dintero.auth." + name);
	}

	private int tokenStatus(String registration, String audience) throws Exception {
		String prefix = "registration." + registration;
		String credentials = property(prefix + ".client-id") + ":" + property(prefix + ".client-secret");
		URI uri = URI.create(property("base-url") + "/accounts/" + property(prefix + ".account-id") + "/auth/token");
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"grant_type\":\"client_credentials\",\"audience\":\"" + audience + "\"}"))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

}
