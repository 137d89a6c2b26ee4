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
 * Dintero's registrations together with all others that the application has.
 * <p>
 * To look one of Dintero's up may discover its identity server, and wait for that; to
 * iterate does not. Where both have a registration of the same id, the other one is
 * meant.
 *
 * @see ReactiveDinteroClientRegistrationRepository
 */
public final class DinteroClientRegistrationRepository
		implements ClientRegistrationRepository, Iterable<ClientRegistration> {

	private final LoginRegistrations dintero;

	private final ClientRegistrationRepository others;

	/**
	 * Create a repository.
	 * @param dintero the registrations of Dintero
	 * @param others all others; those that can be iterated over are listed as well
	 */
	public DinteroClientRegistrationRepository(LoginRegistrations dintero, ClientRegistrationRepository others) {
		this.dintero = dintero;
		this.others = others;
	}

	/**
	 * Look a registration up.
	 * @param registrationId its id
	 * @return the registration, or {@code null} if there is none
	 * @throws IdentityProviderUnavailableException if it is one of Dintero's and its
	 * identity server has not been discovered
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
			throw Futures.interrupted("the identity server of Dintero registration '%s'".formatted(registrationId), ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof IdentityProviderUnavailableException unavailable) {
				// With the stack trace of this thread
				throw new IdentityProviderUnavailableException(unavailable.getClientName(), unavailable);
			}
			throw new IllegalStateException(
					"Dintero registration '%s' could not be looked up".formatted(registrationId), ex.getCause());
		}
	}

	@Override
	public Iterator<ClientRegistration> iterator() {
		return list(this.dintero, this.others);
	}

	/**
	 * List the registrations of both.
	 * @param dintero the registrations of Dintero
	 * @param others a repository, servlet or reactive, maybe one that cannot be iterated
	 * over
	 * @return the registrations; of two with the same id that of the repository
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
