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

package com.dintero.auth.token;

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
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.endpoint.TokenResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TokenCache}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // to ask is enough to start a flight
class TokenCacheTests {

	private static final TokenKey KEY = new TokenKey("dintero", new AccountId("T12345678"), "audience",
			AuthorizationGrantType.CLIENT_CREDENTIALS);

	private final ControlledLoader loader = new ControlledLoader();

	private final MutableClock clock = new MutableClock();

	private final TokenCache cache = new TokenCache(this.loader, this.clock);

	@Test
	void isEmptyAtFirstAndLoadsNothingUnasked() {
		assertThat(this.cache.getIfFresh(KEY)).isNull();
		assertThat(this.loader.keys()).isEmpty();
	}

	@Test
	void aClockThatThrowsDoesNotWedgeTheKey() throws Exception {
		AtomicBoolean broken = new AtomicBoolean(true);
		TokenCache cache = new TokenCache(this.loader, new Clock() {

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

		});
		assertThat(cache.get(KEY)).isCompletedExceptionally();
		broken.set(false);
		CompletableFuture<OAuth2AccessToken> token = cache.get(KEY);
		this.loader.land(0, "one");
		assertThat(valueOf(token)).isEqualTo("one");
	}

	@Test
	void whatItKeepsDoesNotPrintTheToken() {
		CachedToken cached = CachedToken.of(new TokenResponse("opaque-value", Duration.ofHours(1)), Instant.EPOCH);
		assertThat(cached.toString()).doesNotContain("opaque-value");
	}

