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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What one merchant is told to wait for is a pause for all of its partner. Only the clock
 * moves.
 */
@Timeout(120)
class RetryAfterTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String PARTNER = "T11200000";

	private static final int MERCHANTS = 500;

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner", "partner-secret"))
		.client(MockDinteroClient.of("T11300000", "other", "other-secret"))
		.merchant(MockMerchant.of("T11300000", merchant(0)))
		.start();

	private final TokenFixture fixture = TokenFixture.inMovedTime(
			TestRegistrations.of("partner", this.dintero, MockDinteroClient.of(PARTNER, "partner", "partner-secret")),
			TestRegistrations.of("other", this.dintero, MockDinteroClient.of("T11300000", "other", "other-secret")));

	@BeforeEach
	void registerMerchants() {
		IntStream.range(0, MERCHANTS)
			.filter((i) -> i > 0)
			.forEach((i) -> this.dintero.register(MockMerchant.of(PARTNER, merchant(i))));
		this.fixture.tokens().getToken("partner");
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void fiveHundredMerchantsMakeNoRequestDuringAPause(int status) {
		exchange().failAlways(MockFault.status(status).withHeader("Retry-After", "50"));
		assertThat(failToGetToken(1).getRetryAfter()).isEqualTo(Duration.ofSeconds(50));
		this.fixture.clock().move(Duration.ofSeconds(8));
		for (int i = 2; i < MERCHANTS; i++) {
			DinteroAuthorizationException failure = failToGetToken(i);
			assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(42));
			assertThat(failure.getStatus()).isEqualTo(status);
			assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
			assertThat(failure).hasMessageContainingAll("'partner'", "'%s'".formatted(merchant(i)),
					"/accounts/T11200000/auth/exchange_token", "was not sent", "Wait for that long");
		}
		assertThat(exchange().requestCount()).isEqualTo(1);
		exchange().recover();
		this.fixture.clock().move(Duration.ofSeconds(42).minusMillis(1));
		assertThat(this.fixture.cache().get("partner", merchant(2))).isNotDone();
		assertThat(exchange().requestCount()).isEqualTo(1);
		this.fixture.clock().move(Duration.ofMillis(1));
		for (int i = 1; i < MERCHANTS; i++) {
			assertThat(getToken("partner", i)).isNotNull();
		}
		assertThat(exchange().requestCount()).isEqualTo(MERCHANTS);
	}

	@Test
	void whatIsQueuedWhenAPauseBeginsIsNotSent() {
		exchange().failAlways(MockFault.rateLimited("50"));
		List<Throwable> failures = Flux.range(1, MERCHANTS - 1)
			.flatMap((i) -> this.fixture.reactiveTokens()
				.getToken("partner", merchant(i))
				.then(Mono.<Throwable>empty())
				.onErrorResume(Mono::just), MERCHANTS)
			.collectList()
			.block(PATIENCE);
		assertThat(failures).hasSize(MERCHANTS - 1);
		// As many as were under way
		assertThat(exchange().requestCount()).isLessThanOrEqualTo(15);
	}

	@Test
	void aPauseOfTheThirdStepIsOneOfTheSecondToo() {
		this.dintero.merchantTokenEndpoint().failAlways(MockFault.rateLimited("50"));
		for (int i = 1; i < MERCHANTS; i++) {
			assertThat(failToGetToken(i).getRetryAfter()).isNotNull();
		}
		assertThat(exchange().requestCount()).isEqualTo(1);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aShortPauseIsWaitedForOnceByAllAndThenAllAreServed() throws Exception {
		exchange().failNext(MockFault.rateLimited("2"));
		List<Callers<OAuth2AccessToken>> callers = new ArrayList<>();
		for (int i = 1; i <= 20; i++) {
			int merchant = i;
			callers.add(new Callers<>(1, () -> getToken("partner", merchant)));
			Awaitility.await().until(() -> exchange().requestCount() == 1);
			this.fixture.clock().awaitScheduled(i, Duration.ofSeconds(2));
		}
		this.fixture.clock().move(Duration.ofSeconds(2));
		for (Callers<OAuth2AccessToken> caller : callers) {
			assertThat(caller.results()).doesNotContainNull();
		}
		assertThat(exchange().requestCount()).isEqualTo(21);
	}

	@Test
	void anotherRegistrationAndAnotherEndpointAreNotPaused() {
		exchange().failNext(MockFault.rateLimited("50"));
		failToGetToken(1);
		assertThat(getToken("other", 0)).isNotNull();
		this.fixture.tokens().invalidate("partner");
		assertThat(this.fixture.tokens().getToken("partner")).isNotNull();
		assertThat(failToGetToken(1).getRetryAfter()).isEqualTo(Duration.ofSeconds(50));
	}

	@Test
	void aClockThatIsPutBackEndsAPause() {
		exchange().failNext(MockFault.rateLimited("50"));
		failToGetToken(1);
		this.fixture.clock().jump(Duration.ofDays(-400));
		assertThat(getToken("partner", 2)).isNotNull();
	}

	private MockEndpoint exchange() {
		return this.dintero.exchangeEndpoint();
	}

	private OAuth2AccessToken getToken(String registrationId, int merchant) {
		return this.fixture.tokens().getToken(registrationId, merchant(merchant));
	}

	private DinteroAuthorizationException failToGetToken(int merchant) {
		return catchThrowableOfType(DinteroAuthorizationException.class, () -> getToken("partner", merchant));
	}

	private static String merchant(int number) {
		return "T11201%03d".formatted(number);
	}

}
