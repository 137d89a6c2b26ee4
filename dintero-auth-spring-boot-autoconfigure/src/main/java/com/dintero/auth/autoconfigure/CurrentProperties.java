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

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySources;

import com.dintero.auth.autoconfigure.DinteroAuthProperties.EncryptionKey;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Binds the properties that hold secrets each time it is asked for them, because some
 * property sources can be reloaded.
 */
public final class CurrentProperties {

	private static final Bindable<Map<String, Registration>> REGISTRATIONS = Bindable.mapOf(String.class,
			Registration.class);

	private static final Bindable<List<EncryptionKey>> KEYS = Bindable.listOf(EncryptionKey.class);

	private final PropertySources sources;

	public CurrentProperties(ConfigurableEnvironment environment) {
		this.sources = environment.getPropertySources();
	}

	/**
	 * Returns the current registrations.
	 * @return the registrations, which may be invalid
	 * @throws org.springframework.boot.context.properties.bind.BindException if they
	 * cannot be bound
	 */
	public Map<String, Registration> registrations() {
		return bind("dintero.auth.registration", REGISTRATIONS, Map.of());
	}

	/**
	 * Returns the current keys of the token store.
	 * @return the keys, which may be invalid
	 * @throws org.springframework.boot.context.properties.bind.BindException if they
	 * cannot be bound
	 */
	public List<EncryptionKey> encryptionKeys() {
		return bind("dintero.auth.store.encryption.keys", KEYS, List.of());
	}

	// Uses its own property sources, because the environment caches them. If two threads
	// bind properties at the same time, that cache may never expire
	private <T> T bind(String name, Bindable<T> target, T none) {
		return new Binder(ConfigurationPropertySources.from(this.sources),
				new PropertySourcesPlaceholdersResolver(this.sources))
			.bind(name, target)
			.orElse(none);
	}

}
