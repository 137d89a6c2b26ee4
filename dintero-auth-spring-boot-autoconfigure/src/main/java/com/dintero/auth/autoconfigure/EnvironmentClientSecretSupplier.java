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
 * Looks at the properties again, some of whose sources can be reloaded. A secret that
 * would have stopped the start does not take the place of the one that is known.
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
			logger.warn("'dintero.auth.registration.%s.client-secret' has changed and is no secret any more: "
				.formatted(registrationId)
					+ "a placeholder that nothing resolves, or with a line break. The one before is used");
			return null;
		}
		return ClientSecret.of(registration.clientSecret());
	}

	/**
	 * Return all secrets that there are in the properties at this moment, API keys as
	 * well.
	 * @return the secrets, those that cannot be used as well
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
	 * Return what nobody may see of a registration.
	 * @param registration the registration's properties
	 * @return its client secret or its API key, or both where that is a mistake
	 */
	public static Stream<String> secrets(Registration registration) {
		return Stream.concat(Stream.ofNullable(registration.clientSecret()), Stream.ofNullable(registration.apiKey()));
	}

	// With sources of its own: those of the environment are cached, and stay so for ever
	// after two threads have bound something at the same time
	private Map<String, Registration> registrations() {
		return new Binder(ConfigurationPropertySources.from(this.sources),
				new PropertySourcesPlaceholdersResolver(this.sources))
			.bind("dintero.auth.registration", REGISTRATIONS)
			.orElse(Map.of());
	}

}
