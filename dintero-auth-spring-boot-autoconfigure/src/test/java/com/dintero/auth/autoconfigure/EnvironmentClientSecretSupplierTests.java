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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.dintero.auth.ClientSecret;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnvironmentClientSecretSupplier}.
 */
@Timeout(120)
class EnvironmentClientSecretSupplierTests {

	private static final String NAME = "dintero.auth.registration.shop.client-secret";

	private static final int THREADS = 4;

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final StandardEnvironment environment = new StandardEnvironment();

	private final Map<String, Object> properties = new ConcurrentHashMap<>();

	private final EnvironmentClientSecretSupplier supplier = new EnvironmentClientSecretSupplier(
			new CurrentProperties(this.environment));

	EnvironmentClientSecretSupplierTests() {
		ConfigurationPropertySources.attach(this.environment);
		this.environment.getPropertySources().addFirst(new MapPropertySource("properties", this.properties));
	}

	@Test
	void knowsTheSecretOfTheMoment() {
		assertThat(this.supplier.getClientSecret("shop")).isNull();
		this.properties.put(NAME, "one");
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("one"));
		this.properties.put(NAME, "two");
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("two"));
		this.properties.remove(NAME);
		assertThat(this.supplier.getClientSecret("shop")).isNull();
	}

	@Test
	void knowsEachRegistrationsOwn() {
		this.properties.put(NAME, "one");
		this.properties.put("dintero.auth.registration.other.client-secret", "two");
		assertThat(this.supplier.getClientSecret("other")).isEqualTo(ClientSecret.of("two"));
		assertThat(this.supplier.getClientSecret("another")).isNull();
	}

	@Test
	void anApiKeyIsNobodysClientSecret() {
		this.properties.put("dintero.auth.registration.checkout.api-key", "my-api-key");
		assertThat(this.supplier.getClientSecret("checkout")).isNull();
	}

	@Test
	void resolvesPlaceholders() {
		this.properties.put(NAME, "${MY_SECRET}");
		this.properties.put("MY_SECRET", "resolved");
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("resolved"));
	}

	@Test
	void takesASourceThatIsAddedLater() {
		this.properties.put(NAME, "one");
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("one"));
		this.environment.getPropertySources().addFirst(new MapPropertySource("added", Map.of(NAME, "two")));
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("two"));
	}

	@ParameterizedTest
	@CsvSource({ "dintero.auth.registration.shop.clientSecret", "dintero.auth.registration.shop.client_secret",
			"dintero.auth.registration[shop].client-secret" })
	void aPropertyMayBeWrittenInAnyWay(String name) {
		this.properties.put(name, "one");
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("one"));
	}

	@Test
	void anEnvironmentVariableIsAPropertyToo() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("DINTERO_AUTH_REGISTRATION_SHOP_CLIENTSECRET", "of the variable")));
		assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of("of the variable"));
	}

	@Test
	void seesAPropertyThatIsAddedThoughManyThreadsHaveLookedAtTheSameTime() throws Exception {
		for (int round = 0; round < 300; round++) {
			atTheSameTime(() -> this.supplier.getClientSecret("shop"));
			String secret = String.valueOf(round);
			this.properties.put(NAME, secret);
			assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of(secret));
			this.properties.remove(NAME);
		}
	}

	@Test
	void seesAPropertyThatIsAddedThoughTheApplicationHasBoundItsPropertiesAtTheSameTime() throws Exception {
		for (int round = 0; round < 300; round++) {
			atTheSameTime(() -> Binder.get(this.environment).bind("dintero.auth", Map.class));
			String secret = String.valueOf(round);
			this.properties.put(NAME, secret);
			assertThat(this.supplier.getClientSecret("shop")).isEqualTo(ClientSecret.of(secret));
			this.properties.remove(NAME);
		}
	}

	private void atTheSameTime(Runnable task) throws Exception {
		CountDownLatch start = new CountDownLatch(THREADS);
		List<Future<?>> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(this.executor.submit(() -> {
				start.countDown();
				start.await();
				task.run();
				return null;
			}));
		}
		for (Future<?> thread : threads) {
			thread.get(30, TimeUnit.SECONDS);
		}
	}

}
