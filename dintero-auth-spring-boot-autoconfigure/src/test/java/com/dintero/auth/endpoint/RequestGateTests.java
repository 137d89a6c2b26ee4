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

package com.dintero.auth.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestGate}.
 */
@Timeout(120)
class RequestGateTests {

	private static final List<TokenRequestKind> KINDS = List.of(TokenRequestKind.values());

	private static final int MAXIMUM = 4;

	private static final int THREADS = 8;

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final RequestGate gate = new RequestGate(MAXIMUM);

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 1 })
	void needsRoomForTwo(int maximum) {
		assertThatIllegalArgumentException().isThrownBy(() -> new RequestGate(maximum));
	}

	@Test
	void registrationsOwnTokensHaveAllPlaces() {
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM)).allMatch(RequestGateTests::isIn);
		assertThat(isWaiting(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_CREDENTIALS")
	void othersHaveAllButOneWhichIsKeptForRegistrationsOwnTokens(TokenRequestKind kind) {
		assertThat(enter(kind, MAXIMUM - 1)).allMatch(RequestGateTests::isIn);
		CompletableFuture<@Nullable Void> other = this.gate.enter(kind);
		assertThat(isWaiting(other)).isTrue();
		assertThat(isIn(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
		assertThat(isWaiting(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
		assertThat(isWaiting(other)).isTrue();
	}

	@Test
	void theTwoOtherKindsShareTheirPlaces() {
		assertThat(enter(TokenRequestKind.EXCHANGE_TOKEN, 1)).allMatch(RequestGateTests::isIn);
		assertThat(enter(TokenRequestKind.MERCHANT_TOKEN, MAXIMUM - 2)).allMatch(RequestGateTests::isIn);
		assertThat(isWaiting(this.gate.enter(TokenRequestKind.EXCHANGE_TOKEN))).isTrue();
		assertThat(isWaiting(this.gate.enter(TokenRequestKind.MERCHANT_TOKEN))).isTrue();
	}

	@Test
	void aGateForTwoLetsOneOfTheOthersIn() {
		RequestGate narrow = new RequestGate(2);
		assertThat(isIn(narrow.enter(TokenRequestKind.MERCHANT_TOKEN))).isTrue();
		assertThat(isWaiting(narrow.enter(TokenRequestKind.MERCHANT_TOKEN))).isTrue();
		assertThat(isIn(narrow.enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
	}

	@Test
	void whoeverLeavesMakesRoomForOne() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<@Nullable Void>> waiting = enter(TokenRequestKind.CLIENT_CREDENTIALS, 2);
		this.gate.leave();
		assertThat(waiting).map(RequestGateTests::isIn).containsExactly(true, false);
		this.gate.leave();
		assertThat(waiting).map(RequestGateTests::isIn).containsExactly(true, true);
	}

	@Test
	void theKeptPlaceStaysKeptWhenItBecomesFree() {
		enter(TokenRequestKind.EXCHANGE_TOKEN, MAXIMUM - 1);
		enter(TokenRequestKind.CLIENT_CREDENTIALS, 1);
		CompletableFuture<@Nullable Void> other = this.gate.enter(TokenRequestKind.EXCHANGE_TOKEN);
		this.gate.leave();
		assertThat(isWaiting(other)).isTrue();
		assertThat(isIn(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
	}

	@Test
	void registrationsOwnTokensComeFirstThenWhatIsHalfDoneThenWhatHasNotBegun() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<String> order = new ArrayList<>();
		for (TokenRequestKind kind : List.of(TokenRequestKind.EXCHANGE_TOKEN, TokenRequestKind.MERCHANT_TOKEN,
				TokenRequestKind.CLIENT_CREDENTIALS, TokenRequestKind.EXCHANGE_TOKEN, TokenRequestKind.MERCHANT_TOKEN,
				TokenRequestKind.CLIENT_CREDENTIALS)) {
			recordOrder(kind, kind.name(), order);
		}
		leave(MAXIMUM + 6);
		assertThat(order).containsExactly("CLIENT_CREDENTIALS", "CLIENT_CREDENTIALS", "MERCHANT_TOKEN",
				"MERCHANT_TOKEN", "EXCHANGE_TOKEN", "EXCHANGE_TOKEN");
	}

	@ParameterizedTest
	@EnumSource
	void withinAKindTheFirstToComeIsTheFirstToEnter(TokenRequestKind kind) {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<String> order = new ArrayList<>();
		List<String> names = List.of("first", "second", "third", "fourth", "fifth");
		names.forEach((name) -> recordOrder(kind, name, order));
		leave(MAXIMUM + names.size());
		assertThat(order).containsExactlyElementsOf(names);
	}

	@Test
	void whoeverGivesUpWaitingIsSkippedAndTakesNoPlace() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<@Nullable Void>> givingUp = enter(TokenRequestKind.CLIENT_CREDENTIALS, 100);
		CompletableFuture<@Nullable Void> patient = this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS);
		assertThat(givingUp).allMatch((entry) -> entry.cancel(false));
		this.gate.leave();
		assertThat(isIn(patient)).isTrue();
		leave(MAXIMUM);
		assertThatAllPlacesAreFree(this.gate);
	}

	@Test
	void whoeverGivesUpWithAFailureIsSkippedToo() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		CompletableFuture<@Nullable Void> givingUp = this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS);
		assertThat(givingUp.completeExceptionally(new IllegalStateException())).isTrue();
		leave(MAXIMUM);
		assertThatAllPlacesAreFree(this.gate);
	}

	@Test
	void whoeverIsInCannotGiveUpAnyMore() {
		assertThat(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS).cancel(false)).isFalse();
		CompletableFuture<@Nullable Void> last = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM).get(MAXIMUM - 1);
		this.gate.leave();
		assertThat(last.cancel(false)).isFalse();
	}

	@Test
	void whereAllWhoWaitedHaveGivenUpTheNextEntersAtOnce() {
		enter(TokenRequestKind.EXCHANGE_TOKEN, MAXIMUM - 1);
		enter(TokenRequestKind.EXCHANGE_TOKEN, 10).subList(0, 10).forEach((entry) -> entry.cancel(false));
		this.gate.leave();
		assertThat(isIn(this.gate.enter(TokenRequestKind.EXCHANGE_TOKEN))).isTrue();
	}

	@Test
	void aClosedGateLetsNobodyIn() {
		this.gate.close();
		for (TokenRequestKind kind : TokenRequestKind.values()) {
			assertThat(this.gate.enter(kind)).isCancelled();
		}
	}

	@Test
	void closingEndsTheWaitingOfAll() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<@Nullable Void>> waiting = new ArrayList<>();
		for (TokenRequestKind kind : TokenRequestKind.values()) {
			waiting.addAll(enter(kind, 3));
		}
		this.gate.close();
		assertThat(waiting).allMatch(CompletableFuture::isCancelled);
	}

	@Test
	void whoeverIsInMayLeaveAClosedGateAndLetsNobodyIn() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		this.gate.close();
		leave(MAXIMUM);
		this.gate.close();
		assertThat(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS)).isCancelled();
	}

	@Test
	void whoeverWaitsMayEnterAgainWhenItIsLetIn() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		CompletableFuture<Boolean> again = this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS).thenApply((in) -> {
			this.gate.leave();
			return isIn(this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS));
		});
		this.gate.leave();
		assertThat(again).isCompletedWithValue(true);
	}

	@Test
	void amongManyThreadsThereAreNeverMoreInsideThanTheMaximumAndNobodyIsForgotten() throws Exception {
		Inside inside = new Inside();
		List<Future<Integer>> visitors = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(i);
			visitors.add(this.executor.submit(() -> visit(inside, random, 5000)));
		}
		int visits = 0;
		for (Future<Integer> visitor : visitors) {
			visits += visitor.get(60, TimeUnit.SECONDS);
		}
		assertThat(visits).as("visits").isGreaterThan(THREADS);
		assertThat(inside.mostOfAll).hasValueLessThanOrEqualTo(MAXIMUM);
		assertThat(inside.mostOfOthers).hasValueLessThanOrEqualTo(MAXIMUM - 1);
		assertThatAllPlacesAreFree(this.gate);
	}

	// Return how often it was inside
	private int visit(Inside inside, Random random, int times) throws Exception {
		int visits = 0;
		for (int i = 0; i < times; i++) {
			TokenRequestKind kind = KINDS.get(random.nextInt(KINDS.size()));
			CompletableFuture<@Nullable Void> entry = this.gate.enter(kind);
			if (random.nextInt(4) == 0 && entry.cancel(false)) {
				continue;
			}
			entry.get(30, TimeUnit.SECONDS);
			inside.enter(kind);
			visits++;
			Thread.onSpinWait();
			inside.leave(kind);
			this.gate.leave();
		}
		return visits;
	}

	@Test
	void aNewcomerDoesNotOvertakeThoseWhoWait() throws Exception {
		AtomicInteger present = new AtomicInteger();
		Future<Integer> overtaken = this.executor.submit(() -> countOvertaken(present, 100_000));
		// One leaves while one or two wait, again and again
		while (!overtaken.isDone()) {
			if (present.get() > MAXIMUM) {
				present.decrementAndGet();
				this.gate.leave();
			}
		}
		assertThat(overtaken.get()).isZero();
	}

	private int countOvertaken(AtomicInteger present, int times) {
		int overtaken = 0;
		CompletableFuture<@Nullable Void> before = CompletableFuture.completedFuture(null);
		for (int i = 0; i < times; i++) {
			while (present.get() > MAXIMUM + 1) {
				Thread.onSpinWait();
			}
			CompletableFuture<@Nullable Void> newcomer = this.gate.enter(TokenRequestKind.CLIENT_CREDENTIALS);
			if (isIn(newcomer) && isWaiting(before)) {
				overtaken++;
			}
			before = newcomer;
			present.incrementAndGet();
		}
		return overtaken;
	}

	@Test
	void closingAmidManyThreadsLeavesNobodyWaiting() throws Exception {
		for (int round = 0; round < 200; round++) {
			RequestGate closing = new RequestGate(MAXIMUM);
			CountDownLatch begun = new CountDownLatch(THREADS);
			List<Future<?>> visitors = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				TokenRequestKind kind = KINDS.get(i % KINDS.size());
				visitors.add(this.executor.submit(() -> visitUntilClosed(closing, kind, begun)));
			}
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			closing.close();
			for (Future<?> visitor : visitors) {
				visitor.get(30, TimeUnit.SECONDS);
			}
		}
	}

	private static @Nullable Void visitUntilClosed(RequestGate gate, TokenRequestKind kind, CountDownLatch begun)
			throws Exception {
		while (true) {
			CompletableFuture<@Nullable Void> entry = gate.enter(kind);
			begun.countDown();
			try {
				entry.get(30, TimeUnit.SECONDS);
			}
			catch (CancellationException ex) {
				return null;
			}
			gate.leave();
		}
	}

	private List<CompletableFuture<@Nullable Void>> enter(TokenRequestKind kind, int count) {
		List<CompletableFuture<@Nullable Void>> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			entries.add(this.gate.enter(kind));
		}
		return entries;
	}

	private void leave(int count) {
		for (int i = 0; i < count; i++) {
			this.gate.leave();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the list is the result
	private void recordOrder(TokenRequestKind kind, String name, List<String> order) {
		this.gate.enter(kind).thenRun(() -> order.add(name));
	}

	private static void assertThatAllPlacesAreFree(RequestGate gate) {
		List<CompletableFuture<@Nullable Void>> entries = new ArrayList<>();
		for (int i = 0; i <= MAXIMUM; i++) {
			entries.add(gate.enter(TokenRequestKind.CLIENT_CREDENTIALS));
		}
		Boolean[] expected = new Boolean[MAXIMUM + 1];
		Arrays.fill(expected, true);
		expected[MAXIMUM] = false;
		assertThat(entries).as("places").map(RequestGateTests::isIn).containsExactly(expected);
	}

	private static boolean isIn(CompletableFuture<@Nullable Void> entry) {
		return entry.isDone() && !entry.isCompletedExceptionally();
	}

	private static boolean isWaiting(CompletableFuture<@Nullable Void> entry) {
		return !entry.isDone();
	}

	private static final class Inside {

		private final AtomicInteger all = new AtomicInteger();

		private final AtomicInteger others = new AtomicInteger();

		private final AtomicInteger mostOfAll = new AtomicInteger();

		private final AtomicInteger mostOfOthers = new AtomicInteger();

		void enter(TokenRequestKind kind) {
			this.mostOfAll.accumulateAndGet(this.all.incrementAndGet(), Math::max);
			if (kind != TokenRequestKind.CLIENT_CREDENTIALS) {
				this.mostOfOthers.accumulateAndGet(this.others.incrementAndGet(), Math::max);
			}
		}

		void leave(TokenRequestKind kind) {
			this.all.decrementAndGet();
			if (kind != TokenRequestKind.CLIENT_CREDENTIALS) {
				this.others.decrementAndGet();
			}
		}

	}

}
