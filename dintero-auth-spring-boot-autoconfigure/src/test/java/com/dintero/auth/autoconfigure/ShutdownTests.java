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

package com.dintero.auth.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.LeftThreads;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An application that shuts down, in whatever a token request is about to do: nobody goes
 * on waiting, and no thread is left.
 */
@Timeout(300)
class ShutdownTests {

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private static final Duration PROMPT = Duration.ofSeconds(5);

	private static final int WAITERS = 5;

	// Nothing here ends by itself
	private static final String[] FOR_EVER = { "dintero.auth.retry.deadline=1h", "dintero.auth.http.read-timeout=1h",
			"dintero.auth.http.max-requests=4" };

	private static final LeftThreads THREADS_OF_ALL = LeftThreads.sinceNow();

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.partner.dintero();

	private final LeftThreads threads = LeftThreads.sinceNow();

	// Each of them may take seconds, so they end together
	@AfterAll
	static void noHttpClientIsLeftOfAnApplicationThatIsGarbage() {
		THREADS_OF_ALL.awaitNoneOfHttpClients();
	}

	@ParameterizedTest
	@MethodSource("middles")
	void whoeverWaitsInTheMiddleOfAFlightEndsAtOnceAndNoThreadIsLeft(Middle middle) {
		application().run((context) -> {
			middle.begin(this.dintero);
			List<CompletableFuture<OAuth2AccessToken>> waiters = waiters(context, middle.merchants());
			Awaitility.await().atMost(PATIENT).until(() -> middle.isReached(this.dintero));
			assertThat(waiters).noneMatch(CompletableFuture::isDone);
			assertThat(this.threads.hasSomeOfOurs()).isTrue();
			assertThat(this.threads.hasSomeOfHttpClients()).isTrue();
			closePromptly(context);
			assertAllEndWithOurException(waiters);
		});
		this.dintero.reset();
		this.threads.awaitNoneOfOurs();
	}

	static Stream<Middle> middles() {
		return Stream.of(
				new Middle("the endpoint hangs", (dintero) -> dintero.tokenEndpoint().failAlways(MockFault.hang()),
						(dintero) -> dintero.tokenEndpoint().requestCount() == 1),
				new Middle("the endpoint is slow", (dintero) -> dintero.tokenEndpoint().delay(Duration.ofHours(1)),
						(dintero) -> dintero.tokenEndpoint().requestCount() == 1),
				new Middle("waiting for Retry-After",
						(dintero) -> dintero.tokenEndpoint().failAlways(MockFault.rateLimited("1800")),
						(dintero) -> isAnswered(dintero, 429)),
				new Middle("merchants wait for the partner's token",
						(dintero) -> dintero.tokenEndpoint().failAlways(MockFault.hang()),
						(dintero) -> dintero.tokenEndpoint().requestCount() == 1)
					.ofMerchants(40),
				new Middle("merchants wait for their turn",
						(dintero) -> dintero.exchangeEndpoint().failAlways(MockFault.hang()),
						(dintero) -> dintero.exchangeEndpoint().requestCount() == 3)
					.ofMerchants(40),
				new Middle("merchants are half done",
						(dintero) -> dintero.merchantTokenEndpoint().failAlways(MockFault.hang()),
						(dintero) -> dintero.merchantTokenEndpoint().requestCount() == 3)
					.ofMerchants(40));
	}

	private static boolean isAnswered(MockDintero dintero, int status) {
		return dintero.tokenEndpoint().requests().stream().anyMatch((request) -> request.status() == status);
	}

