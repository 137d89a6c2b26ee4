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

package com.dintero.auth.internal.endpoint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.MutableClock;
import com.dintero.auth.internal.endpoint.RequestLimiter.Line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RequestLimiter}.
 */
@Timeout(120)
class RequestLimiterTests {

	private static final List<TokenRequestKind> KINDS = List.of(TokenRequestKind.values());

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final int MAXIMUM = 16;

	private static final int THREADS = 8;

	// All but one for registrations' own tokens, and two for those of the others
	private static final int PLACES = MAXIMUM - 3;

	private static final String SHOP = "shop";

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MutableClock timer = new MutableClock();

	private final RequestLimiter limiter = limiter(MAXIMUM);

	@BeforeEach
	void haveUsers() {
		leave(enter(TokenRequestKind.PASSWORD));
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 1 })
	void needsRoomForTwo(int maximum) {
		assertThatIllegalArgumentException().isThrownBy(() -> limiter(maximum));
	}

	@Test
	void registrationsOwnTokensHaveAllPlaces() {
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM)).allMatch(RequestLimiterTests::isIn);
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS)).isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "PASSWORD, EXCHANGE_TOKEN", "EXCHANGE_TOKEN, PASSWORD", "MERCHANT_TOKEN, REFRESH_TOKEN",
			"REVOCATION, MERCHANT_TOKEN", "AUTHORIZATION_CODE, EXCHANGE_TOKEN" })
	void usersAndMerchantsLeaveAPartOfThePlacesToEachOtherAndOneToRegistrationsOwnTokens(TokenRequestKind flood,
			TokenRequestKind other) {
		assertThat(enter(flood, PLACES)).allMatch(RequestLimiterTests::isIn);
		assertThat(enter(flood, 1000)).noneMatch(CompletableFuture::isDone);
		assertThat(enter(other, 2)).allMatch(RequestLimiterTests::isIn);
		assertThat(enter(other)).isNotDone();
		assertThat(isIn(enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
	}

	@Test
	void withoutUsersMerchantsHaveAllPlacesButOneUntilThereAreSome() {
		RequestLimiter withoutUsers = limiter(MAXIMUM);
		List<CompletableFuture<Line>> inside = enter(withoutUsers, SHOP, TokenRequestKind.EXCHANGE_TOKEN, MAXIMUM - 1);
		assertThat(inside).allMatch(RequestLimiterTests::isIn);
		CompletableFuture<Line> merchant = withoutUsers.enter(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false);
		List<CompletableFuture<Line>> users = enter(withoutUsers, SHOP, TokenRequestKind.PASSWORD, 2);
		inside.subList(0, 2).forEach((entry) -> withoutUsers.leave(entry.join(), 0, true));
		assertThat(users).allMatch(RequestLimiterTests::isIn);
		assertThat(merchant).isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "2, 1, 0", "3, 1, 1", "4, 2, 1", "8, 6, 1", "16, 13, 2", "32, 27, 4" })
	void aNarrowLimiterHasRoomForEach(int maximum, int flood, int others) {
		RequestLimiter narrow = limiter(maximum);
		assertThat(enter(narrow, SHOP, TokenRequestKind.PASSWORD, flood)).allMatch(RequestLimiterTests::isIn);
		assertThat(enter(narrow, SHOP, TokenRequestKind.PASSWORD, 1)).noneMatch(CompletableFuture::isDone);
		assertThat(enter(narrow, SHOP, TokenRequestKind.MERCHANT_TOKEN, others)).allMatch(RequestLimiterTests::isIn);
		assertThat(enter(narrow, SHOP, TokenRequestKind.MERCHANT_TOKEN, 1)).noneMatch(CompletableFuture::isDone);
		assertThat(enter(narrow, SHOP, TokenRequestKind.CLIENT_CREDENTIALS, 1)).allMatch(RequestLimiterTests::isIn);
	}

	@Test
	void thePlaceForRegistrationsOwnTokensStaysKeptWhenItBecomesFree() {
		enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES);
		CompletableFuture<Line> own = enter(TokenRequestKind.CLIENT_CREDENTIALS);
		CompletableFuture<Line> other = enter(TokenRequestKind.EXCHANGE_TOKEN);
		leave(own);
		assertThat(other).isNotDone();
		assertThat(isIn(enter(TokenRequestKind.CLIENT_CREDENTIALS))).isTrue();
	}

	@Test
	void aPlaceThatIsGivenBackIsForOne() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.PASSWORD, PLACES);
		List<CompletableFuture<Line>> waiting = enter(TokenRequestKind.PASSWORD, 2);
		leave(inside.get(0));
		assertThat(waiting).map(RequestLimiterTests::isIn).containsExactly(true, false);
		leave(inside.get(1));
		assertThat(waiting).map(RequestLimiterTests::isIn).containsExactly(true, true);
	}

	@Test
	void registrationsOwnTokensComeFirst() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<String> order = new ArrayList<>();
		KINDS.forEach((kind) -> recordOrder(SHOP, kind, false, kind.name(), order));
		recordOrder("other", TokenRequestKind.CLIENT_CREDENTIALS, false, "other's own", order);
		leaveAll(inside.subList(0, 2));
		assertThat(order).containsExactlyInAnyOrder("CLIENT_CREDENTIALS", "other's own");
	}

	@Test
	void ofARegistrationsMerchantsTheHalfDoneComeFirstThenTheKnownThenTheOthersInTheOrderOfTheirComing() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES);
		List<String> order = new ArrayList<>();
		for (int i = 1; i <= 2; i++) {
			recordOrder(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false, "unknown " + i, order);
			recordOrder(SHOP, TokenRequestKind.EXCHANGE_TOKEN, true, "known " + i, order);
			recordOrder(SHOP, TokenRequestKind.MERCHANT_TOKEN, true, "half done " + i, order);
		}
		leaveAll(inside.subList(0, 6));
		assertThat(order).containsExactly("half done 1", "half done 2", "known 1", "known 2", "unknown 1", "unknown 2");
	}

	@Test
	void usersAndMerchantsTakeTurns() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<String> order = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			recordOrder(SHOP, TokenRequestKind.PASSWORD, false, "user", order);
		}
		for (int i = 0; i < 3; i++) {
			recordOrder(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false, "merchant", order);
		}
		leaveAll(inside.subList(0, MAXIMUM - 1));
		assertThat(order.subList(0, 6)).containsExactlyInAnyOrder("user", "merchant", "user", "merchant", "user",
				"merchant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PASSWORD", "EXCHANGE_TOKEN" })
	void registrationsTakeTurns(TokenRequestKind kind) {
		List<CompletableFuture<Line>> inside = enter(kind, PLACES);
		enter(kind, 100);
		CompletableFuture<Line> other = this.limiter.enter("other", kind, false);
		leave(inside.get(0));
		assertThat(isIn(other)).isTrue();
	}

	@Test
	void aUsersRefreshDoesNotWaitBehindEverybodysPasswords() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.PASSWORD, PLACES);
		enter(TokenRequestKind.PASSWORD, 100);
		CompletableFuture<Line> refresh = enter(TokenRequestKind.REFRESH_TOKEN);
		leave(inside.get(0));
		assertThat(isIn(refresh)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void withinAKindTheFirstToComeIsTheFirstToEnter(TokenRequestKind kind) {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<String> order = new ArrayList<>();
		List<String> names = List.of("first", "second", "third", "fourth", "fifth");
		names.forEach((name) -> recordOrder(SHOP, kind, false, name, order));
		leaveAll(inside);
		assertThat(order).containsExactlyElementsOf(names);
	}

	@Test
	void whoeverGivesUpWaitingIsSkippedAndTakesNoPlace() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<Line>> givingUp = enter(TokenRequestKind.CLIENT_CREDENTIALS, 100);
		CompletableFuture<Line> patient = enter(TokenRequestKind.CLIENT_CREDENTIALS);
		assertThat(givingUp.subList(0, 50)).allMatch((entry) -> entry.cancel(false));
		assertThat(givingUp.subList(50, 100))
			.allMatch((entry) -> entry.completeExceptionally(new IllegalStateException()));
		leave(inside.get(0));
		assertThat(isIn(patient)).isTrue();
		leaveAll(inside.subList(1, MAXIMUM));
		leave(patient);
		assertThatAllPlacesAreFree();
	}

	@Test
	void whoeverIsInCannotGiveUpAnyMore() {
		assertThat(enter(TokenRequestKind.PASSWORD).cancel(false)).isFalse();
	}

	@Test
	void nobodyIsQueuedForLongerThanTheDeadline() {
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<Line>> waiting = KINDS.stream().map(this::enter).toList();
		this.timer.move(DEADLINE.minusMillis(1));
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		this.timer.move(Duration.ofMillis(1));
		assertThat(waiting).allSatisfy((entry) -> assertThatIsRefused(entry, "its turn did not come within 10000 ms"));
	}

	@Test
	void aMerchantIsQueuedForLongerWhileOthersOfItsRegistrationGetTokensButNotForEver() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES);
		List<CompletableFuture<Line>> others = enter(TokenRequestKind.MERCHANT_TOKEN, 7);
		CompletableFuture<Line> last = enter(TokenRequestKind.EXCHANGE_TOKEN);
		for (int i = 0; i < 5; i++) {
			leave(inside.get(i));
			this.timer.move(DEADLINE);
			assertThat(last).isNotDone();
		}
		leave(others.get(0));
		this.timer.move(DEADLINE);
		assertThatIsRefused(last, "its turn did not come within 60000 ms");
	}

	@Test
	void whatMerchantsOfAnotherRegistrationGetKeepsNobodyWaiting() {
		enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES - 1);
		CompletableFuture<Line> other = this.limiter.enter("other", TokenRequestKind.EXCHANGE_TOKEN, false);
		CompletableFuture<Line> last = enter(TokenRequestKind.EXCHANGE_TOKEN, 2).get(1);
		leave(other);
		this.timer.move(DEADLINE);
		assertThat(last).isCompletedExceptionally();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PASSWORD", "EXCHANGE_TOKEN" })
	void aQueueHasASize(TokenRequestKind kind) {
		enter(kind, PLACES);
		assertThat(enter(kind, 10_000)).noneMatch(CompletableFuture::isDone);
		assertThatIsRefused(enter(kind), "too many requests wait for their turn already");
		// Those who give up make room
		CompletableFuture<Line> other = this.limiter.enter("other", kind, false);
		assertThat(other).isNotDone();
	}

	@Test
	void whatCannotBeServedWithinTheDeadlineIsRefusedAtOnce() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.PASSWORD, PLACES);
		List<CompletableFuture<Line>> waiting = enter(TokenRequestKind.PASSWORD, PLACES);
		// They take five seconds each
		inside.forEach((entry) -> this.limiter.leave(entry.join(), 5000, false));
		assertThat(waiting).allMatch(RequestLimiterTests::isIn);
		List<CompletableFuture<Line>> next = enter(TokenRequestKind.PASSWORD, 40);
		long queued = next.stream().filter((entry) -> !entry.isDone()).count();
		assertThat(queued).isBetween(2L * PLACES, 3L * PLACES);
		assertThatIsRefused(next.get(39), "Try again later");
		// Others are served
		assertThat(isIn(enter(TokenRequestKind.EXCHANGE_TOKEN))).isTrue();
		// And so are all as soon as it is faster
		for (int i = 0; i < PLACES; i++) {
			this.limiter.leave(waiting.get(i).join(), 50, true);
		}
		assertThat(enter(TokenRequestKind.PASSWORD)).isNotDone();
	}

	@ParameterizedTest
	@CsvSource({ "PASSWORD, 434, REFRESH_TOKEN, false, 217", "PASSWORD, 434, REVOCATION, false, 217",
			"EXCHANGE_TOKEN, 2601, EXCHANGE_TOKEN, true, 2601", "EXCHANGE_TOKEN, 2601, MERCHANT_TOKEN, false, 2601" })
	void aFloodRefusesNobodyWhoseTurnComesBeforeIt(TokenRequestKind flood, int floodQueued, TokenRequestKind other,
			boolean preferred, int otherQueued) {
		takeMilliseconds(SHOP, flood, false, 300);
		takeMilliseconds(SHOP, other, preferred, 300);
		enter(flood, PLACES);
		assertThat(fill(SHOP, flood, false)).isEqualTo(floodQueued);
		assertThat(fill(SHOP, other, preferred)).isEqualTo(otherQueued);
	}

	@ParameterizedTest
	@CsvSource({ "EXCHANGE_TOKEN, true", "MERCHANT_TOKEN, false" })
	void whatComesFirstRefusesWhatWouldNotBeServedAfterIt(TokenRequestKind first, boolean preferred) {
		takeMilliseconds(SHOP, first, preferred, 300);
		enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES);
		assertThat(fill(SHOP, first, preferred)).isEqualTo(2601);
		assertThat(fill(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false)).isZero();
	}

	@Test
	void aFewOfAnotherKindOrRegistrationTakeNoMoreThanTheirOwnTime() {
		takeMilliseconds(SHOP, TokenRequestKind.PASSWORD, false, 300);
		takeMilliseconds(SHOP, TokenRequestKind.REFRESH_TOKEN, false, 300);
		takeMilliseconds("other", TokenRequestKind.PASSWORD, false, 300);
		enter(TokenRequestKind.PASSWORD, PLACES);
		enter(TokenRequestKind.REFRESH_TOKEN, 10);
		enter(this.limiter, "other", TokenRequestKind.PASSWORD, 10);
		assertThat(fill(SHOP, TokenRequestKind.PASSWORD, false)).isEqualTo(434 - 20);
	}

	@Test
	void aFloodOfWhatTakesLongRefusesNothingThatIsQuick() {
		takeMilliseconds(SHOP, TokenRequestKind.PASSWORD, false, 9000);
		takeMilliseconds(SHOP, TokenRequestKind.REFRESH_TOKEN, false, 30);
		enter(TokenRequestKind.PASSWORD, PLACES);
		fill(SHOP, TokenRequestKind.PASSWORD, false);
		assertThat(enter(TokenRequestKind.REFRESH_TOKEN, 1000)).noneMatch(CompletableFuture::isDone);
	}

	@ParameterizedTest
	@CsvSource({ "PASSWORD, 434, 217", "EXCHANGE_TOKEN, 2601, 1301" })
	void ofARegistrationsShareMoreIsRefusedThanWouldBeServed(TokenRequestKind kind, int alone, int shared) {
		takeMilliseconds(SHOP, kind, false, 300);
		takeMilliseconds("other", kind, false, 300);
		enter(kind, PLACES);
		assertThat(fill(SHOP, kind, false)).isEqualTo(alone);
		assertThat(fill("other", kind, false)).isEqualTo(shared);
	}

	@Test
	void ofWhatUsersAndMerchantsShareMoreIsRefusedThanWouldBeServed() {
		takeMilliseconds(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false, 300);
		takeMilliseconds(SHOP, TokenRequestKind.PASSWORD, false, 300);
		enter(TokenRequestKind.EXCHANGE_TOKEN, PLACES);
		enter(TokenRequestKind.PASSWORD, 2);
		assertThat(fill(SHOP, TokenRequestKind.EXCHANGE_TOKEN, false)).isEqualTo(2601);
		// Of 15 places each has half
		assertThat(fill(SHOP, TokenRequestKind.PASSWORD, false)).isEqualTo(251);
	}

	@Test
	void ofRegistrationsOwnTokensAreQueuedAsManyAsAllPlacesServe() {
		takeMilliseconds(SHOP, TokenRequestKind.CLIENT_CREDENTIALS, false, 300);
		takeMilliseconds(SHOP, TokenRequestKind.PASSWORD, false, 300);
		enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		fill(SHOP, TokenRequestKind.PASSWORD, false);
		assertThat(fill(SHOP, TokenRequestKind.CLIENT_CREDENTIALS, false)).isEqualTo(534);
	}

	// Until one is refused
	private int fill(String registrationId, TokenRequestKind kind, boolean preferred) {
		CompletableFuture<Line> entry = this.limiter.enter(registrationId, kind, preferred);
		int queued = 0;
		while (!entry.isDone()) {
			queued++;
			entry = this.limiter.enter(registrationId, kind, preferred);
		}
		assertThatIsRefused(entry, "too many requests wait for their turn already");
		return queued;
	}

	// A hundred: the mean does not forget at once that it began at none
	private void takeMilliseconds(String registrationId, TokenRequestKind kind, boolean preferred, int milliseconds) {
		for (int i = 0; i < 100; i++) {
			this.limiter.leave(this.limiter.enter(registrationId, kind, preferred).join(), milliseconds, true);
		}
	}

	@Test
	void withoutATimerNobodyIsQueued() {
		RequestLimiter untimed = new RequestLimiter(2, DEADLINE, (task, delay) -> {
			throw new RejectedExecutionException("closed");
		});
		CompletableFuture<Line> inside = enter(untimed, SHOP, TokenRequestKind.PASSWORD, 1).get(0);
		assertThatIsRefused(enter(untimed, SHOP, TokenRequestKind.PASSWORD, 1).get(0), "closed");
		untimed.leave(inside.join(), 0, true);
		assertThat(enter(untimed, SHOP, TokenRequestKind.PASSWORD, 1)).allMatch(RequestLimiterTests::isIn);
	}

	@Test
	void aClosedLimiterLetsNobodyIn() {
		this.limiter.close();
		KINDS.forEach((kind) -> assertThat(enter(kind)).isCancelled());
	}

	@Test
	void closingEndsTheWaitingOfAll() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		List<CompletableFuture<Line>> waiting = new ArrayList<>();
		KINDS.forEach((kind) -> waiting.addAll(enter(kind, 3)));
		this.limiter.close();
		assertThat(waiting).allMatch(CompletableFuture::isCancelled);
		leaveAll(inside);
		this.limiter.close();
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS)).isCancelled();
	}

	@Test
	void whoeverWaitsMayEnterAgainWhenItIsLetIn() {
		List<CompletableFuture<Line>> inside = enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM);
		CompletableFuture<Boolean> again = enter(TokenRequestKind.CLIENT_CREDENTIALS).thenApply((line) -> {
			this.limiter.leave(line, 0, true);
			return isIn(enter(TokenRequestKind.CLIENT_CREDENTIALS));
		});
		leave(inside.get(0));
		assertThat(again).isCompletedWithValue(true);
	}

	@Test
	void amongManyThreadsThereAreNeverMoreInsideThanTheMaximumAndNobodyIsForgotten() throws Exception {
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		List<Future<Integer>> visitors = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random random = new Random(i);
			visitors.add(this.executor.submit(() -> visit(inside, most, random, 500)));
		}
		int visits = 0;
		for (Future<Integer> visitor : visitors) {
			visits += visitor.get(60, TimeUnit.SECONDS);
		}
		assertThat(visits).as("visits").isGreaterThan(THREADS);
		assertThat(most).hasValueLessThanOrEqualTo(MAXIMUM);
		assertThatAllPlacesAreFree();
	}

	// Enter with several at a time, and return how often it was inside
	private int visit(AtomicInteger inside, AtomicInteger most, Random random, int times) throws Exception {
		int visits = 0;
		for (int i = 0; i < times; i++) {
			Deque<CompletableFuture<Line>> entries = new ArrayDeque<>();
			for (int j = 0; j < 4; j++) {
				CompletableFuture<Line> entry = enter(KINDS.get(random.nextInt(KINDS.size())));
				if (random.nextInt(4) != 0 || !entry.cancel(false)) {
					entries.add(entry.thenApply((line) -> {
						most.accumulateAndGet(inside.incrementAndGet(), Math::max);
						inside.decrementAndGet();
						this.limiter.leave(line, 0, true);
						return line;
					}));
				}
			}
			for (CompletableFuture<Line> entry : entries) {
				entry.get(30, TimeUnit.SECONDS);
				visits++;
			}
		}
		return visits;
	}

	@Test
	void closingAmidManyThreadsLeavesNobodyWaiting() throws Exception {
		for (int round = 0; round < 100; round++) {
			RequestLimiter closing = limiter(4);
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

	private static @Nullable Void visitUntilClosed(RequestLimiter limiter, TokenRequestKind kind, CountDownLatch begun)
			throws Exception {
		while (true) {
			CompletableFuture<Line> entry = limiter.enter(SHOP, kind, false);
			begun.countDown();
			try {
				limiter.leave(entry.get(30, TimeUnit.SECONDS), 0, true);
			}
			catch (CancellationException ex) {
				return null;
			}
		}
	}

	private RequestLimiter limiter(int maximum) {
		return new RequestLimiter(maximum, DEADLINE, this.timer);
	}

	private CompletableFuture<Line> enter(TokenRequestKind kind) {
		return this.limiter.enter(SHOP, kind, false);
	}

	private List<CompletableFuture<Line>> enter(TokenRequestKind kind, int count) {
		return enter(this.limiter, SHOP, kind, count);
	}

	private static List<CompletableFuture<Line>> enter(RequestLimiter limiter, String registrationId,
			TokenRequestKind kind, int count) {
		List<CompletableFuture<Line>> entries = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			entries.add(limiter.enter(registrationId, kind, false));
		}
		return entries;
	}

	private void leave(CompletableFuture<Line> entry) {
		this.limiter.leave(entry.join(), 0, true);
	}

	private void leaveAll(Collection<CompletableFuture<Line>> entries) {
		entries.forEach(this::leave);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the list is the result
	private void recordOrder(String registrationId, TokenRequestKind kind, boolean preferred, String name,
			List<String> order) {
		this.limiter.enter(registrationId, kind, preferred).thenRun(() -> order.add(name));
	}

	private void assertThatAllPlacesAreFree() {
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS, MAXIMUM)).as("places")
			.allMatch(RequestLimiterTests::isIn);
		assertThat(enter(TokenRequestKind.CLIENT_CREDENTIALS)).isNotDone();
	}

	private static void assertThatIsRefused(CompletableFuture<Line> entry, String reason) {
		assertThat(entry).isCompletedExceptionally();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(entry::join)
			.withCauseInstanceOf(RejectedExecutionException.class)
			.withMessageContaining(reason);
	}

	private static boolean isIn(CompletableFuture<Line> entry) {
		return entry.isDone() && !entry.isCompletedExceptionally();
	}

}
