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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The registrations of the application, by their ids. Only their client secrets change.
 */
public final class DinteroRegistrations {

	private volatile Map<String, DinteroRegistration> registrations;

	private final @Nullable String defaultId;

	/**
	 * Create the collection.
	 * @param registrations the registrations, at most one of them primary
	 * @throws IllegalArgumentException if two have the same id or two are primary
	 */
	public DinteroRegistrations(Collection<DinteroRegistration> registrations) {
		Map<String, DinteroRegistration> byId = new LinkedHashMap<>();
		DinteroRegistration primary = null;
		for (DinteroRegistration registration : registrations) {
			if (byId.put(registration.registrationId(), registration) != null) {
				throw new IllegalArgumentException(
						"There are two Dintero registrations '%s'".formatted(registration.registrationId()));
			}
			if (registration.primary()) {
				if (primary != null) {
					throw new IllegalArgumentException("Both Dintero registrations '%s' and '%s' are primary"
						.formatted(primary.registrationId(), registration.registrationId()));
				}
				primary = registration;
			}
		}
		this.registrations = Collections.unmodifiableMap(byId);
		DinteroRegistration chosen = (primary == null && byId.size() == 1) ? byId.values().iterator().next() : primary;
		this.defaultId = (chosen != null) ? chosen.registrationId() : null;
	}

	/**
	 * Whether there is a registration of the given id.
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
	 * there are
	 */
	public DinteroRegistration get(String registrationId) {
		DinteroRegistration registration = this.registrations.get(registrationId);
		if (registration == null) {
			throw new IllegalArgumentException("There is no Dintero registration '%s'. Those configured are: %s"
				.formatted(registrationId, this.registrations.keySet()));
		}
		return registration;
	}

	/**
	 * Return the registration for requests that name none: the only one, or the primary
	 * one.
	 * @return the default registration
	 * @throws IllegalStateException if there are several and none is primary: the message
	 * lists them
	 */
	public DinteroRegistration getDefault() {
		if (this.defaultId == null) {
			throw new IllegalStateException(("A request names no Dintero registration, and none of %s is primary. "
					+ "Name one on the request or set 'dintero.auth.registration.<id>.primary' to true on one")
				.formatted(this.registrations.keySet()));
		}
		return get(this.defaultId);
	}

	/**
	 * Return all registrations in the order of their configuration.
	 * @return the registrations, unmodifiable
	 */
	public Collection<DinteroRegistration> all() {
		return this.registrations.values();
	}

	/**
	 * Change the client secret of a registration.
	 * @param registrationId the id
	 * @param clientSecret the secret from now on
	 * @return whether it is another one than before
	 * @throws IllegalArgumentException if there is no such registration
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
