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

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * The health of each registration's own token. Boot's own composite refuses names with a
 * slash, which a registration may have.
 */
class DinteroTokensHealthContributor implements CompositeHealthContributor {

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
		return this.registrations.all()
			.stream()
			.map((registration) -> new Entry(registration.registrationId(), indicator(registration)));
	}

	private HealthContributor indicator(DinteroRegistration registration) {
		return new RegistrationHealthIndicator(registration, this.cache, this.store, this.probe);
	}

}
