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
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reactive face of the cache.
 */
class ReactiveDinteroTokensTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenFixture fixture = new TokenFixture(this.dintero);

	@Test
	void nothingIsRequestedUntilSomebodySubscribes() {
		Mono<OAuth2AccessToken> token = getToken();
		assertThat(this.dintero.requests()).isEmpty();
		StepVerifier.create(token).expectNextCount(1).expectComplete().verify(PATIENCE);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theTokenIsLookedUpAnewForEachSubscriber() {
		Mono<OAuth2AccessToken> token = getToken();
		OAuth2AccessToken first = token.block(PATIENCE);
		assertThat(token.block(PATIENCE)).isSameAs(first);
		this.fixture.clock().move(Duration.ofHours(24));
		assertThat(token.block(PATIENCE)).isNotSameAs(first);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aRetryTriesAgain() {
		this.dintero.tokenEndpoint().failNext(2, MockFault.status(500));
		assertThat(getToken().retry(2).block(PATIENCE)).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(3);
	}

	@Test
	void anUnknownRegistrationIsAnErrorOfTheMono() {
		Mono<OAuth2AccessToken> token = this.fixture.reactiveTokens().getToken("other");
		StepVerifier.create(token)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContainingAll("'other'", "[dintero]"))
			.verify(PATIENCE);
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aFailureIsAnErrorOfTheMono() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(403, "forbidden", "Not yours"));
		StepVerifier.create(getToken())
			.expectErrorSatisfies(
					(failure) -> assertThat(failure).isExactlyInstanceOf(DinteroAuthorizationException.class)
						.hasMessageContainingAll("'dintero'", "status 403", "Not yours (forbidden)"))
			.verify(PATIENCE);
		this.fixture.clock().move(Duration.ofSeconds(5));
		StepVerifier.create(getToken()).expectNextCount(1).expectComplete().verify(PATIENCE);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aDisconnectIsAnErrorOfTheMono() {
		this.dintero.tokenEndpoint().failNext(3, MockFault.disconnect());
		StepVerifier.create(getToken()).expectError(DinteroAuthorizationException.class).verify(PATIENCE);
		StepVerifier.create(getToken()).expectNextCount(1).expectComplete().verify(PATIENCE);
	}

	@Test
	void subscribersOfAFailedFlightEachGetAnExceptionOfTheirOwnWithTheSharedCause() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		Mono<List<Throwable>> failures;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			failures = Flux.range(0, 5).flatMap((i) -> failure(getToken())).collectList().cache();
			failures.subscribe();
			hold.awaitRequests(1, PATIENCE);
		}
		List<Throwable> own = failures.block(PATIENCE);
		assertThat(own).hasSize(5).doesNotHaveDuplicates();
		assertThat(own).allSatisfy((failure) -> {
			assertThat(failure).isExactlyInstanceOf(DinteroAuthorizationException.class);
			assertThat(failure.getCause()).isSameAs(own.get(0).getCause())
				.isExactlyInstanceOf(DinteroAuthorizationException.class);
		});
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aSubscriberThatCancelsTakesTheTokenFromNobodyElse() throws Exception {
		Callers<OAuth2AccessToken> blocking;
		Mono<OAuth2AccessToken> reactive = getToken().cache();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			Disposable first = getToken().subscribe();
			hold.awaitRequests(1, PATIENCE);
			blocking = new Callers<>(1, () -> this.fixture.tokens().getToken("dintero")).awaitWaiting();
			reactive.subscribe();
			first.dispose();
		}
		assertThat(reactive.block(PATIENCE)).isSameAs(blocking.results().get(0));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aSubscriberThatTimesOutTakesTheTokenFromNobodyElse() {
		Sinks.Empty<Void> timeout = Sinks.empty();
		Mono<OAuth2AccessToken> other = getToken().cache();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			StepVerifier.create(getToken().timeout(timeout.asMono())).then(() -> {
				hold.awaitRequests(1, PATIENCE);
				other.subscribe();
				timeout.tryEmitEmpty();
			}).expectError(TimeoutException.class).verify(PATIENCE);
		}
		assertThat(other.block(PATIENCE)).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aFlightLandsThoughEverySubscriberCancelled() {
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			Disposable only = getToken().subscribe();
			hold.awaitRequests(1, PATIENCE);
			only.dispose();
		}
		assertThat(getToken().block(PATIENCE)).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theThreadThatEndsAFlightDoesNotRunTheSubscribersCode() {
		AtomicReference<String> thread = new AtomicReference<>();
		getToken().doOnNext((token) -> thread.set(Thread.currentThread().getName())).block(PATIENCE);
		assertThat(thread.get()).startsWith("parallel-");
	}

	@Test
	void theThreadThatFailsAFlightDoesNotRunTheSubscribersCode() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		AtomicReference<String> thread = new AtomicReference<>();
		assertThat(failure(getToken().doOnError((failure) -> thread.set(Thread.currentThread().getName())))
			.block(PATIENCE)).isInstanceOf(DinteroAuthorizationException.class);
		assertThat(thread.get()).startsWith("parallel-");
	}

	@Test
	void aSubscriberThatDoesNotReturnHoldsUpNoOtherCaller() throws Exception {
		CountDownLatch stuck = new CountDownLatch(1);
		CountDownLatch released = new CountDownLatch(1);
		Callers<OAuth2AccessToken> blocking;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			getToken().subscribe((token) -> {
				stuck.countDown();
				awaitUninterruptibly(released);
			});
			hold.awaitRequests(1, PATIENCE);
			blocking = new Callers<>(2, () -> this.fixture.tokens().getToken("dintero")).awaitWaiting();
		}
		assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(new HashSet<>(blocking.results())).hasSize(1);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		released.countDown();
	}

	@Test
	void aSubscriberOnAThreadThatMustNotBlockIsServed() {
		Mono<OAuth2AccessToken> token = Mono.defer(this::getToken).subscribeOn(Schedulers.parallel());
		assertThat(token.block(PATIENCE)).isNotNull();
	}

	private Mono<OAuth2AccessToken> getToken() {
		return this.fixture.reactiveTokens().getToken("dintero");
	}

	private static Mono<Throwable> failure(Mono<?> mono) {
		return mono.then(Mono.<Throwable>empty()).onErrorResume(Mono::just);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
