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

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The reactive variant of {@link DinteroClientRegistrationRepository}.
 */
public final class ReactiveDinteroClientRegistrationRepository
		implements ReactiveClientRegistrationRepository, Iterable<ClientRegistration> {

	private final LoginRegistrations dintero;

	private final ReactiveClientRegistrationRepository others;

	/**
	 * Creates a repository.
	 * @param dintero the registrations of Dintero
	 * @param others the repository of all others. Iteration includes its registrations if
	 * it is {@code Iterable}
	 */
	public ReactiveDinteroClientRegistrationRepository(LoginRegistrations dintero,
			ReactiveClientRegistrationRepository others) {
		this.dintero = dintero;
		this.others = others;
	}

	/**
	 * Returns the registration with the given id.
	 * @param registrationId the id
	 * @return a {@code Mono} of the registration, empty if it does not exist
	 * @see DinteroClientRegistrationRepository#findByRegistrationId
	 */
	@Override
	public Mono<ClientRegistration> findByRegistrationId(String registrationId) {
		return Mono.defer(() -> {
			Mono<ClientRegistration> other = this.others.findByRegistrationId(registrationId);
			return (this.dintero.contains(registrationId)) ? other.switchIfEmpty(find(registrationId)) : other;
		});
	}

	// The cancellation of one subscription does not cancel the request of others
	private Mono<ClientRegistration> find(String registrationId) {
		return Mono.deferContextual((context) -> {
			// At the redirect URI, Spring Security looks up the registration only if it
			// redirected the browser before
			context.<RedirectError>getOrEmpty(RedirectError.class)
				.ifPresent((error) -> this.dintero.logError(registrationId, error));
			return Mono.fromFuture(() -> this.dintero.find(registrationId).copy());
		})
			.publishOn(Schedulers.parallel())
			.onErrorMap(IdentityProviderUnavailableException.class,
					(failure) -> new IdentityProviderUnavailableException(failure.getClientName(), failure));
	}

	@Override
	public Iterator<ClientRegistration> iterator() {
		return DinteroClientRegistrationRepository.list(this.dintero, this.others);
	}

}
