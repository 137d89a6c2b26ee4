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

package com.dintero.auth.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.MutableClock;
import com.dintero.auth.internal.endpoint.TokenResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenEntry}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // to ask is enough to start a pending
class TokenEntryTests {

	private static final AccountId ACCOUNT = new AccountId("T12345678");

	private final MutableClock clock = new MutableClock();

	private final ControlledLoader loader = new ControlledLoader(this.clock);

	private final TokenEntry entry = entry(this.loader, TestRules.of(this.clock));

	@Test
	void isEmptyAtFirstAndLoadsNothingUnasked() {
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNull();
		assertThat(this.loader.accounts()).isEmpty();
	}

	@Test
	void aClockThatThrowsDoesNotWedgeTheKey() throws Exception {
		AtomicBoolean broken = new AtomicBoolean(true);
		TokenEntry entry = entry(this.loader, TestRules.of(new Clock() {

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				if (broken.get()) {
					throw new IllegalStateException("No time");
				}
				return Instant.EPOCH;
			}

		}, this.clock));
		assertThat(entry.get()).isCompletedExceptionally();
		broken.set(false);
		CompletableFuture<OAuth2AccessToken> token = entry.get();
		this.loader.complete(0, "one");
		assertThat(valueOf(token)).isEqualTo("one");
	}

	@Test
	void whatItKeepsDoesNotPrintTheToken() {
		CachedToken cached = CachedToken.of(new TokenResponse("opaque-value", Instant.EPOCH, Duration.ofHours(1)),
				Duration.ofMinutes(1), 0);
		assertThat(cached.toString()).doesNotContain("opaque-value");
	}

	@Test
	void keepsWhatItLoaded() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		assertThat(first).isNotDone();
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNull();
		this.loader.complete(0, "one");
		assertThat(valueOf(first)).isEqualTo("one");
		assertThat(this.entry.get()).isCompletedWithValue(this.entry.getIfUsable(this.clock.millis()));
		assertThat(this.loader.accounts()).containsExactly(ACCOUNT);
	}

	@Test
	void whoeverAsksMeanwhileSharesTheFlight() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		this.loader.complete(0, "one");
		assertThat(valueOf(first)).isEqualTo("one");
		assertThat(second).isCompletedWithValue(first.get());
		assertThat(this.loader.accounts()).hasSize(1);
	}

	@Test
	void whoeverCancelsTakesTheTokenFromNobodyElse() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		assertThat(first.cancel(true)).isTrue();
		assertThat(second).isNotDone();
		assertThat(this.loader.response(0)).isNotCancelled();
		this.loader.complete(0, "one");
		assertThat(valueOf(second)).isEqualTo("one");
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNotNull();
	}

	@Test
	void whoeverCompletesAViewGivesTheTokenToNobodyElse() throws Exception {
		OAuth2AccessToken own = new TokenResponse("own", this.clock.instant(), Duration.ofHours(1)).toAccessToken();
		this.entry.get().complete(own);
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNull();
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		this.loader.complete(0, "one");
		assertThat(valueOf(second)).isEqualTo("one");
		this.entry.get().cancel(true);
		assertThat(valueOf(this.entry.get())).isEqualTo("one");
	}

	@Test
	void aFailureIsForAllWhoWaitedAndIsNotKept() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		IllegalStateException failure = new IllegalStateException("failed");
		this.loader.fail(0, failure);
		assertFailed(first, failure);
		assertFailed(second, failure);
		CompletableFuture<OAuth2AccessToken> third = this.entry.get();
		assertThat(third).isNotDone();
		this.loader.complete(1, "two");
		assertThat(valueOf(third)).isEqualTo("two");
	}

	@Test
	void whoeverLearnsOfAFailureAndTriesAgainAtOnceStartsANewFlight() throws Exception {
		AtomicReference<CompletableFuture<OAuth2AccessToken>> again = new AtomicReference<>();
		this.entry.get().whenComplete((token, failure) -> again.set(this.entry.get()));
		this.loader.fail(0, new IllegalStateException("failed"));
		assertThat(again.get()).isNotDone();
		this.loader.complete(1, "two");
		assertThat(valueOf(again.get())).isEqualTo("two");
	}

	@Test
	void aTokenThatIsAboutToExpireIsReplacedInOneFlight() throws Exception {
		this.entry.get();
		this.loader.complete(0, "one");
		this.clock.move(Duration.ofHours(24));
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNull();
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		this.loader.complete(1, "two");
		assertThat(valueOf(first)).isEqualTo("two");
		assertThat(valueOf(second)).isEqualTo("two");
		assertThat(this.loader.accounts()).hasSize(2);
	}

	@Test
	void aTokenThatCameBetweenTheLookAndTheFlightIsTakenFromTheCache() throws Exception {
		AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {
		});
		// The cache asks for the time after it has looked at the old token
		Clock interruptedClock = new Clock() {

			@Override
			public Instant instant() {
				meanwhile.getAndSet(() -> {
				}).run();
				return TokenEntryTests.this.clock.instant();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				throw new UnsupportedOperationException();
			}

		};
		TokenEntry overtaken = entry(this.loader, TestRules.of(interruptedClock, this.clock));
		overtaken.get();
		this.loader.complete(0, "one");
		this.clock.move(Duration.ofHours(24));
		meanwhile.set(() -> {
			overtaken.get();
			this.loader.complete(1, "two");
		});
		assertThat(valueOf(overtaken.get())).isEqualTo("two");
		assertThat(this.loader.accounts()).hasSize(2);
		assertThat(valueOf(overtaken.get())).isEqualTo("two");
	}

	@Test
	void aFailedRenewalLeavesNothingOldBehind() {
		this.entry.get();
		this.loader.complete(0, "one");
		this.clock.move(Duration.ofHours(24));
		CompletableFuture<OAuth2AccessToken> renewal = this.entry.get();
		this.loader.fail(1, new IllegalStateException("failed"));
		assertThat(renewal).isCompletedExceptionally();
		assertThat(this.entry.getIfUsable(this.clock.millis())).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void aLoaderThatMisbehavesFailsTheCallAndNotTheNext(TokenLoader misbehaviour) throws Exception {
		AtomicInteger loads = new AtomicInteger();
		TokenEntry misled = entry((account, pending) -> (loads.getAndIncrement() == 0)
				? misbehaviour.load(account, pending) : this.loader.load(account, pending), TestRules.of(this.clock));
		CompletableFuture<OAuth2AccessToken> first = misled.get();
		assertThat(first).failsWithin(Duration.ofSeconds(30));
		CompletableFuture<OAuth2AccessToken> second = misled.get();
		this.loader.complete(0, "two");
		assertThat(valueOf(second)).isEqualTo("two");
	}

	static Stream<Named<TokenLoader>> aLoaderThatMisbehavesFailsTheCallAndNotTheNext() {
		return Stream.of(loader("throws an exception", (account, pending) -> {
			throw new IllegalStateException("thrown");
		}), loader("throws an error", (account, pending) -> {
			throw new NoClassDefFoundError("thrown");
		}), loader("returns null", (account, pending) -> null),
				loader("returns a future of null", (account, pending) -> CompletableFuture.completedFuture(null)),
				loader("returns a failed future",
						(account, pending) -> CompletableFuture.failedFuture(new IllegalStateException("failed"))),
				loader("returns a future that failed with an error",
						(account, pending) -> CompletableFuture.failedFuture(new StackOverflowError())),
				loader("returns a cancelled future", (account, pending) -> {
					CompletableFuture<TokenResponse> cancelled = new CompletableFuture<>();
					cancelled.cancel(true);
					return cancelled;
				}), loader("returns a token that no date can hold", (account, pending) -> CompletableFuture
					.completedFuture(new TokenResponse("one", Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE)))));
	}

	private static Named<TokenLoader> loader(String description, TokenLoader loader) {
		return Named.of(description, loader);
	}

	@Test
	void aFailureIsTheLoadersOwnHoweverItIsWrapped() {
		IllegalStateException failure = new IllegalStateException("failed");
		CompletableFuture<OAuth2AccessToken> first = this.entry.get();
		this.loader.fail(0, new CompletionException(failure));
		assertFailed(first, failure);
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		this.loader.fail(1, failure);
		assertFailed(second, failure);
	}

	@Test
	void aLoaderThatCancelsIsAFailureAndNoCancellationOfTheCallers() {
		CompletableFuture<OAuth2AccessToken> token = this.entry.get();
		this.loader.response(0).cancel(true);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(token::get)
			.withCauseInstanceOf(CancellationException.class);
	}

	@Test
	void aLoaderThatAsksForAnotherTokenDoesNotWaitForItself() throws Exception {
		TokenEntry child = entry((account, pending) -> this.entry.get()
			.thenApply((token) -> new TokenResponse("child of " + token.getTokenValue(), this.clock.instant(),
					Duration.ofHours(1))),
				TestRules.of(this.clock));
		CompletableFuture<OAuth2AccessToken> token = child.get();
		this.loader.complete(0, "parent");
		assertThat(valueOf(token)).isEqualTo("child of parent");
		assertThat(valueOf(this.entry.get())).isEqualTo("parent");
	}

	@Test
	void aDeadlineDoesNotCountWhileARequestIsQueuedAndCountsFromItsTurnOn() {
		AtomicReference<PendingTokenRequest> waiting = new AtomicReference<>();
		TokenEntry entry = entry((account, pending) -> {
			waiting.set(pending);
			pending.queued();
			return new CompletableFuture<>();
		}, TestRules.of(this.clock));
		CompletableFuture<OAuth2AccessToken> token = entry.get();
		this.clock.move(Duration.ofSeconds(12));
		assertThat(token).isNotDone();
		waiting.get().turnCame();
		this.clock.move(Duration.ofSeconds(10).minusMillis(1));
		assertThat(token).isNotDone();
		this.clock.move(Duration.ofMillis(1));
		assertThat(token).isCompletedExceptionally();
	}

	@Test
	void noPendingRequestLastsLongerThanSixDeadlinesHoweverLongItIsQueued() {
		TokenEntry entry = entry((account, pending) -> {
			pending.queued();
			return new CompletableFuture<>();
		}, TestRules.of(this.clock));
		CompletableFuture<OAuth2AccessToken> token = entry.get();
		this.clock.move(Duration.ofSeconds(60).minusMillis(1));
		assertThat(token).isNotDone();
		this.clock.move(Duration.ofMillis(1));
		assertThat(token).isCompletedExceptionally();
	}

	@Test
	void retiresWithoutATokenAndTakesOffNoMore() {
		assertThat(this.entry.retireIfIdle(this.clock.millis())).isTrue();
		assertThat(this.entry.getUnlessRetired()).isNull();
		assertThat(this.loader.accounts()).isEmpty();
	}

	@Test
	void doesNotRetireInFlightOrWithAToken() throws Exception {
		CompletableFuture<OAuth2AccessToken> token = this.entry.get();
		assertThat(this.entry.retireIfIdle(this.clock.millis())).isFalse();
		this.loader.complete(0, "one");
		assertThat(valueOf(token)).isEqualTo("one");
		assertThat(this.entry.retireIfIdle(this.clock.millis())).isFalse();
		this.clock.move(Duration.ofHours(24));
		assertThat(this.entry.retireIfIdle(this.clock.millis())).isTrue();
	}

	private static TokenEntry entry(TokenLoader loader, TokenRules rules) {
		return new TokenEntry(ACCOUNT, new TokenRequests(loader, rules));
	}

	private static void assertFailed(CompletableFuture<?> token, Throwable failure) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> token.get(30, TimeUnit.SECONDS))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
	}

	private static String valueOf(CompletableFuture<OAuth2AccessToken> token) throws Exception {
		return token.get(30, TimeUnit.SECONDS).getTokenValue();
	}

}
