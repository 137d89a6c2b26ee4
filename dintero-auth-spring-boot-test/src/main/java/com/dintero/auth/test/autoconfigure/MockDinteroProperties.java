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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import com.dintero.auth.test.MockDinteroClient;

/**
 * The properties that point the application to the mock.
 */
final class MockDinteroProperties {

	static final String REGISTRATION = "dintero.auth.registration";

	private static final String SOURCE_NAME = "mockDintero";

	private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

	private MockDinteroProperties() {
	}

	static PropertySource<?> of(String baseUrl, List<MockRegistration> registrations, List<MockApiKey> apiKeys) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("dintero.auth.base-url", baseUrl);
		for (MockRegistration registration : registrations) {
			String prefix = prefix(registration.name());
			MockDinteroClient client = registration.client();
			properties.put(prefix + ".account-id", client.accountId());
			properties.put(prefix + ".client-id", client.clientId());
			properties.put(prefix + ".client-secret", client.clientSecret());
			if (registration.audience() != null) {
				properties.put(prefix + ".audience", registration.audience());
			}
		}
		for (MockApiKey apiKey : apiKeys) {
			String prefix = prefix(apiKey.name());
			properties.put(prefix + ".account-id", apiKey.accountId());
			properties.put(prefix + ".api-key", apiKey.key());
		}
		return new MapPropertySource(SOURCE_NAME, properties);
	}

	/**
	 * Returns the prefix of a registration's properties, in the form in which the
	 * registration was found: in another one it would be another registration.
	 * @param name the name of the registration
	 * @return the prefix
	 */
	static String prefix(String name) {
		return SIMPLE_NAME.matcher(name).matches() ? REGISTRATION + "." + name : REGISTRATION + "[" + name + "]";
	}

}
