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
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySources;
import org.springframework.util.StringUtils;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Reads client secrets from the properties again, because some property sources can be
 * reloaded. An invalid secret does not replace the known secret.
 */
public class EnvironmentClientSecretSupplier implements ClientSecretSupplier {

	private static final Log logger = LogFactory.getLog(EnvironmentClientSecretSupplier.class);

	private static final Bindable<Map<String, Registration>> REGISTRATIONS = Bindable.mapOf(String.class,
			Registration.class);

	private final PropertySources sources;

	public EnvironmentClientSecretSupplier(ConfigurableEnvironment environment) {
		this.sources = environment.getPropertySources();
	}

	@Override
	public @Nullable ClientSecret getClientSecret(String registrationId) {
		Registration registration = registrations().get(registrationId);
		if (registration == null || !StringUtils.hasText(registration.clientSecret())) {
			return null;
		}
		if (!DinteroAuthPropertiesMapper.isSecret(registration.clientSecret())) {
			logger.warn("'dintero.auth.registration.%s.client-secret' has changed to an invalid value, such as "
				.formatted(registrationId)
					+ "an unresolved placeholder or a secret with a line break. The previous secret stays in use");
			return null;
		}
		return ClientSecret.of(registration.clientSecret());
	}

	/**
	 * Returns all current client secrets and API keys of the properties, including
	 * invalid ones.
	 * @return the secrets
	 */
	public List<ClientSecret> getClientSecrets() {
		return registrations().values()
			.stream()
			.flatMap(EnvironmentClientSecretSupplier::secrets)
			.filter(StringUtils::hasText)
			.map(ClientSecret::of)
			.toList();
	}

	/**
	 * Returns the secrets of a registration.
	 * @param registration the properties of the registration
	 * @return the client secret, the API key, or both in an invalid configuration
	 */
	public static Stream<String> secrets(Registration registration) {
		return Stream.concat(Stream.ofNullable(registration.clientSecret()), Stream.ofNullable(registration.apiKey()));
	}

	// Uses its own property sources, because the environment caches them. The cache never
	// expires after two threads have bound properties at the same time
	private Map<String, Registration> registrations() {
		return new Binder(ConfigurationPropertySources.from(this.sources),
				new PropertySourcesPlaceholdersResolver(this.sources))
			.bind("dintero.auth.registration", REGISTRATIONS)
			.orElse(Map.of());
	}

}
