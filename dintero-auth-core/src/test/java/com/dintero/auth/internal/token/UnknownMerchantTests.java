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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Account ids that are well-formed and none of the partner's, as anybody can make them
 * up. Only the clock moves.
 */
@Timeout(120)
class UnknownMerchantTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String PARTNER = "T11200000";

	private static final String UNKNOWN = "T99900001";

	private static final int KNOWN_MERCHANTS = 30;

	private static final int UNKNOWN_MERCHANTS = 3000;

	// Of 16, one is for the partner's own token
	private static final int PLACES = 15;

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner", "partner-secret"))
		.start();

	private final TokenFixture fixture = TokenFixture.inMovedTime(
			TestRegistrations.of("partner", this.dintero, MockDinteroClient.of(PARTNER, "partner", "partner-secret")));

	@Test
	void merchantsThatHadATokenDoNotWaitBehindThousandsOfUnknownOnes() throws Exception {
		List<String> known = IntStream.range(0, KNOWN_MERCHANTS).mapToObj("T11201%03d"::formatted).toList();
		known.forEach((merchant) -> this.dintero.register(MockMerchant.of(PARTNER, merchant)));
		getTokens(Flux.fromIterable(known));
		// Their tokens have expired, and they have left the cache
		this.fixture.clock().move(Duration.ofDays(2));
		this.fixture.tokens().invalidate("partner");
		this.fixture.tokens().getToken("partner");
		int before = exchange().requestCount();
		CountDownLatch queued = new CountDownLatch(1);
		Mono<List<Object>> all = Mono.fromCallable(() -> getTokens(interleaved(known).doOnComplete(queued::countDown)));
		try (MockHold hold = exchange().hold()) {
			CompletableFuture<List<Object>> answers = all.subscribeOn(Schedulers.boundedElastic()).toFuture();
			hold.awaitRequests(PLACES, PATIENCE);
			assertThat(queued.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
			hold.release();
			assertThat(answers.join()).hasSize(KNOWN_MERCHANTS + UNKNOWN_MERCHANTS)
				.filteredOn((answer) -> !(answer instanceof DinteroAuthorizationException))
				.hasSize(KNOWN_MERCHANTS);
		}
		List<MockRequest> requests = exchange().requests().subList(before, exchange().requestCount());
		assertThat(requests).hasSize(KNOWN_MERCHANTS + UNKNOWN_MERCHANTS);
		// Not the very first: a thread may be slow to send what has its turn
		assertThat(requests.subList(0, UNKNOWN_MERCHANTS / 10)).filteredOn((request) -> request.status() == 200)
			.hasSize(KNOWN_MERCHANTS);
		// The unknown ones are not asked for again
		getTokens(interleaved(known));
		assertThat(exchange().requestCount()).isEqualTo(before + KNOWN_MERCHANTS + UNKNOWN_MERCHANTS);
	}

	@Test
	void thatAnAccountIsNoneOfThePartnersIsRememberedForAMinuteThenForTwoAndAtMostForAQuarterOfAnHour() {
		long requests = 1;
		for (int minutes : List.of(1, 2, 4, 8, 15, 15)) {
			assertThat(failToGetToken().getStatus()).isEqualTo(403);
			assertThat(exchange().requestCount()).isEqualTo(requests);
			this.fixture.clock().move(Duration.ofMinutes(minutes).minusMillis(1));
			assertThat(failToGetToken().getStatus()).isEqualTo(403);
			assertThat(exchange().requestCount()).isEqualTo(requests);
			this.fixture.clock().move(Duration.ofMillis(1));
			requests++;
		}
	}

	@Test
	void housekeepingDoesNotForgetIt() {
		failToGetToken();
		this.fixture.clock().move(Duration.ofMinutes(1).plusSeconds(11));
		this.fixture.tokens().getToken("partner");
		failToGetToken();
		this.fixture.clock().move(Duration.ofMinutes(2).minusMillis(1));
		failToGetToken();
		assertThat(exchange().requestCount()).isEqualTo(2);
	}

	@Test
	void anAccountThatHasBecomeThePartnersIsServedAfterThatOrWhenTheMerchantIsInvalidated() {
		failToGetToken();
		this.dintero.register(MockMerchant.of(PARTNER, UNKNOWN));
		assertThat(failToGetToken()).isNotNull();
		this.fixture.tokens().invalidate("partner", UNKNOWN);
		assertThat(this.fixture.tokens().getToken("partner", UNKNOWN)).isNotNull();
	}

	@ParameterizedTest
	@MethodSource
	void otherRejectionsOfAMerchantAreForgottenAsSoonAsAnyOther(MockFault fault) {
		this.dintero.register(MockMerchant.of(PARTNER, UNKNOWN));
		exchange().failNext(fault);
		failToGetToken();
		this.fixture.clock().move(Duration.ofSeconds(5));
		assertThat(this.fixture.tokens().getToken("partner", UNKNOWN)).isNotNull();
	}

	static Stream<MockFault> otherRejectionsOfAMerchantAreForgottenAsSoonAsAnyOther() {
		return Stream.of(MockFault.status(400), MockFault.error(403, "text/html", "<html>Forbidden</html>"));
	}

	@Test
	void theRejectionOfAMerchantsLastStepIsForgottenAsSoonAsAnyOther() {
		this.dintero.register(MockMerchant.of(PARTNER, UNKNOWN));
		this.dintero.merchantTokenEndpoint().failNext(MockFault.status(403));
		failToGetToken();
		this.fixture.clock().move(Duration.ofSeconds(5));
		assertThat(this.fixture.tokens().getToken("partner", UNKNOWN)).isNotNull();
	}

	@Test
	void whatIsRememberedHasNoStackTraceNorCauseAndIsWhatCallersGetOneWithTheirOwnOf() {
		DinteroAuthorizationException first = failToGetToken();
		DinteroAuthorizationException second = failToGetToken();
		assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
		assertThat(second.getStackTrace()).isNotEmpty();
		assertThat(second.getCode()).isEqualTo(first.getCode());
		assertThat(second.getAccountId()).isEqualTo(UNKNOWN);
		Throwable remembered = Objects.requireNonNull(second.getCause());
		assertThat(remembered.getStackTrace()).isEmpty();
		assertThat(remembered).hasNoCause();
	}

	private DinteroAuthorizationException failToGetToken() {
		return catchThrowableOfType(DinteroAuthorizationException.class,
				() -> this.fixture.tokens().getToken("partner", UNKNOWN));
	}

	private static Flux<String> interleaved(List<String> known) {
		int each = UNKNOWN_MERCHANTS / KNOWN_MERCHANTS;
		return Flux.range(0, KNOWN_MERCHANTS)
			.concatMapIterable((i) -> Flux.range(i * each, each)
				.map("T5550%04d"::formatted)
				.concatWithValues(known.get(i))
				.toIterable());
	}

	private List<Object> getTokens(Flux<String> merchants) {
		return Objects.requireNonNull(
				merchants
					.flatMap((merchant) -> this.fixture.reactiveTokens()
						.getToken("partner", merchant)
						.cast(Object.class)
						.onErrorResume(Mono::just), Integer.MAX_VALUE)
					.collectList()
					.block(PATIENCE));
	}

	private MockEndpoint exchange() {
		return this.dintero.exchangeEndpoint();
	}

}