	@Test
	void aRenewalThatIsUnderWayHoldsUpNobody() {
		application().run((context) -> {
			OAuth2AccessToken token = own(context);
			this.dintero.tokenEndpoint().failAlways(MockFault.hang());
			this.partner.clock().move(Duration.ofMinutes(210));
			assertThat(own(context)).isSameAs(token);
			Awaitility.await().atMost(PATIENT).until(() -> this.dintero.tokenEndpoint().requestCount() == 2);
			closePromptly(context);
		});
		this.dintero.reset();
		this.threads.awaitNoneOfOurs();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aSupplierOfSecretsThatHangsHoldsUpNobody(boolean interruptible) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		application().withBean(ClientSecretSupplier.class, () -> (registrationId) -> {
			asked.countDown();
			return hang(release, interruptible);
		}).run((context) -> {
			List<CompletableFuture<OAuth2AccessToken>> waiters = waiters(context, 2);
			assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
			closePromptly(context);
			assertAllEndWithOurException(waiters);
		});
		if (!interruptible) {
			release.countDown();
		}
		this.threads.awaitNoneOfOurs();
		assertThat(this.dintero.requests()).isEmpty();
	}

	private static ClientSecret hang(CountDownLatch release, boolean interruptible) {
		boolean released = false;
		while (!released) {
			try {
				released = release.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				if (interruptible) {
					throw new IllegalStateException("interrupted", ex);
				}
			}
		}
		return ClientSecret.of(ReloadablePartner.OLD_SECRET);
	}

	@Test
	void aCachedTokenIsThereAfterTheShutdown() {
		application().run((context) -> {
			DinteroTokens tokens = context.getBean(DinteroTokens.class);
			ReactiveDinteroTokens reactive = context.getBean(ReactiveDinteroTokens.class);
			OAuth2AccessToken own = tokens.getToken("platform");
			OAuth2AccessToken merchants = tokens.getToken("platform", "T11200001");
			closePromptly(context);
			assertThat(tokens.getToken("platform")).isSameAs(own);
			assertThat(tokens.getToken("platform", "T11200001")).isSameAs(merchants);
			assertThat(reactive.getToken("platform").block(PATIENT)).isSameAs(own);
			// Due to be renewed, and due for housekeeping
			this.partner.clock().move(Duration.ofMinutes(210));
			assertThat(tokens.getToken("platform")).isSameAs(own);
			assertThat(tokens.getToken("platform", "T11200001")).isSameAs(merchants);
			assertThat(reactive.getToken("platform", "T11200001").block(PATIENT)).isSameAs(merchants);
		});
	}

	@Test
	void aTokenThatIsNotThereCannotBeHadAfterTheShutdown() {
		application().run((context) -> {
			DinteroTokens tokens = context.getBean(DinteroTokens.class);
			ReactiveDinteroTokens reactive = context.getBean(ReactiveDinteroTokens.class);
			closePromptly(context);
			for (int i = 0; i < 2; i++) {
				assertIsOurs(catchThrowable(() -> tokens.getToken("platform")));
				assertIsOurs(catchThrowable(() -> tokens.getToken("platform", "T11200001")));
				assertIsOurs(catchThrowable(() -> reactive.getToken("platform").block(PATIENT)));
				assertIsOurs(catchThrowable(() -> reactive.getToken("platform", "T11200001").block(PATIENT)));
			}
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@Test
	void aTokenThatHasExpiredCannotBeRenewedAfterTheShutdown() {
		application().run((context) -> {
			DinteroTokens tokens = context.getBean(DinteroTokens.class);
			tokens.getToken("platform", "T11200001");
			int before = this.dintero.requests().size();
			closePromptly(context);
			this.partner.clock().move(Duration.ofHours(25));
			assertIsOurs(catchThrowable(() -> tokens.getToken("platform")));
			assertIsOurs(catchThrowable(() -> tokens.getToken("platform", "T11200001")));
			assertThat(this.dintero.requests()).hasSize(before);
		});
	}

	@Test
	void callersThatComeWhileItClosesGetATokenOrOurException() throws Exception {
		for (int round = 0; round < 10; round++) {
			List<CompletableFuture<@Nullable Throwable>> callers = new ArrayList<>();
			application().run((context) -> {
				DinteroTokens tokens = context.getBean(DinteroTokens.class);
				ReactiveDinteroTokens reactive = context.getBean(ReactiveDinteroTokens.class);
				CountDownLatch begun = new CountDownLatch(4);
				for (int i = 0; i < 4; i++) {
					boolean blocking = i % 2 == 0;
					callers.add(CompletableFuture.supplyAsync(() -> {
						begun.countDown();
						return catchThrowable(() -> {
							while (true) {
								if (blocking) {
									tokens.invalidate("platform");
									tokens.getToken("platform", "T11200001");
								}
								else {
									reactive.getToken("platform", "T11200001").block(PATIENT);
								}
							}
						});
					}, this.executor));
				}
				assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
				closePromptly(context);
				tokens.invalidate("platform");
			});
			for (CompletableFuture<@Nullable Throwable> caller : callers) {
				assertIsOurs(caller.get(30, TimeUnit.SECONDS));
			}
		}
	}

	@Test
	void applicationsThatComeAndGoLeaveNoThreads() {
		for (int i = 0; i < 20; i++) {
			application()
				.run((context) -> assertThat(context.getBean(DinteroTokens.class).getToken("platform", "T11200001"))
					.isNotNull());
		}
		this.threads.awaitNoneOfOurs();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(20);
	}

	@Test
	void anApplicationThatWantsNoTokenStartsNoThread() {
		application().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.threads.hasSomeOfOurs()).isFalse();
		});
	}

