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

package com.dintero.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Holds the registrations of the application by id. Some get tokens and others have an
 * API key. Methods return registrations that get tokens, unless they say otherwise. Only
 * client secrets change.
 */
public final class DinteroRegistrations {

	private volatile Map<String, DinteroRegistration> registrations;

	private final Map<String, ApiKeyRegistration> apiKeys;

	// With and without an API key
	private final List<String> ids;

	private final @Nullable String defaultId;

	/**
	 * Creates a collection without API keys.
	 * @param registrations the registrations, at most one of them primary
	 * @throws IllegalArgumentException if two have the same id or two are primary
	 */
	public DinteroRegistrations(Collection<DinteroRegistration> registrations) {
		this(registrations, List.of());
	}

	/**
	 * Creates a collection.
	 * @param registrations the registrations that get tokens
	 * @param apiKeys the registrations that have an API key
	 * @throws IllegalArgumentException if two of all registrations have the same id or
	 * are primary
	 */
	public DinteroRegistrations(Collection<DinteroRegistration> registrations, Collection<ApiKeyRegistration> apiKeys) {
		Map<String, DinteroRegistration> byId = new LinkedHashMap<>();
		Map<String, ApiKeyRegistration> apiKeysById = new LinkedHashMap<>();
		Map<String, Boolean> primaries = new LinkedHashMap<>();
		for (DinteroRegistration registration : registrations) {
			byId.put(registration.registrationId(), registration);
			add(primaries, registration.registrationId(), registration.primary());
		}
		for (ApiKeyRegistration registration : apiKeys) {
			apiKeysById.put(registration.registrationId(), registration);
			add(primaries, registration.registrationId(), registration.primary());
		}
		this.registrations = Collections.unmodifiableMap(byId);
		this.apiKeys = Collections.unmodifiableMap(apiKeysById);
		this.ids = List.copyOf(primaries.keySet());
		this.defaultId = defaultId(primaries);
	}

	private static void add(Map<String, Boolean> primaries, String registrationId, boolean primary) {
		if (primaries.put(registrationId, primary) != null) {
			throw new IllegalArgumentException("Two Dintero registrations have the id '%s'".formatted(registrationId));
		}
	}

	private static @Nullable String defaultId(Map<String, Boolean> primaries) {
		List<String> primary = primaries.keySet().stream().filter(primaries::get).toList();
		if (primary.size() > 1) {
			throw new IllegalArgumentException(
					"Both Dintero registrations '%s' and '%s' are primary".formatted(primary.get(0), primary.get(1)));
		}
		if (primary.isEmpty() && primaries.size() == 1) {
			return primaries.keySet().iterator().next();
		}
		return (primary.isEmpty()) ? null : primary.get(0);
	}

	/**
	 * Returns whether a registration with the given id gets tokens.
	 * @param registrationId the id
	 * @return {@code false} if the registration has an API key or does not exist
	 */
	public boolean contains(String registrationId) {
		return this.registrations.containsKey(registrationId);
	}

	/**
	 * Returns the registration with the given id.
	 * @param registrationId the id
	 * @return the registration
	 * @throws IllegalArgumentException if the registration does not exist or has an API
	 * key. The message lists the known ids
	 */
	public DinteroRegistration get(String registrationId) {
		DinteroRegistration registration = this.registrations.get(registrationId);
		if (registration == null) {
			throw new IllegalArgumentException((this.apiKeys.containsKey(registrationId))
					? "The Dintero registration '%s' has an API key and gets no tokens".formatted(registrationId)
					: "Dintero registration '%s' does not exist. The configured registrations are: %s"
						.formatted(registrationId, this.ids));
		}
		return registration;
	}

	/**
	 * Returns the API key with the given registration id.
	 * @param registrationId the id
	 * @return the registration, or {@code null} if it gets tokens or does not exist
	 */
	public @Nullable ApiKeyRegistration findApiKey(String registrationId) {
		return this.apiKeys.get(registrationId);
	}

	/**
	 * Returns the registration for requests that name none: the only one, or the primary
	 * one.
	 * @return the default registration
	 * @throws IllegalStateException if none of several registrations is primary. The
	 * message lists them
	 * @throws IllegalArgumentException if the default registration has an API key
	 */
	public DinteroRegistration getDefault() {
		return get(getDefaultId());
	}

	/**
	 * Returns the id of the registration for requests that name none: the only one, or
	 * the primary one. The registration can have an API key.
	 * @return the id of the default registration
	 * @throws IllegalStateException if none of several registrations is primary. The
	 * message lists them
	 */
	public String getDefaultId() {
		if (this.defaultId == null) {
			throw new IllegalStateException(("A request names no Dintero registration, and none of %s is primary. "
					+ "Name one on the request or set 'dintero.auth.registration.<id>.primary' to true on one")
				.formatted(this.ids));
		}
		return this.defaultId;
	}

	/**
	 * Returns all registrations that get tokens, in the order of their configuration.
	 * @return the registrations, unmodifiable
	 */
	public Collection<DinteroRegistration> all() {
		return this.registrations.values();
	}

	/**
	 * Returns the registration of the sign-in form.
	 * @return the first registration with a password login, or {@code null}
	 */
	public @Nullable DinteroRegistration findPasswordLogin() {
		return all().stream().filter((registration) -> registration.passwordLogin() != null).findFirst().orElse(null);
	}

	/**
	 * Changes the client secret of a registration.
	 * @param registrationId the id
	 * @param clientSecret the new secret
	 * @return {@code true} if the secret differs from the previous one
	 * @throws IllegalArgumentException if the registration does not exist or has an API
	 * key
	 */
	public synchronized boolean changeClientSecret(String registrationId, ClientSecret clientSecret) {
		DinteroRegistration registration = get(registrationId);
		if (registration.clientSecret().equals(clientSecret)) {
			return false;
		}
		Map<String, DinteroRegistration> changed = new LinkedHashMap<>(this.registrations);
		changed.put(registrationId, registration.withClientSecret(clientSecret));
		this.registrations = Collections.unmodifiableMap(changed);
		return true;
	}

}
