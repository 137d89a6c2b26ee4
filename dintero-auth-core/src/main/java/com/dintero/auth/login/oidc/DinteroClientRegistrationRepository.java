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

package com.dintero.auth.login.oidc;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

import com.dintero.auth.internal.endpoint.Futures;

/**
 * Combines Dintero's client registrations with all others of the application.
 * <p>
 * The lookup of a Dintero registration can discover its identity provider, and waits for
 * the response. Iteration discovers nothing. If both have a registration with the same
 * id, the other repository's registration takes precedence.
 *
 * @see ReactiveDinteroClientRegistrationRepository
 */
public final class DinteroClientRegistrationRepository
		implements ClientRegistrationRepository, Iterable<ClientRegistration> {

	private final LoginRegistrations dintero;

	private final ClientRegistrationRepository others;

	/**
	 * Creates a repository.
	 * @param dintero the registrations of Dintero
	 * @param others the repository of all others. Iteration includes its registrations if
	 * it is {@code Iterable}
	 */
	public DinteroClientRegistrationRepository(LoginRegistrations dintero, ClientRegistrationRepository others) {
		this.dintero = dintero;
		this.others = others;
	}

	/**
	 * Returns the registration with the given id.
	 * @param registrationId the id
	 * @return the registration, or {@code null}
	 * @throws IdentityProviderUnavailableException if the discovery of the identity
	 * provider of a Dintero registration fails
	 */
	@Override
	public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
		ClientRegistration registration = this.others.findByRegistrationId(registrationId);
		return (registration == null && this.dintero.contains(registrationId)) ? await(registrationId) : registration;
	}

	private ClientRegistration await(String registrationId) {
		try {
			return this.dintero.find(registrationId).get();
		}
		catch (InterruptedException ex) {
			throw Futures.interrupted("the identity provider of Dintero registration '%s'".formatted(registrationId),
					ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof IdentityProviderUnavailableException unavailable) {
				// A new exception has the stack trace of this thread
				throw new IdentityProviderUnavailableException(unavailable.getClientName(), unavailable);
			}
			throw new IllegalStateException("Dintero registration '%s' could not be found".formatted(registrationId),
					ex.getCause());
		}
	}

	@Override
	public Iterator<ClientRegistration> iterator() {
		return list(this.dintero, this.others);
	}

	/**
	 * Returns the registrations of both. Those of the other repository, servlet or
	 * reactive, take precedence.
	 */
	static Iterator<ClientRegistration> list(LoginRegistrations dintero, Object others) {
		Map<String, ClientRegistration> registrations = new LinkedHashMap<>();
		dintero.all().forEach((registration) -> registrations.put(registration.getRegistrationId(), registration));
		if (others instanceof Iterable<?> iterable) {
			for (Object registration : iterable) {
				ClientRegistration other = (ClientRegistration) registration;
				registrations.put(other.getRegistrationId(), other);
			}
		}
		return registrations.values().iterator();
	}

}