	private ApplicationContextRunner application() {
		return this.partner.application().withPropertyValues(FOR_EVER);
	}

	// Blocking callers and reactive subscribers, of the partner or of so many merchants
	private List<CompletableFuture<OAuth2AccessToken>> waiters(AssertableApplicationContext context, int merchants) {
		DinteroTokens tokens = context.getBean(DinteroTokens.class);
		ReactiveDinteroTokens reactive = context.getBean(ReactiveDinteroTokens.class);
		List<CompletableFuture<OAuth2AccessToken>> waiters = new ArrayList<>();
		if (merchants == 0) {
			for (int i = 0; i < WAITERS; i++) {
				waiters.add(CompletableFuture.supplyAsync(() -> tokens.getToken("platform"), this.executor));
				waiters.add(reactive.getToken("platform").toFuture());
			}
		}
		for (int i = 0; i < merchants; i++) {
			String merchant = "T112%05d".formatted(i + 1);
			this.dintero.register(MockMerchant.of("T11200000", merchant));
			waiters.add(CompletableFuture.supplyAsync(() -> tokens.getToken("platform", merchant), this.executor));
			waiters.add(reactive.getToken("platform", merchant).toFuture());
		}
		return waiters;
	}

	private void closePromptly(AssertableApplicationContext context) {
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Thread closing = new Thread(context::close, "closing");
		closing.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
		closing.start();
		Awaitility.await().atMost(PROMPT).until(() -> !closing.isAlive());
		assertThat(failure).hasValue(null);
	}

	private static void assertAllEndWithOurException(List<CompletableFuture<OAuth2AccessToken>> waiters)
			throws Exception {
		for (CompletableFuture<OAuth2AccessToken> waiter : waiters) {
			try {
				waiter.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
				throw new AssertionError("There was a token");
			}
			catch (ExecutionException ex) {
				assertIsOurs(ex.getCause());
			}
		}
	}

	private static void assertIsOurs(@Nullable Throwable failure) {
		assertThat(failure).isInstanceOf(DinteroAuthorizationException.class).hasMessageContaining("'platform'");
	}

	private static OAuth2AccessToken own(AssertableApplicationContext context) {
		return context.getBean(DinteroTokens.class).getToken("platform");
	}

	interface Step {

		void prepare(MockDintero dintero);

	}

	interface Condition {

		boolean isMet(MockDintero dintero);

	}

	/**
	 * What the application is about to do.
	 *
	 * @param name its name
	 * @param step what makes it do so
	 * @param condition whether it does
	 * @param merchants of how many merchants, if it is about merchants
	 */
	record Middle(String name, Step step, Condition condition, int merchants) {

		Middle(String name, Step step, Condition condition) {
			this(name, step, condition, 0);
		}

		Middle ofMerchants(int count) {
			return new Middle(this.name, this.step, this.condition, count);
		}

		void begin(MockDintero dintero) {
			this.step.prepare(dintero);
		}

		boolean isReached(MockDintero dintero) {
			return this.condition.isMet(dintero);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
