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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 200 callers at once, one request. To run it more often:
 * {@code -Ddintero.test.repetitions=1000}.
 */
class SingleFlightTests {

	private static final int CALLERS = 200;

	private static final MockDintero dintero = MockDintero.start();

	private static final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);

	private final TokenFixture fixture = new TokenFixture(dintero);

	@AfterEach
	void reset() {
		dintero.reset();
	}

	@AfterAll
	static void close() {
		executor.shutdownNow();
		dintero.close();
	}

	@Test
	void callersThatAllWaitAreServedByOneRequest() throws Exception {
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(CALLERS, this::getToken).awaitWaiting();
			hold.awaitRequests(1, Duration.ofSeconds(30));
		}
		assertThat(new HashSet<>(callers.results())).hasSize(1);
		assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@ParameterizedTest(name = "run {0}")
	@MethodSource("runs")
	void callersThatComeBeforeWhileAndAfterTheAnswerAreServedByOneRequest(int run) throws Exception {
		Set<OAuth2AccessToken> tokens = new HashSet<>();
		for (Future<OAuth2AccessToken> call : callAtOnce()) {
			tokens.add(call.get(60, TimeUnit.SECONDS));
		}
		assertThat(tokens).hasSize(1);
		assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@ParameterizedTest(name = "run {0}")
	@MethodSource("runs")
	void callersThatFindATokenAboutToExpireAreServedByOneRequest(int run) throws Exception {
		OAuth2AccessToken old = getToken();
		this.fixture.clock().move(Duration.ofHours(24));
		Set<OAuth2AccessToken> tokens = new HashSet<>();
		for (Future<OAuth2AccessToken> call : callAtOnce()) {
			tokens.add(call.get(60, TimeUnit.SECONDS));
		}
		assertThat(tokens).hasSize(1).doesNotContain(old);
		assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	static IntStream runs() {
		return IntStream.rangeClosed(1, Integer.getInteger("dintero.test.repetitions", 20));
	}

	// Every other caller is a reactive one
	private List<Future<OAuth2AccessToken>> callAtOnce() {
		CyclicBarrier start = new CyclicBarrier(CALLERS);
		List<Future<OAuth2AccessToken>> calls = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			boolean reactive = i % 2 == 0;
			calls.add(executor.submit(() -> {
				start.await(60, TimeUnit.SECONDS);
				return reactive ? this.fixture.reactiveTokens().getToken("dintero").block() : getToken();
			}));
		}
		return calls;
	}

	private OAuth2AccessToken getToken() {
		return this.fixture.tokens().getToken("dintero");
	}

}
