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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

import com.dintero.auth.test.MockDinteroClient;

/**
 * The registrations that the application has configured, as far as they can be read:
 * their placeholders may be of environment variables that a test machine lacks.
 */
final class ConfiguredRegistrations {

	private static final Bindable<Map<String, Object>> REGISTRATIONS = Bindable.mapOf(String.class, Object.class);

	private final Binder rawBinder;

	private final Binder binder;

	ConfiguredRegistrations(ConfigurableEnvironment environment) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources
			.from(environment.getPropertySources());
		this.rawBinder = new Binder(sources);
		// Unlike the environment's own, this one leaves alone what it cannot resolve
		this.binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
	}

	List<MockRegistration> toMockRegistrations(String defaultName, String defaultAccountId) {
		Set<String> names = names();
		return (names.isEmpty() ? Set.of(defaultName) : names).stream()
			.filter((name) -> !hasApiKey(name))
			.map((name) -> toMockRegistration(name, defaultAccountId))
			.toList();
	}

	List<MockApiKey> toMockApiKeys(String defaultAccountId) {
		List<MockApiKey> apiKeys = new ArrayList<>();
		names().stream().filter(this::hasApiKey).forEach((name) -> {
			// A name may have characters that a header cannot have
			String key = "mock-api-key-" + (apiKeys.size() + 1);
			apiKeys.add(new MockApiKey(name, accountId(name, defaultAccountId), key));
		});
		return apiKeys;
	}

	private Set<String> names() {
		Set<String> names = new LinkedHashSet<>(this.rawBinder.bind(MockDinteroProperties.REGISTRATION, REGISTRATIONS)
			.map(Map::keySet)
			.orElse(Set.of()));
		// An environment variable writes a name without dashes and case
		Set<String> written = names.stream()
			.filter((name) -> !name.equals(uniform(name)))
			.map(ConfiguredRegistrations::uniform)
			.collect(Collectors.toSet());
		names.removeAll(written);
		return names;
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
	}

	private boolean hasApiKey(String name) {
		return this.rawBinder.bind(propertyName(name, "api-key"), Bindable.of(String.class)).isBound();
	}

	private String accountId(String name, String defaultAccountId) {
		String accountId = value(this.binder, name, "account-id");
		return MockDinteroClient.isAccountId(accountId) ? accountId : defaultAccountId;
	}

	private MockRegistration toMockRegistration(String name, String defaultAccountId) {
		MockRegistration registration = MockRegistration.of(name, accountId(name, defaultAccountId));
		if (value(this.rawBinder, name, "audience").isEmpty()) {
			return registration;
		}
		String audience = value(this.binder, name, "audience");
		boolean resolved = !audience.isBlank() && !audience.contains("${");
		return resolved ? registration.withKnownAudience(audience) : registration.withReplacedAudience();
	}

	private static String value(Binder binder, String registration, String property) {
		return binder.bind(propertyName(registration, property), Bindable.of(String.class)).orElse("");
	}

	private static ConfigurationPropertyName propertyName(String registration, String property) {
		return ConfigurationPropertyName.adapt(MockDinteroProperties.prefix(registration) + "." + property, '.');
	}

}
