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

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import com.dintero.auth.MutableClock;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

/**
 * A partner, of which the configuration can be reloaded, and time passes when the test
 * says so. Its registration is {@code platform} and its merchant {@code T11200001}.
 */
final class ReloadablePartner implements AutoCloseable {

	static final String OLD_SECRET = "the-old-one";

	static final String NEW_SECRET = "the-new-one";

	private final MutableClock clock = new MutableClock();

	private final MockDintero dintero = MockDintero.builder()
		.client(client(OLD_SECRET))
		.merchant(MockMerchant.of("T11200000", "T11200001"))
		.clock(this.clock)
		.start();

	private final Map<String, Object> reloaded = new ConcurrentHashMap<>();

	/**
	 * An application with the old secret in its properties, below those that are
	 * reloaded.
	 * @return the application
	 */
	ApplicationContextRunner application() {
		return application("platform");
	}

	ApplicationContextRunner application(String registration) {
		String prefix = prefix(registration);
		return DinteroContextRunners.withoutRegistration()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("reloaded", this.reloaded)))
			.withBean("dinteroClock", Clock.class, () -> this.clock)
			.withPropertyValues("dintero.auth.base-url=" + this.dintero.baseUrl(), prefix + "account-id=T11200000",
					prefix + "client-id=my-partner", prefix + "client-secret=" + OLD_SECRET);
	}

	MockDintero dintero() {
		return this.dintero;
	}

	MutableClock clock() {
		return this.clock;
	}

	/**
	 * Change the client's secret at Dintero.
	 * @param secret the secret from now on
	 */
	void changeSecretAtDintero(String secret) {
		this.dintero.register(client(secret));
	}

	/**
	 * Change the client's secret in the properties.
	 * @param secret the secret from now on
	 */
	void reloadSecret(String secret) {
		reload(prefix("platform") + "client-secret", secret);
	}

	void reload(String property, String value) {
		this.reloaded.put(property, value);
	}

	static String prefix(String registration) {
		return "dintero.auth.registration" + (registration.startsWith("[") ? "" : ".") + registration + ".";
	}

	static MockDinteroClient client(String secret) {
		return MockDinteroClient.of("T11200000", "my-partner", secret);
	}

	@Override
	public void close() {
		this.dintero.close();
	}

}
