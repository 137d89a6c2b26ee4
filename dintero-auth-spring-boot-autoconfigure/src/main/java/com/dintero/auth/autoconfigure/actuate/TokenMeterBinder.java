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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * Meters of what the cache and the client know of each registration. No merchant has a
 * meter of its own.
 */
class TokenMeterBinder implements MeterBinder {

	private final DinteroRegistrations registrations;

	private final TokenCache cache;

	private final TokenEndpointClient client;

	private final Clock clock;

	TokenMeterBinder(DinteroRegistrations registrations, TokenCache cache, TokenEndpointClient client, Clock clock) {
		this.registrations = registrations;
		this.cache = cache;
		this.client = client;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registrations.all().stream().map(DinteroRegistration::registrationId).forEach((id) -> {
			count(registry, "hits", "Calls that got a cached token", id, (cache) -> cache.hits(id));
			count(registry, "misses", "Calls that found no cached token", id, (cache) -> cache.misses(id));
			gauge(registry, "held", "Cached tokens that callers can get", id, () -> this.cache.cachedTokens(id));
			gauge(registry, "backoff", "Failures in a row of the registration's own token, 0 while requests succeed",
					id, () -> this.cache.failures(id));
			gauge(registry, "requests.queued", "Token requests that wait for their turn", id,
					() -> this.client.queuedRequests(id));
			gauge(registry, "requests.underway",
					"Token requests that were sent, or are about to be sent, and have no answer yet", id,
					() -> this.client.requestsUnderWay(id));
			Gauge.builder("dintero.token.expiry", () -> secondsUntilExpiry(id))
				.description("Time until the registration's own token expires, NaN without a token")
				.baseUnit("seconds")
				.tag("registration", id)
				.register(registry);
		});
	}

	private double secondsUntilExpiry(String registrationId) {
		Instant expiresAt = this.cache.expiresAt(registrationId);
		return (expiresAt != null) ? Duration.between(this.clock.instant(), expiresAt).toMillis() / 1000.0 : Double.NaN;
	}

	private void count(MeterRegistry registry, String name, String description, String registrationId,
			ToDoubleFunction<TokenCache> count) {
		FunctionCounter.builder("dintero.token." + name, this.cache, count)
			.description(description)
			.tag("registration", registrationId)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, String name, String description, String registrationId,
			Supplier<Number> value) {
		Gauge.builder("dintero.token." + name, value)
			.description(description)
			.tag("registration", registrationId)
			.register(registry);
	}

}
