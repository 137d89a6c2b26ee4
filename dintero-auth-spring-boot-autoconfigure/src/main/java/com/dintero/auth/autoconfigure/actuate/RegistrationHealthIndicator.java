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

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.internal.token.TokenSnapshot;
import com.dintero.auth.internal.token.TokenSnapshot.Failure;

/**
 * The health of a registration's own token, on which those of its merchants depend.
 */
class RegistrationHealthIndicator implements HealthIndicator {

	private final DinteroRegistration registration;

	private final TokenCache cache;

	private final @Nullable StoreClient store;

	private final Supplier<Map<String, CompletableFuture<?>>> probe;

	RegistrationHealthIndicator(DinteroRegistration registration, TokenCache cache, @Nullable StoreClient store,
			Supplier<Map<String, CompletableFuture<?>>> probe) {
		this.registration = registration;
		this.cache = cache;
		this.store = store;
		this.probe = probe;
	}

	@Override
	public Health health() {
		TokenSnapshot token = token(this.cache, this.registration);
		if (!token.state().isUsable()) {
			CompletableFuture<?> request = this.probe.get().get(this.registration.registrationId());
			if (request != null) {
				await(request);
				token = token(this.cache, this.registration);
			}
		}
		return health(token);
	}

	static TokenSnapshot token(TokenCache cache, DinteroRegistration registration) {
		return Objects.requireNonNull(cache.snapshot(registration.registrationId(), null));
	}

	private static void await(CompletableFuture<?> request) {
		try {
			request.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			// The cache knows
		}
	}

	private Health health(TokenSnapshot token) {
		Health.Builder health = new Health.Builder().withDetail("account", this.registration.accountId().value());
		if (token.expires() != null) {
			health.withDetail("expires", token.expires());
		}
		if (token.lastFailure() != null) {
			addFailure(health, token.lastFailure());
		}
		// Callers get tokens without the store, too
		if (this.store != null && this.store.failingSince() != null) {
			health.withDetail("storeFailingSince", this.store.failingSince());
		}
		return switch (token.state()) {
			case NONE -> unknown(health, "No token has been requested yet");
			case REQUESTED -> unknown(health, "A token is being requested");
			case EXPIRED -> unknown(health, "The token has expired, and no token has been requested since");
			case VALID, RENEWAL_FAILING -> health.up().build();
			case FAILED -> health.down().build();
		};
	}

	private static Health unknown(Health.Builder health, String message) {
		return health.unknown().withDetail("message", message).build();
	}

	private static void addFailure(Health.Builder health, Failure failure) {
		health.withDetail("failingSince", failure.since())
			.withDetail("lastAttempt", failure.last())
			.withDetail("message", failure.message());
		if (failure.error() != null) {
			health.withDetail("error", failure.error());
		}
		if (failure.status() != null) {
			health.withDetail("status", failure.status());
		}
		if (failure.code() != null) {
			health.withDetail("code", failure.code());
		}
	}

}
