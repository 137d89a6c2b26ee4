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

package com.dintero.auth.integration.store;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.internal.store.EncryptionKey;
import com.dintero.auth.internal.store.StoreClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many simultaneous calls of a slow store.
 */
class StoreBurstTests {

	private static final int CALLS = 1000;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final TokenTransport transport = TokenTransport.open((builder) -> {
	}, null, null);

	private final SlowStore store = new SlowStore();

	private final StoreClient client = new StoreClient(this.store,
			() -> List.of(EncryptionKey.of("1", Base64.getEncoder().encodeToString(new byte[32]))), "test:", PATIENCE,
			this.transport, Clock.systemUTC());

	@Test
	void aFewAreUnderWayAtATimeAndTheOthersWaitForTheirTurn() {
		List<CompletableFuture<DinteroTokenStore.Entry>> entries = calls();
		assertThat(this.store.underWay).hasSize(16);
		await().atMost(PATIENCE).until(() -> {
			assertThat(this.store.underWay).hasSizeLessThanOrEqualTo(16);
			this.store.answer();
			return entries.stream().allMatch(CompletableFuture::isDone);
		});
		assertThat(this.store.calls).isEqualTo(CALLS);
		assertThat(this.client.failingSince()).isNull();
	}

	@Test
	void thoseThatWaitGoOnWithoutAStoreThatFails() {
		List<CompletableFuture<DinteroTokenStore.Entry>> entries = calls();
		this.store.underWay.remove().completeExceptionally(new IllegalStateException("down"));
		await().atMost(PATIENCE).until(() -> this.client.failingSince() != null);
		this.store.answer();
		entries.forEach(
				(entry) -> assertThat(entry.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().value()).isNull());
		assertThat(this.store.calls).isLessThan(CALLS);
	}

	@Test
	void aLeaseDoesNotWaitForThoseThatLook() {
		calls();
		CompletableFuture<Boolean> lease = this.client.acquireLease("key", "owner", PATIENCE);
		this.store.answer();
		assertThat(lease.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join()).isTrue();
		assertThat(this.store.callsBeforeLease).isLessThanOrEqualTo(2 * 16);
	}

	private List<CompletableFuture<DinteroTokenStore.Entry>> calls() {
		List<CompletableFuture<DinteroTokenStore.Entry>> entries = new ArrayList<>();
		IntStream.range(0, CALLS).forEach((i) -> entries.add(this.client.look("key" + i)));
		return entries;
	}

	/**
	 * A user's own store, which answers when the test tells it to.
	 */
	private static final class SlowStore implements DinteroTokenStore {

		private final Queue<CompletableFuture<Entry>> underWay = new ConcurrentLinkedQueue<>();

		private volatile int calls;

		private volatile int callsBeforeLease;

		void answer() {
			for (CompletableFuture<Entry> entry = this.underWay.poll(); entry != null; entry = this.underWay.poll()) {
				entry.complete(new Entry(null, null, false));
			}
		}

		@Override
		public synchronized CompletableFuture<Entry> get(String key) {
			this.calls++;
			CompletableFuture<Entry> entry = new CompletableFuture<>();
			this.underWay.add(entry);
			return entry;
		}

		@Override
		public CompletableFuture<Boolean> put(String key, Value value) {
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length) {
			this.callsBeforeLease = this.calls;
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> releaseLease(String key, String owner) {
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
			return CompletableFuture.completedFuture(true);
		}

		@Override
		public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
			return CompletableFuture.completedFuture(true);
		}

	}

}
