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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import reactor.core.publisher.Mono;

/**
 * Our repository of an application, and its reactive twin.
 */
enum RepositoryKind {

	BLOCKING {

		@Override
		Repository of(LoginRegistrations dintero, ClientRegistration other) {
			return repository(
					new DinteroClientRegistrationRepository(dintero, new InMemoryClientRegistrationRepository(other)));
		}

		@Override
		Repository ofUnlisted(LoginRegistrations dintero, ClientRegistration other) {
			return repository(new DinteroClientRegistrationRepository(dintero,
					(registrationId) -> (registrationId.equals(other.getRegistrationId())) ? other : null));
		}

		private static Repository repository(DinteroClientRegistrationRepository repository) {
			return new Repository(repository::findByRegistrationId, repository);
		}

	},

	REACTIVE {

		@Override
		Repository of(LoginRegistrations dintero, ClientRegistration other) {
			return repository(new ReactiveDinteroClientRegistrationRepository(dintero,
					new InMemoryReactiveClientRegistrationRepository(other)));
		}

		@Override
		Repository ofUnlisted(LoginRegistrations dintero, ClientRegistration other) {
			return repository(
					new ReactiveDinteroClientRegistrationRepository(dintero, (registrationId) -> Mono.just(other)
						.filter((registration) -> registrationId.equals(registration.getRegistrationId()))));
		}

		private static Repository repository(ReactiveDinteroClientRegistrationRepository repository) {
			return new Repository(
					(registrationId) -> repository.findByRegistrationId(registrationId).block(Duration.ofSeconds(30)),
					repository);
		}

	};

	/**
	 * Put both together.
	 * @param dintero Dintero's registrations
	 * @param other a registration that the application has beside them
	 * @return the repository
	 */
	abstract Repository of(LoginRegistrations dintero, ClientRegistration other);

	/**
	 * Put both together, where the application's own repository cannot be iterated over.
	 * @param dintero Dintero's registrations
	 * @param other a registration that the application has beside them
	 * @return the repository
	 */
	abstract Repository ofUnlisted(LoginRegistrations dintero, ClientRegistration other);

	record Repository(Finder finder, Iterable<ClientRegistration> iterable) {

		@Nullable ClientRegistration find(String registrationId) {
			return this.finder.find(registrationId);
		}

		List<ClientRegistration> list() {
			List<ClientRegistration> list = new ArrayList<>();
			this.iterable.forEach(list::add);
			return list;
		}

	}

	interface Finder {

		@Nullable ClientRegistration find(String registrationId);

	}

}
