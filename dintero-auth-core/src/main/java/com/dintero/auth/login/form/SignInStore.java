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

package com.dintero.auth.login.form;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroTokenStore.Entry;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.store.PollInterval;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.store.StoreKeys;

/**
 * The store as sign-ins use it. Blocking code waits for each answer of the store and goes
 * on in its own thread, because requests to Dintero belong to that thread, and the
 * threads of the store must not wait for Dintero.
 */
record SignInStore(StoreClient client, StoreKeys keys, boolean blocking) {

	/**
	 * The time that the store takes for two calls at most.
	 */
	private static final Duration CHANGE = Duration.ofSeconds(1);

	/**
	 * The maximum wait for a lease. It is longer than the lease of an instance that
	 * ended.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	CompletableFuture<@Nullable Value> get(String key) {
		return settled(this.client.get(key)).thenApply(Entry::value);
	}

	/**
	 * Stores a value in place of each that ends earlier.
	 */
	CompletableFuture<Boolean> put(String key, byte[] content, Duration lifetime) {
		return settled(this.client.put(key, new Value(content, UUID.randomUUID().toString(), lifetime)));
	}

	/**
	 * Runs a task that no other instance runs for this key at the same time.
	 * @return the result, or a failure if others hold the lease all the time
	 */
	<T extends @Nullable Object> CompletableFuture<T> withLease(String key, Supplier<CompletableFuture<T>> task) {
		String owner = UUID.randomUUID().toString();
		return lease(key, owner, PollInterval.FIRST, PATIENCE).thenCompose((leased) -> task.get())
			.thenCompose((result) -> settled(this.client.releaseLease(key, owner)).thenApply((released) -> result));
	}

	private CompletableFuture<Boolean> lease(String key, String owner, PollInterval poll, Duration left) {
		return settled(this.client.acquireLease(key, owner, CHANGE)).thenCompose((acquired) -> {
			if (acquired) {
				return CompletableFuture.completedFuture(true);
			}
			if (left.isNegative()) {
				return CompletableFuture
					.failedFuture(new IllegalStateException("Others change the same sign-in all the time"));
			}
			return settled(this.client.pause(poll))
				.thenCompose((over) -> lease(key, owner, poll.next(), left.minus(poll.length())));
		});
	}

	// The store's client completes each future in time
	private <T extends @Nullable Object> CompletableFuture<T> settled(CompletableFuture<T> future) {
		if (this.blocking) {
			future.join();
		}
		return future;
	}

}
