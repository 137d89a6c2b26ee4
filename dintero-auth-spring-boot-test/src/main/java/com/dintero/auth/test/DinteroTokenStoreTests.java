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

package com.dintero.auth.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.DinteroTokenStore.Entry;
import com.dintero.auth.DinteroTokenStore.Rest;
import com.dintero.auth.DinteroTokenStore.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The behavior that Dintero's token cache expects of a {@link DinteroTokenStore}. Extend
 * this class to test your own store. Each test uses keys of its own, so all tests can
 * share one server.
 *
 * @since 0.1.0
 */
public abstract class DinteroTokenStoreTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration LONGER = Duration.ofMinutes(20);

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int THREADS = 16;

	private static final int ROUNDS = 20;

	private final String key = newKey();

	/**
	 * Returns the store to test.
	 * @return the store, the same or an equal one for each call
	 */
	protected abstract DinteroTokenStore store();

	@Test
	void anUnknownKeyHasAnEmptyEntry() {
		Entry entry = entry();
		assertThat(entry.value()).isNull();
		assertThat(entry.rest()).isNull();
		assertThat(entry.leased()).isFalse();
	}

	@Test
	void aValueIsReturnedWithItsRemainingLifetime() {
		assertThat(put("first", LONG)).isTrue();
		Value value = value();
		assertThat(value.content()).asString().isEqualTo("content of first");
		assertThat(value.fingerprint()).isEqualTo("first");
		assertThat(value.lifetime()).isBetween(LONG.minus(PATIENCE), LONG);
	}

	@Test
	void contentAndReasonAreAnyBytes() {
		byte[] bytes = new byte[16 * 1024];
		IntStream.range(0, bytes.length).forEach((i) -> bytes[i] = (byte) i);
		await(store().put(this.key, new Value(bytes, "first", LONG)));
		await(store().rest(this.key, bytes, LONG));
		assertThat(value().content()).isEqualTo(bytes);
		assertThat(rest().reason()).isEqualTo(bytes);
	}

	@Test
	void keysAndFingerprintsMayBeLong() {
		String longKey = ("%s:{" + "k".repeat(200)).formatted(this.key).substring(0, 200);
		String fingerprint = "f".repeat(64);
		await(store().put(longKey, new Value(new byte[1], fingerprint, LONG)));
		assertThat(await(store().get(longKey)).value()).extracting(Value::fingerprint).isEqualTo(fingerprint);
		assertThat(await(store().reject(longKey, fingerprint, LONG))).isTrue();
	}

	@Test
	void keysDifferInCaseToo() {
		put("first", LONG);
		assertThat(await(store().get(this.key.toUpperCase(Locale.ROOT))).value()).isNull();
	}

	@Test
	void keysAreIndependent() {
		put("first", LONG);
		acquire("owner", LONG);
		rest("reason", LONG);
		Entry other = await(store().get(newKey()));
		assertThat(other.value()).isNull();
		assertThat(other.rest()).isNull();
		assertThat(other.leased()).isFalse();
	}

	@Test
	void aValueLeavesWhenItsLifetimeEnds() {
		put("first", SHORT);
		awaitThat(() -> entry().value() == null);
	}

	@Test
	void aValueWithoutLifetimeIsNotStored() {
		assertThat(put("first", Duration.ZERO)).isFalse();
		assertThat(entry().value()).isNull();
	}

	@Test
	void aValueThatEndsLaterReplacesTheOther() {
		put("first", LONG);
		assertThat(put("second", LONGER)).isTrue();
		assertThat(value().fingerprint()).isEqualTo("second");
		assertThat(value().content()).asString().isEqualTo("content of second");
		assertThat(value().lifetime()).isGreaterThan(LONG);
	}

	@Test
	void aValueThatEndsLaterIsKept() {
		put("first", LONGER);
		assertThat(put("second", LONG)).isFalse();
		assertThat(value().fingerprint()).isEqualTo("first");
		assertThat(value().lifetime()).isGreaterThan(LONG);
	}

	@Test
	void ofConcurrentValuesTheOneThatEndsLastIsKept() {
		for (int round = 0; round < ROUNDS; round++) {
			String roundKey = newKey();
			atOnce((thread) -> await(store().put(roundKey,
					new Value(new byte[1], "of-" + thread, LONG.plus(PATIENCE.multipliedBy(thread))))));
			assertThat(await(store().get(roundKey)).value()).extracting(Value::fingerprint)
				.isEqualTo("of-" + (THREADS - 1));
		}
	}

	@Test
	void aFreeLeaseCanBeTaken() {
		assertThat(acquire("owner", LONG)).isTrue();
		assertThat(entry().leased()).isTrue();
	}

	@Test
	void aLeaseHasOneOwner() {
		acquire("owner", LONG);
		assertThat(acquire("other", LONG)).isFalse();
		assertThat(entry().leased()).isTrue();
	}

	@Test
	void ofConcurrentOwnersOneGetsTheLease() {
		for (int round = 0; round < ROUNDS; round++) {
			String roundKey = newKey();
			List<Boolean> acquired = atOnce((thread) -> await(store().acquireLease(roundKey, "owner-" + thread, LONG)));
			assertThat(acquired).containsOnlyOnce(true);
		}
	}

	@Test
	void aLeaseThatHasEndedHasOneNextOwner() {
		for (int round = 0; round < 3; round++) {
			String roundKey = newKey();
			await(store().acquireLease(roundKey, "owner", SHORT));
			awaitThat(() -> !await(store().get(roundKey)).leased());
			List<Boolean> acquired = atOnce((thread) -> await(store().acquireLease(roundKey, "owner-" + thread, LONG)));
			assertThat(acquired).containsOnlyOnce(true);
		}
	}

	@Test
	void aLeaseEndsByItself() {
		acquire("owner", SHORT);
		awaitThat(() -> acquire("other", LONG));
		assertThat(acquire("owner", LONG)).isFalse();
	}

	@Test
	void theOwnerExtendsItsLease() {
		acquire("owner", SHORT);
		assertThat(acquire("owner", LONG)).isTrue();
		awaitTheEndOf(SHORT);
		assertThat(entry().leased()).isTrue();
		assertThat(acquire("other", LONG)).isFalse();
	}

	@Test
	void theOwnerReleasesItsLease() {
		acquire("owner", LONG);
		assertThat(release("owner")).isTrue();
		assertThat(entry().leased()).isFalse();
		assertThat(acquire("other", LONG)).isTrue();
	}

	@Test
	void nobodyElseReleasesALease() {
		acquire("owner", LONG);
		assertThat(release("other")).isFalse();
		assertThat(entry().leased()).isTrue();
	}

	@Test
	void aLeaseThatHasEndedIsNotReleased() {
		acquire("owner", SHORT);
		awaitThat(() -> !entry().leased());
		assertThat(release("owner")).isFalse();
		acquire("other", LONG);
		assertThat(release("owner")).isFalse();
		assertThat(entry().leased()).isTrue();
	}

	@Test
	void aRejectedValueIsRemoved() {
		put("first", LONG);
		assertThat(reject("first", LONG)).isTrue();
		assertThat(entry().value()).isNull();
		assertThat(reject("first", LONG)).isFalse();
	}

	@Test
	void aRejectedValueIsRefused() {
		reject("first", LONG);
		assertThat(put("first", LONG)).isFalse();
		assertThat(entry().value()).isNull();
		assertThat(put("second", LONG)).isTrue();
	}

	@Test
	void severalRejectedValuesAreRefused() {
		reject("first", LONG);
		reject("second", LONG);
		reject("third", LONG);
		assertThat(put("first", LONG)).isFalse();
		assertThat(put("second", LONG)).isFalse();
		assertThat(put("third", LONG)).isFalse();
		assertThat(put("fourth", LONG)).isTrue();
	}

	@Test
	void aRejectionLeavesAnotherValue() {
		put("second", LONG);
		assertThat(reject("first", LONG)).isFalse();
		assertThat(value().fingerprint()).isEqualTo("second");
	}

	@Test
	void aRejectionEndsByItself() {
		reject("first", SHORT);
		awaitThat(() -> put("first", LONG));
	}

	@Test
	void aRejectionIsNotShortened() {
		reject("first", LONG);
		reject("first", SHORT);
		awaitTheEndOf(SHORT);
		assertThat(put("first", LONG)).isFalse();
	}

	@Test
	void ofConcurrentCallsNoneStoresARejectedValue() {
		for (int round = 0; round < ROUNDS; round++) {
			String roundKey = newKey();
			atOnce((thread) -> await((thread % 2 == 0) ? store().reject(roundKey, "first", LONG)
					: store().put(roundKey, new Value(new byte[1], "first", LONG))));
			assertThat(await(store().get(roundKey)).value()).isNull();
		}
	}

	@Test
	void ofConcurrentRejectionsOneRemovesTheValue() {
		for (int round = 0; round < ROUNDS; round++) {
			String roundKey = newKey();
			await(store().put(roundKey, new Value(new byte[1], "first", LONG)));
			List<Boolean> removed = atOnce((thread) -> await(store().reject(roundKey, "first", LONG)));
			assertThat(removed).containsOnlyOnce(true);
		}
	}

	@Test
	void aRestIsReturnedWithWhatRemainsOfIt() {
		assertThat(rest("reason", LONG)).isTrue();
		assertThat(rest().reason()).asString().isEqualTo("reason");
		assertThat(rest().remaining()).isBetween(LONG.minus(PATIENCE), LONG);
	}

	@Test
	void aRestEndsByItself() {
		rest("reason", SHORT);
		awaitThat(() -> entry().rest() == null);
	}

	@Test
	void aRestThatEndsLaterReplacesTheOther() {
		rest("first", LONG);
		assertThat(rest("second", LONGER)).isTrue();
		assertThat(rest().reason()).asString().isEqualTo("second");
		assertThat(rest().remaining()).isGreaterThan(LONG);
	}

	@Test
	void aRestThatEndsLaterIsKept() {
		rest("first", LONGER);
		assertThat(rest("second", LONG)).isFalse();
		assertThat(rest().reason()).asString().isEqualTo("first");
	}

	@Test
	void zeroEndsARest() {
		rest("first", LONG);
		assertThat(rest("", Duration.ZERO)).isTrue();
		assertThat(entry().rest()).isNull();
		assertThat(rest("", Duration.ZERO)).isTrue();
		assertThat(rest("second", SHORT)).isTrue();
	}

	@Test
	void valueLeaseAndRestEndIndependently() {
		put("first", SHORT);
		acquire("owner", LONG);
		rest("reason", LONG);
		awaitThat(() -> entry().value() == null);
		assertThat(entry().leased()).isTrue();
		assertThat(entry().rest()).isNotNull();
		put("second", LONG);
		rest("", Duration.ZERO);
		assertThat(value().fingerprint()).isEqualTo("second");
		assertThat(entry().leased()).isTrue();
		rest("reason", LONG);
		release("owner");
		assertThat(value().fingerprint()).isEqualTo("second");
		assertThat(entry().rest()).isNotNull();
		acquire("owner", LONG);
		reject("second", LONG);
		assertThat(entry().leased()).isTrue();
		assertThat(entry().rest()).isNotNull();
	}

	@Test
	void concurrentCallsForOneKeyAllSucceed() {
		atOnce((thread) -> switch (thread % 4) {
			case 0 -> put("first", LONGER);
			case 1 -> rest("reason", LONGER);
			case 2 -> acquire("owner", LONGER);
			default -> entry().leased();
		});
		assertThat(entry().value()).isNotNull();
		assertThat(entry().rest()).isNotNull();
		assertThat(entry().leased()).isTrue();
	}

	private Entry entry() {
		return await(store().get(this.key));
	}

	private Value value() {
		return present(entry().value());
	}

	private Rest rest() {
		return present(entry().rest());
	}

	private boolean put(String fingerprint, Duration lifetime) {
		byte[] content = ("content of " + fingerprint).getBytes(StandardCharsets.UTF_8);
		return await(store().put(this.key, new Value(content, fingerprint, lifetime)));
	}

	private boolean acquire(String owner, Duration length) {
		return await(store().acquireLease(this.key, owner, length));
	}

	private boolean release(String owner) {
		return await(store().releaseLease(this.key, owner));
	}

	private boolean reject(String fingerprint, Duration memory) {
		return await(store().reject(this.key, fingerprint, memory));
	}

	private boolean rest(String reason, Duration length) {
		return await(store().rest(this.key, reason.getBytes(StandardCharsets.UTF_8), length));
	}

	// By the time of the store
	private void awaitTheEndOf(Duration duration) {
		String marker = newKey();
		await(store().put(marker, new Value(new byte[1], "marker", duration)));
		awaitThat(() -> await(store().get(marker)).value() == null);
	}

	private static void awaitThat(BooleanSupplier condition) {
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
	}

	private static <T> T await(CompletableFuture<T> future) {
		assertThat(future).succeedsWithin(PATIENCE);
		return future.join();
	}

	private static <T> T present(@Nullable T part) {
		assertThat(part).isNotNull();
		return Objects.requireNonNull(part);
	}

	private static String newKey() {
		return "dintero-auth-test:" + UUID.randomUUID();
	}

	private static List<Boolean> atOnce(Call call) {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			CyclicBarrier start = new CyclicBarrier(THREADS);
			List<CompletableFuture<Boolean>> results = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				int thread = i;
				results.add(CompletableFuture.supplyAsync(() -> {
					pass(start);
					return call.run(thread);
				}, executor));
			}
			return results.stream().map(DinteroTokenStoreTests::await).toList();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void pass(CyclicBarrier barrier) {
		try {
			barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The threads did not start", ex);
		}
	}

	private interface Call {

		boolean run(int thread);

	}

}
