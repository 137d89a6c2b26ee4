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
import java.util.Optional;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ScarceThreads;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * A machine that has no more threads: that passes, and so does what comes of it.
 */
@Timeout(120)
class ScarceThreadsTests {

	private static final String MERCHANT = "T11200001";

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of("T11200000", "partner", "partner-secret"))
		.merchant(MockMerchant.of("T11200000", MERCHANT))
		.start();

	@AutoClose("shutdownNow")
	private final ScarceThreads threads = new ScarceThreads();

	private final TokenFixture fixture = TokenFixture.of(this.threads,
			TestRegistrations.of("partner", this.dintero, this.dintero.client()));

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = MERCHANT)
	void aRenewalThatCannotBeginCostsCallersNothingAndIsTriedAgain(@Nullable String account) {
		OAuth2AccessToken token = get(account);
		this.fixture.clock().move(Duration.ofMinutes(210));
		this.threads.exhausted(true);
		assertThat(get(account)).isSameAs(token);
		this.fixture.clock().move(Duration.ofMinutes(1));
		assertThat(get(account)).isSameAs(token);
		this.threads.exhausted(false);
		this.fixture.clock().move(Duration.ofMinutes(1));
		Awaitility.await().until(() -> !get(account).equals(token));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = MERCHANT)
	void afterExpiryCallersFailAndTheNextOneIsServed(@Nullable String account) {
		get(account);
		this.fixture.clock().move(Duration.ofHours(24));
		this.threads.exhausted(true);
		for (int i = 0; i < 3; i++) {
			assertThatException().isThrownBy(() -> get(account)).withStackTraceContaining("unable to create native");
		}
		this.threads.exhausted(false);
		assertThat(get(account)).isNotNull();
	}

	@Test
	void housekeepingThatCannotBeginCostsCallersNothingAndIsTriedAgain() {
		List<OAuth2AccessToken> tokens = List.of(get(null), get(MERCHANT));
		this.threads.exhausted(true);
		this.fixture.clock().move(Duration.ofSeconds(11));
		assertThat(List.of(get(null), get(MERCHANT))).isEqualTo(tokens);
		this.threads.exhausted(false);
		this.dintero.tokenLifetime(Duration.ofDays(9));
		this.fixture.tokens().invalidate("partner", "T11200000");
		get(null);
		this.fixture.clock().move(Duration.ofDays(1));
		get(null);
		Awaitility.await().until(() -> this.fixture.cache().merchantCount("partner") == 0);
	}

	@Test
	void whoeverPausesBetweenAttemptsLearnsOfItAndTheNextOneIsServed() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(503));
		Callers<Optional<OAuth2AccessToken>> caller = new Callers<>(1, () -> {
			assertThatException().isThrownBy(() -> get(null)).withStackTraceContaining("unable to create native");
			return Optional.empty();
		});
		this.fixture.clock().awaitScheduled(1, Duration.ofMillis(200));
		this.threads.exhausted(true);
		this.fixture.clock().move(Duration.ofMillis(200));
		assertThat(caller.results()).hasSize(1);
		this.threads.exhausted(false);
		assertThat(get(null)).isNotNull();
	}

	private OAuth2AccessToken get(@Nullable String account) {
		return (account != null) ? this.fixture.tokens().getToken("partner", account)
				: this.fixture.tokens().getToken("partner");
	}

}
