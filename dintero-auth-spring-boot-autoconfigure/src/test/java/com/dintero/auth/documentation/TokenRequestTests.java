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

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.dintero.auth.MutableClock;
import com.dintero.auth.documentation.ClientSecretConfiguration.Vault;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation says of token requests.
 */
class TokenRequestTests {

	@Test
	void theProxyOfTheExample() {
		HttpClient.Builder builder = HttpClient.newBuilder();
		new ProxyConfiguration().dinteroProxy().customize(builder);
		assertThat(builder.build().proxy()).map((proxy) -> proxy.select(URI.create("https://api.dintero.com")))
			.hasValueSatisfying((proxies) -> assertThat(proxies).asString().contains("proxy.example.com"));
	}

	@Test
	void theSecretsOfTheExample() {
		try (MockDintero dintero = MockDintero.start()) {
			Applications.of(dintero.baseUrl(), dintero.client())
				.withPropertyValues("dintero.auth.registration.dintero.client-secret=an-old-one")
				.withBean(Vault.class, () -> (path) -> {
					assertThat(path).isEqualTo("dintero/dintero");
					return dintero.client().clientSecret();
				})
				.withUserConfiguration(ClientSecretConfiguration.class)
				.run((context) -> assertThat(context.getBean(Accounts.class).settings("T12345678").active()).isTrue());
		}
	}

	@Test
	void tokensExpireByTheClockOfThatName() {
		MutableClock clock = new MutableClock();
		try (MockDintero dintero = MockDintero.start()) {
			Applications.of(dintero.baseUrl(), dintero.client())
				.withBean("dinteroClock", Clock.class, () -> clock)
				.run((context) -> {
					Accounts accounts = context.getBean(Accounts.class);
					accounts.settings("T12345678");
					clock.move(Duration.ofDays(1));
					accounts.settings("T12345678");
					assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(2);
				});
		}
	}

}
