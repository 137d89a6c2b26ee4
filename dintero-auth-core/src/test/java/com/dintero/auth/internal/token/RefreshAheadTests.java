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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.MutableClock;
import com.dintero.auth.internal.endpoint.TokenResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token in use is renewed before it expires, and nobody waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // to ask is enough to start a pending
class RefreshAheadTests {

	private static final AccountId ACCOUNT = new AccountId("T12345678");

	private static final Duration LIFETIME = Duration.ofHours(10);

	private static final Duration DUE = Duration.ofHours(8);

	private final MutableClock clock = new MutableClock();

	private final ControlledLoader loader = new ControlledLoader(this.clock);

	private final TokenEntry entry = new TokenEntry(ACCOUNT, new TokenRequests(this.loader, TestRules.of(this.clock)));

	@Test
	void aTokenIsLeftAloneForFourFifthsOfItsLifetime() {
		begin();
		this.clock.move(DUE.minusMillis(1));
		assertThat(token()).isEqualTo("one");
		assertLoads(1);
	}

	@Test
	void afterThatItIsRenewedWhenSomebodyAsksWhoGetsTheOldOneMeanwhile() {
		begin();
		this.clock.move(DUE);
		assertLoads(1);
		assertThat(token()).isEqualTo("one");
		assertThat(token()).isEqualTo("one");
		assertThat(this.entry.get()).isCompletedWithValueMatching((token) -> token.getTokenValue().equals("one"));
		assertLoads(2);
		complete(1, "two");
		assertThat(token()).isEqualTo("two");
		assertLoads(2);
	}

	@Test
	void aTokenThatNobodyAsksForIsNotRenewed() {
		begin();
		this.clock.move(LIFETIME.multipliedBy(10));
		assertLoads(1);
	}

	@Test
	void whoeverAsksWhenTheOldOneHasExpiredWaitsForTheRenewalThatIsUnderWay() throws Exception {
		begin(Duration.ofSeconds(20));
		this.clock.move(Duration.ofSeconds(17));
		assertThat(token()).isEqualTo("one");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(token()).isNull();
		CompletableFuture<OAuth2AccessToken> waiting = this.entry.get();
		assertThat(waiting).isNotDone();
		assertLoads(2);
		complete(1, "two");
		assertThat(waiting.get().getTokenValue()).isEqualTo("two");
	}

