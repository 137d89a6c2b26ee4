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
 * Dintero's registrations together with all others that the application has: the reactive
 * twin of {@link DinteroClientRegistrationRepository}.
 */
public final class ReactiveDinteroClientRegistrationRepository
		implements ReactiveClientRegistrationRepository, Iterable<ClientRegistration> {

	private final LoginRegistrations dintero;

	private final ReactiveClientRegistrationRepository others;

	/**
	 * Create a repository.
	 * @param dintero the registrations of Dintero
	 * @param others all others; those that can be iterated over are listed as well
	 */
	public ReactiveDinteroClientRegistrationRepository(LoginRegistrations dintero,
			ReactiveClientRegistrationRepository others) {
		this.dintero = dintero;
		this.others = others;
	}

	/**
	 * Look a registration up.
	 * @param registrationId its id
	 * @return a {@code Mono} of the registration, empty if there is none, which fails
	 * with an {@link IdentityProviderUnavailableException} if it is one of Dintero's and
	 * its identity server has not been discovered
	 */
	@Override
	public Mono<ClientRegistration> findByRegistrationId(String registrationId) {
		return Mono.defer(() -> {
			Mono<ClientRegistration> other = this.others.findByRegistrationId(registrationId);
			return (this.dintero.contains(registrationId)) ? other.switchIfEmpty(find(registrationId)) : other;
		});
	}

	// Whoever cancels does not cancel for others
	private Mono<ClientRegistration> find(String registrationId) {
		return Mono.deferContextual((context) -> {
			// Where browsers come back to, Spring Security looks up the registration of
			// those that it has sent away, and of no others
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
