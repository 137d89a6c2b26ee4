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

package com.dintero.auth.internal.store;

import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.MutableClock;
import com.dintero.auth.internal.endpoint.TokenTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the client still has to tell a store that failed.
 */
class StoreReturnTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String LOOK = "test:availability";

	private static final Duration LIFETIME = Duration.ofHours(1);

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final TokenTransport transport = new TokenTransport(HttpClient.newHttpClient(),
			Executors.newCachedThreadPool(), this.clock);

	private final OwnStore store = new OwnStore();

	private final StoreClient client = new StoreClient(this.store,
			() -> List.of(EncryptionKey.of("1", Base64.getEncoder().encodeToString(new byte[32]))), "test:", PATIENCE,
			this.transport, this.clock);

	@Test
	void noValueIsLostIfTheStoreFailsAgain() {
		this.store.refuses = Set.of(LOOK, "a", "b", "c");
		List.of("a", "b", "c").forEach(this::put);
		this.store.refuses = Set.of("a", "b", "c");
		lookAgain();
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.failures() == 2);
		this.store.refuses = Set.of();
		lookAgain();
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.store.values).containsOnlyKeys("a", "b", "c"));
	}

	@Test
	void aRejectedValueIsNotStoredLater() {
		this.store.refuses = Set.of(LOOK, "a", "b");
		put("a");
		put("b");
		join(this.client.reject("a", "fingerprint of a", LIFETIME));
		this.store.refuses = Set.of();
		lookAgain();
		Awaitility.await().atMost(PATIENCE).until(() -> this.store.values.containsKey("b"));
		assertThat(this.store.values).containsOnlyKeys("b");
	}

	@Test
	void aRestThatEndedMeanwhileEndsInTheStore() {
		join(this.client.rest("a", new byte[0], LIFETIME));
		join(this.client.rest("b", new byte[0], LIFETIME));
		this.store.refuses = Set.of(LOOK, "a");
		join(this.client.rest("a", new byte[0], Duration.ZERO));
		this.store.refuses = Set.of();
		lookAgain();
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.store.rests).containsExactly("b"));
	}

	private void put(String key) {
		join(this.client.put(key, new DinteroTokenStore.Value(key.getBytes(StandardCharsets.US_ASCII),
				"fingerprint of " + key, LIFETIME)));
	}

	private void lookAgain() {
		this.clock.awaitScheduled(1, Duration.ofSeconds(1));
		this.clock.move(Duration.ofSeconds(1));
	}

	private static void join(CompletableFuture<Boolean> future) {
		future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	/**
	 * A user's own store, which refuses the keys that the test says.
	 */
	private static final class OwnStore implements DinteroTokenStore {

		private volatile Set<String> refuses = Set.of();

		private final Map<String, Value> values = new ConcurrentHashMap<>();

		private final Set<String> rests = ConcurrentHashMap.newKeySet();

		private <T> CompletableFuture<T> answer(String key, Supplier<T> answer) {
			return (this.refuses.contains(key)) ? CompletableFuture.failedFuture(new IllegalStateException("down"))
					: CompletableFuture.completedFuture(answer.get());
		}

		@Override
		public CompletableFuture<Entry> get(String key) {
			return answer(key, () -> new Entry(null, null, false));
		}

		@Override
		public CompletableFuture<Boolean> put(String key, Value value) {
			return answer(key, () -> {
				this.values.put(key, value);
				return true;
			});
		}

		@Override
		public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length) {
			return answer(key, () -> true);
		}

		@Override
		public CompletableFuture<Boolean> releaseLease(String key, String owner) {
			return answer(key, () -> true);
		}

		@Override
		public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
			return answer(key, () -> true);
		}

		@Override
		public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
			return answer(key, () -> (length.isZero()) ? this.rests.remove(key) : this.rests.add(key));
		}

	}

}
