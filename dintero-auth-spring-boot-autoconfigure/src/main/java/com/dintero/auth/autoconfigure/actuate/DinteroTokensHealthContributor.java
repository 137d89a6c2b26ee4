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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.util.function.SingletonSupplier;

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
		return stream().filter((entry) -> entry.name().equals(name)).map(Entry::contributor).findFirst().orElse(null);
	}

	@Override
	public Stream<Entry> stream() {
		// Spring Boot asks one entry after the other, and all wait for the same probe
		Supplier<CompletableFuture<?>> probe = (this.probe) ? SingletonSupplier.of(this::requestTokens) : null;
		return this.registrations.all()
			.stream()
			.map((registration) -> new Entry(registration.registrationId(),
					new RegistrationHealthIndicator(registration, this.cache, this.store, probe)));
	}

	private CompletableFuture<?> requestTokens() {
		return CompletableFuture
			.allOf(this.registrations.all()
				.stream()
				.map((registration) -> this.cache.get(registration.registrationId()))
				.toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, PROBE_MILLIS, TimeUnit.MILLISECONDS);
	}

}
