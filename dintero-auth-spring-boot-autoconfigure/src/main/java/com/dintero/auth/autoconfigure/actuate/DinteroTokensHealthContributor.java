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

package com.dintero.auth.autoconfigure.actuate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.util.function.SingletonSupplier;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * The health of each registration's own token. Boot's own composite refuses names with a
 * slash, which a registration may have.
 */
class DinteroTokensHealthContributor implements CompositeHealthContributor {

	/**
	 * How long health waits for tokens. A probe of Kubernetes waits for a second by
	 * default. A request that takes longer goes on.
	 */
	private static final long PROBE_MILLIS = 800;

	private final DinteroRegistrations registrations;

	private final TokenCache cache;

	private final @Nullable StoreClient store;

	private final boolean probe;

	DinteroTokensHealthContributor(DinteroRegistrations registrations, TokenCache cache, @Nullable StoreClient store,
			boolean probe) {
		this.registrations = registrations;
		this.cache = cache;
		this.store = store;
		this.probe = probe;
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return entries(this.registrations.all()
			.stream()
			.filter((registration) -> registration.registrationId().equals(name))
			.toList()).map(Entry::contributor).findFirst().orElse(null);
	}

	@Override
	public Stream<Entry> stream() {
		return entries(this.registrations.all());
	}

	// All entries of one health request share one probe
	private Stream<Entry> entries(Collection<DinteroRegistration> registrations) {
		Supplier<Map<String, CompletableFuture<?>>> probe = SingletonSupplier
			.of(() -> (this.probe) ? requestTokens(registrations) : Map.of());
		return registrations.stream()
			.map((registration) -> new Entry(registration.registrationId(),
					new RegistrationHealthIndicator(registration, this.cache, this.store, probe)));
	}

	private Map<String, CompletableFuture<?>> requestTokens(Collection<DinteroRegistration> registrations) {
		Map<String, CompletableFuture<?>> requests = new HashMap<>();
		for (DinteroRegistration registration : registrations) {
			String id = registration.registrationId();
			if (!RegistrationHealthIndicator.token(this.cache, registration).state().isUsable()) {
				requests.put(id, this.cache.get(id).completeOnTimeout(null, PROBE_MILLIS, TimeUnit.MILLISECONDS));
			}
		}
		return requests;
	}

}
