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
 * The registrations of the application, by their ids: those that get tokens and those
 * that have an API key. Whoever asks for one, or for all, is given those that get tokens,
 * unless it asks for an API key. Only client secrets change.
 */
public final class DinteroRegistrations {

	private volatile Map<String, DinteroRegistration> registrations;

	private final Map<String, ApiKeyRegistration> apiKeys;

	// Of both kinds
	private final List<String> ids;

	private final @Nullable String defaultId;

	/**
	 * Create the collection, without API keys.
	 * @param registrations the registrations, at most one of them primary
	 * @throws IllegalArgumentException if two have the same id or two are primary
	 */
	public DinteroRegistrations(Collection<DinteroRegistration> registrations) {
		this(registrations, List.of());
	}

	/**
	 * Create the collection.
	 * @param registrations the registrations that get tokens
	 * @param apiKeys the registrations that have an API key; at most one of both kinds
	 * together is primary
	 * @throws IllegalArgumentException if two have the same id or two are primary
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
			throw new IllegalArgumentException("There are two Dintero registrations '%s'".formatted(registrationId));
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
	 * Whether there is a registration of the given id that gets tokens.
	 * @param registrationId the id
	 * @return {@code true} if it is one of these
	 */
	public boolean contains(String registrationId) {
		return this.registrations.containsKey(registrationId);
	}

	/**
	 * Return the registration of the given id.
	 * @param registrationId the id
	 * @return the registration
	 * @throws IllegalArgumentException if there is none: the message lists those that
	 * there are; or if it has an API key
	 */
	public DinteroRegistration get(String registrationId) {
		DinteroRegistration registration = this.registrations.get(registrationId);
		if (registration == null) {
			throw new IllegalArgumentException((this.apiKeys.containsKey(registrationId))
					? "The Dintero registration '%s' has an API key and gets no tokens".formatted(registrationId)
					: "There is no Dintero registration '%s'. Those configured are: %s".formatted(registrationId,
							this.ids));
		}
		return registration;
	}

	/**
	 * Return the API key of the given id.
	 * @param registrationId the id
	 * @return the registration, or {@code null} if there is none or it gets tokens
	 */
	public @Nullable ApiKeyRegistration findApiKey(String registrationId) {
		return this.apiKeys.get(registrationId);
	}

	/**
	 * Return the registration for requests that name none: the only one, or the primary
	 * one.
	 * @return the default registration
	 * @throws IllegalStateException if there are several and none is primary: the message
	 * lists them
	 * @throws IllegalArgumentException if it has an API key
	 */
	public DinteroRegistration getDefault() {
		return get(getDefaultId());
	}

	/**
	 * Return the id of the registration for requests that name none: the only one, or the
	 * primary one, of both kinds together.
	 * @return the id of the default registration
	 * @throws IllegalStateException if there are several and none is primary: the message
	 * lists them
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
	 * Return all registrations that get tokens, in the order of their configuration.
	 * @return the registrations, unmodifiable
	 */
	public Collection<DinteroRegistration> all() {
		return this.registrations.values();
	}

	/**
	 * Return the registration that users sign in with by a form.
	 * @return the first one with a password login, {@code null} if there is none
	 */
	public @Nullable DinteroRegistration findPasswordLogin() {
		return all().stream().filter((registration) -> registration.passwordLogin() != null).findFirst().orElse(null);
	}

	/**
	 * Change the client secret of a registration.
	 * @param registrationId the id
	 * @param clientSecret the secret from now on
	 * @return whether it is another one than before
	 * @throws IllegalArgumentException if there is no such registration, or if it has an
	 * API key
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