	@ParameterizedTest(name = "a random number of {0} makes it due after {1}")
	@CsvSource({ "0, PT8H", "0.5, PT8H15M", "1, PT8H30M" })
	void tokensThatWereRequestedTogetherAreNotRenewedTogether(double random, Duration due) {
		CachedToken token = CachedToken.of(new TokenResponse("one", this.clock.instant(), LIFETIME),
				Duration.ofMinutes(1), random);
		long issuedAt = this.clock.millis();
		assertThat(token.isFresh(issuedAt + due.toMillis() - 1)).isTrue();
		assertThat(token.isFresh(issuedAt + due.toMillis())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1S", "PT3S", "PT4H", "PT24H", "P365D", "P3650D" })
	void anyLifetimeIsRenewedBeforeItIsNoLongerHandedOut(Duration lifetime) {
		begin(lifetime);
		long due = Math.round(lifetime.toMillis() * 0.8);
		this.clock.move(Duration.ofMillis(due - 1));
		token();
		assertLoads(1);
		this.clock.move(Duration.ofMillis(1));
		assertThat(token()).isEqualTo("one");
		assertLoads(2);
		complete(1, "two");
		assertThat(token()).isEqualTo("two");
	}

	@Test
	void aFailureCostsCallersNothingAndIsFollowedByARestThatDoubles() {
		begin();
		this.clock.move(DUE);
		long[] rests = { 1, 2, 4, 8, 16, 30, 30, 30 };
		for (int i = 0; i < rests.length; i++) {
			assertThat(token()).isEqualTo("one");
			assertLoads(i + 2);
			this.loader.fail(i + 1, new IllegalStateException("failed"));
			this.clock.move(Duration.ofSeconds(rests[i]).minusMillis(1));
			assertThat(token()).isEqualTo("one");
			assertLoads(i + 2);
			this.clock.move(Duration.ofMillis(1));
		}
	}

	@Test
	void aRestDoesNotJumpOverTheEndOfTheToken() {
		begin(Duration.ofSeconds(12));
		this.clock.move(Duration.ofMillis(9900));
		token();
		assertLoads(2);
		this.loader.fail(1, new IllegalStateException("failed"));
		this.clock.move(Duration.ofMillis(449));
		token();
		assertLoads(2);
		this.clock.move(Duration.ofMillis(1));
		assertThat(token()).isEqualTo("one");
		assertLoads(3);
		complete(2, "two");
		assertThat(token()).isEqualTo("two");
	}

	@Test
	void theLastAttemptsBeforeTheEndOfATokenAreFew() {
		begin(Duration.ofSeconds(12));
		this.clock.move(Duration.ofMillis(9600));
		int failed = 1;
		for (int i = 0; i < 1200; i++) {
			assertThat(token()).isEqualTo("one");
			if (this.loader.accounts().size() > failed) {
				this.loader.fail(failed++, new IllegalStateException("failed"));
			}
			this.clock.move(Duration.ofMillis(1));
		}
		assertThat(token()).isNull();
		assertLoads(4);
	}

	@Test
	void aSuccessEndsTheRest() {
		begin();
		this.clock.move(DUE);
		token();
		this.loader.fail(1, new IllegalStateException("failed"));
		this.clock.move(Duration.ofSeconds(1));
		token();
		complete(2, "two");
		this.clock.move(DUE);
		token();
		this.loader.fail(3, new IllegalStateException("failed"));
		this.clock.move(Duration.ofSeconds(1));
		token();
		assertLoads(5);
	}

	@Test
	void whenTheTokenHasExpiredThereIsNoRest() {
		begin();
		this.clock.move(LIFETIME.minusSeconds(60).minusMillis(1));
		token();
		this.loader.fail(1, new IllegalStateException("failed"));
		assertThat(token()).isEqualTo("one");
		this.clock.move(Duration.ofMillis(1));
		assertThat(token()).isNull();
		assertThat(this.entry.get()).isNotDone();
		assertLoads(3);
	}

	@Test
	void aRenewalThatHangsEndsAtItsDeadlineAndAnotherOneMayBegin() {
		begin();
		this.clock.move(DUE);
		token();
		this.clock.move(Duration.ofSeconds(10));
		assertThat(token()).isEqualTo("one");
		assertLoads(2);
		this.clock.move(Duration.ofSeconds(1));
		assertThat(token()).isEqualTo("one");
		assertLoads(3);
		complete(2, "two");
		// The answer of the one that was given up
		complete(1, "late");
		assertThat(token()).isEqualTo("two");
	}

	@Test
	void aClockThatIsPutForwardCostsOneTokenAndOneThatIsPutBackAgainAnother() throws Exception {
		begin();
		this.clock.jump(Duration.ofDays(400));
		CompletableFuture<OAuth2AccessToken> second = this.entry.get();
		complete(1, "two");
		assertThat(second.get().getTokenValue()).isEqualTo("two");
		this.clock.jump(Duration.ofDays(-400));
		assertThat(token()).isEqualTo("two");
		assertLoads(3);
		complete(2, "three");
		assertThat(token()).isEqualTo("three");
		assertThat(token()).isEqualTo("three");
		assertLoads(3);
	}

	@Test
	void aClockThatIsPutBackDuringARestEndsIt() {
		begin();
		this.clock.move(DUE);
		token();
		this.loader.fail(1, new IllegalStateException("failed"));
		token();
		assertLoads(2);
		this.clock.jump(Duration.ofDays(-400));
		assertThat(token()).isEqualTo("one");
		assertLoads(3);
	}

	@Test
	void aClockThatJumpsDuringAFlightDoesNotLoseTheToken() throws Exception {
		CompletableFuture<OAuth2AccessToken> waiting = this.entry.get();
		this.clock.jump(Duration.ofDays(-400));
		complete(0, "one");
		assertThat(waiting.get().getTokenValue()).isEqualTo("one");
		assertThat(token()).isEqualTo("one");
		assertLoads(1);
	}

	private void begin() {
		begin(LIFETIME);
	}

	private void begin(Duration lifetime) {
		this.entry.get();
		this.loader.complete(0, "one", lifetime);
	}

	private void complete(int pending, String token) {
		this.loader.complete(pending, token, LIFETIME);
	}

	private String token() {
		OAuth2AccessToken token = this.entry.getIfUsable(this.clock.millis());
		return (token != null) ? token.getTokenValue() : null;
	}

	private void assertLoads(int count) {
		assertThat(this.loader.accounts()).hasSize(count);
	}

}