	@Test
	void keepsWhatItLoaded() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		assertThat(first).isNotDone();
		assertThat(this.cache.getIfFresh(KEY)).isNull();
		this.loader.land(0, "one");
		assertThat(valueOf(first)).isEqualTo("one");
		assertThat(this.cache.get(KEY)).isCompletedWithValue(this.cache.getIfFresh(KEY));
		assertThat(this.loader.keys()).containsExactly(KEY);
	}

	@ParameterizedTest
	@MethodSource
	void aKeyThatDiffersInOneThingIsAnotherKey(TokenKey other) throws Exception {
		CompletableFuture<OAuth2AccessToken> token = this.cache.get(KEY);
		CompletableFuture<OAuth2AccessToken> otherToken = this.cache.get(other);
		assertThat(this.loader.keys()).containsExactly(KEY, other);
		this.loader.land(1, "other");
		assertThat(valueOf(otherToken)).isEqualTo("other");
		assertThat(token).isNotDone();
		this.loader.land(0, "one");
		assertThat(valueOf(this.cache.get(KEY))).isEqualTo("one");
		assertThat(valueOf(this.cache.get(other))).isEqualTo("other");
		assertThat(this.loader.keys()).hasSize(2);
	}

	static Stream<Named<TokenKey>> aKeyThatDiffersInOneThingIsAnotherKey() {
		return Stream.of(
				Named.of("registration", new TokenKey("other", KEY.accountId(), KEY.audience(), KEY.grantType())),
				Named.of("account",
						new TokenKey(KEY.registrationId(), new AccountId("T87654321"), KEY.audience(),
								KEY.grantType())),
				Named.of("audience", new TokenKey(KEY.registrationId(), KEY.accountId(), "other", KEY.grantType())),
				Named.of("grant", new TokenKey(KEY.registrationId(), KEY.accountId(), KEY.audience(),
						AuthorizationGrantType.REFRESH_TOKEN)));
	}

	@Test
	void anEqualKeyIsTheSameKey() {
		this.cache.get(TokenKey.clientCredentials(TestRegistrations.idle("dintero", false)));
		this.cache.get(TokenKey.clientCredentials(TestRegistrations.idle("dintero", true)));
		assertThat(this.loader.keys()).containsExactly(new TokenKey("dintero", new AccountId("T12345678"),
				"my-audience", AuthorizationGrantType.CLIENT_CREDENTIALS));
	}

	@Test
	void whoeverAsksMeanwhileSharesTheFlight() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		this.loader.land(0, "one");
		assertThat(valueOf(first)).isEqualTo("one");
		assertThat(second).isCompletedWithValue(first.get());
		assertThat(this.loader.keys()).hasSize(1);
	}

	@Test
	void whoeverCancelsTakesTheTokenFromNobodyElse() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		assertThat(first.cancel(true)).isTrue();
		assertThat(second).isNotDone();
		assertThat(this.loader.response(0)).isNotCancelled();
		this.loader.land(0, "one");
		assertThat(valueOf(second)).isEqualTo("one");
		assertThat(this.cache.getIfFresh(KEY)).isNotNull();
	}

	@Test
	void whoeverCompletesAViewGivesTheTokenToNobodyElse() throws Exception {
		OAuth2AccessToken own = new TokenResponse("own", Duration.ofHours(1)).toAccessToken(this.clock.instant());
		this.cache.get(KEY).complete(own);
		assertThat(this.cache.getIfFresh(KEY)).isNull();
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		this.loader.land(0, "one");
		assertThat(valueOf(second)).isEqualTo("one");
		this.cache.get(KEY).cancel(true);
		assertThat(valueOf(this.cache.get(KEY))).isEqualTo("one");
	}

	@Test
	void aFailureIsForAllWhoWaitedAndIsNotKept() throws Exception {
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		IllegalStateException failure = new IllegalStateException("failed");
		this.loader.fail(0, failure);
		assertFailed(first, failure);
		assertFailed(second, failure);
		CompletableFuture<OAuth2AccessToken> third = this.cache.get(KEY);
		assertThat(third).isNotDone();
		this.loader.land(1, "two");
		assertThat(valueOf(third)).isEqualTo("two");
	}

	@Test
	void whoeverLearnsOfAFailureAndTriesAgainAtOnceStartsANewFlight() throws Exception {
		AtomicReference<CompletableFuture<OAuth2AccessToken>> again = new AtomicReference<>();
		this.cache.get(KEY).whenComplete((token, failure) -> again.set(this.cache.get(KEY)));
		this.loader.fail(0, new IllegalStateException("failed"));
		assertThat(again.get()).isNotDone();
		this.loader.land(1, "two");
		assertThat(valueOf(again.get())).isEqualTo("two");
	}

	@Test
	void aTokenThatIsAboutToExpireIsReplacedInOneFlight() throws Exception {
		this.cache.get(KEY);
		this.loader.land(0, "one");
		this.clock.move(Duration.ofHours(24));
		assertThat(this.cache.getIfFresh(KEY)).isNull();
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		this.loader.land(1, "two");
		assertThat(valueOf(first)).isEqualTo("two");
		assertThat(valueOf(second)).isEqualTo("two");
		assertThat(this.loader.keys()).hasSize(2);
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
				return TokenCacheTests.this.clock.instant();
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
		TokenCache overtaken = new TokenCache(this.loader, interruptedClock);
		overtaken.get(KEY);
		this.loader.land(0, "one");
		this.clock.move(Duration.ofHours(24));
		meanwhile.set(() -> {
			overtaken.get(KEY);
			this.loader.land(1, "two");
		});
		assertThat(valueOf(overtaken.get(KEY))).isEqualTo("two");
		assertThat(this.loader.keys()).hasSize(2);
		assertThat(valueOf(overtaken.get(KEY))).isEqualTo("two");
	}

	@Test
	void aFailedRenewalLeavesNothingOldBehind() {
		this.cache.get(KEY);
		this.loader.land(0, "one");
		this.clock.move(Duration.ofHours(24));
		CompletableFuture<OAuth2AccessToken> renewal = this.cache.get(KEY);
		this.loader.fail(1, new IllegalStateException("failed"));
		assertThat(renewal).isCompletedExceptionally();
		assertThat(this.cache.getIfFresh(KEY)).isNull();
	}

	@ParameterizedTest
	@MethodSource
	void aLoaderThatMisbehavesFailsTheCallAndNotTheNext(TokenLoader misbehaviour) throws Exception {
		AtomicInteger loads = new AtomicInteger();
		TokenCache misled = new TokenCache(
				(key) -> (loads.getAndIncrement() == 0) ? misbehaviour.load(key) : this.loader.load(key), this.clock);
		CompletableFuture<OAuth2AccessToken> first = misled.get(KEY);
		assertThat(first).failsWithin(Duration.ofSeconds(30));
		CompletableFuture<OAuth2AccessToken> second = misled.get(KEY);
		this.loader.land(0, "two");
		assertThat(valueOf(second)).isEqualTo("two");
	}

	static Stream<Named<TokenLoader>> aLoaderThatMisbehavesFailsTheCallAndNotTheNext() {
		return Stream.of(loader("throws an exception", (key) -> {
			throw new IllegalStateException("thrown");
		}), loader("throws an error", (key) -> {
			throw new NoClassDefFoundError("thrown");
		}), loader("returns null", (key) -> null),
				loader("returns a future of null", (key) -> CompletableFuture.completedFuture(null)),
				loader("returns a failed future",
						(key) -> CompletableFuture.failedFuture(new IllegalStateException("failed"))),
				loader("returns a future that failed with an error",
						(key) -> CompletableFuture.failedFuture(new StackOverflowError())),
				loader("returns a cancelled future", (key) -> {
					CompletableFuture<TokenResponse> cancelled = new CompletableFuture<>();
					cancelled.cancel(true);
					return cancelled;
				}), loader("returns a token that no date can hold", (key) -> CompletableFuture
					.completedFuture(new TokenResponse("one", Duration.ofSeconds(Long.MAX_VALUE)))));
	}

	private static Named<TokenLoader> loader(String description, TokenLoader loader) {
		return Named.of(description, loader);
	}

	@Test
	void aFailureIsTheLoadersOwnHoweverItIsWrapped() {
		IllegalStateException failure = new IllegalStateException("failed");
		CompletableFuture<OAuth2AccessToken> first = this.cache.get(KEY);
		this.loader.fail(0, new CompletionException(failure));
		assertFailed(first, failure);
		CompletableFuture<OAuth2AccessToken> second = this.cache.get(KEY);
		this.loader.fail(1, failure);
		assertFailed(second, failure);
	}

	@Test
	void aLoaderThatCancelsIsAFailureAndNoCancellationOfTheCallers() {
		CompletableFuture<OAuth2AccessToken> token = this.cache.get(KEY);
		this.loader.response(0).cancel(true);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(token::get)
			.withCauseInstanceOf(CancellationException.class);
	}

	@Test
	void aLoaderThatAsksForAnotherKeyDoesNotWaitForItself() throws Exception {
		TokenKey parent = new TokenKey("parent", KEY.accountId(), KEY.audience(), KEY.grantType());
		AtomicReference<TokenCache> self = new AtomicReference<>();
		self.set(new TokenCache(
				(key) -> key.equals(parent) ? this.loader.load(key) : self.get()
					.get(parent)
					.thenApply((token) -> new TokenResponse("child of " + token.getTokenValue(), Duration.ofHours(1))),
				this.clock));
		CompletableFuture<OAuth2AccessToken> child = self.get().get(KEY);
		this.loader.land(0, "parent");
		assertThat(valueOf(child)).isEqualTo("child of parent");
		assertThat(valueOf(self.get().get(parent))).isEqualTo("parent");
	}

	private static void assertFailed(CompletableFuture<?> token, Throwable failure) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> token.get(30, TimeUnit.SECONDS))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(failure));
	}

	private static String valueOf(CompletableFuture<OAuth2AccessToken> token) throws Exception {
		return token.get(30, TimeUnit.SECONDS).getTokenValue();
	}

}
