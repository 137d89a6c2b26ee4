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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.internal.token.TokenSnapshot.Failure;
import com.dintero.auth.internal.token.TokenSnapshot.State;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the cache says of its tokens.
 */
class TokenSnapshotTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String MERCHANT = "T11200001";

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of("T11200000", "partner", "partner-secret"))
		.merchant(MockMerchant.of("T11200000", MERCHANT))
		.merchant(MockMerchant.of("T11200000", "T11200002"))
		.merchant(MockMerchant.of("T11200000", "T11200003"))
		.start();

	private final TokenFixture fixture = TokenFixture
		.inMovedTime(TestRegistrations.of("partner", this.dintero, this.dintero.client()));

	private final MutableClock clock = this.fixture.clock();

	private final Instant start = this.clock.instant();

	@Test
	void nothingIsKnownBeforeAnybodyAsks() {
		assertThat(own()).isEqualTo(new TokenSnapshot(State.NONE, null, null, null, null));
		assertThat(merchant(MERCHANT)).isNull();
		assertThat(this.fixture.cache().countMerchants("partner")).isEmpty();
		assertThat(this.fixture.cache().merchantSnapshots("partner", "", 10, null)).isEmpty();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void theFirstRequestAndOneAfterExpiryAreUnderWayUntilAnswered() throws Exception {
		for (int i = 0; i < 2; i++) {
			Callers<OAuth2AccessToken> callers;
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				callers = new Callers<>(1, this::getOwn).awaitWaiting();
				hold.awaitRequests(1, PATIENCE);
				assertThat(own().state()).isEqualTo(State.REQUESTED);
			}
			callers.results();
			assertThat(own().state()).isEqualTo(State.VALID);
			this.clock.move(Duration.ofHours(24));
		}
	}

	@Test
	void aTokenHasItsTimes() {
		OAuth2AccessToken token = getOwn();
		assertThat(own()).satisfies((snapshot) -> {
			assertThat(snapshot.state()).isEqualTo(State.VALID);
			assertThat(snapshot.issued()).isEqualTo(this.start).isEqualTo(token.getIssuedAt());
			assertThat(snapshot.expires()).isEqualTo(token.getExpiresAt());
			assertThat(snapshot.nextRenewal()).isBetween(this.start.plus(Duration.ofMinutes(192)),
					this.start.plus(Duration.ofMinutes(205)));
			assertThat(snapshot.lastFailure()).isNull();
			assertThat(snapshot.toString()).doesNotContain(token.getTokenValue());
		});
	}

	@Test
	void aTokenThatIsNoLongerHandedOutHasExpired() {
		getOwn();
		this.clock.move(Duration.ofHours(24));
		assertThat(own().state()).isEqualTo(State.EXPIRED);
		assertThat(own().nextRenewal()).isNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
	}

	@Test
	void aFailureSaysWhenItBeganAndWhyItLasts() {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		assertOwnFails();
		this.clock.move(Duration.ofMinutes(3));
		assertOwnFails();
		assertThat(own().state()).isEqualTo(State.FAILED);
		assertThat(failure()).satisfies((failure) -> {
			assertThat(failure.since()).isEqualTo(this.start);
			assertThat(failure.last()).isEqualTo(this.start.plus(Duration.ofMinutes(3)));
			assertThat(failure.count()).isEqualTo(2);
			assertThat(failure.error()).isEqualTo("invalid_client");
			assertThat(failure.status()).isEqualTo(401);
			assertThat(failure.message()).contains("Check the client id and the client secret")
				.doesNotContain("partner-secret");
		});
	}

	@Test
	void whoseRenewalFailsHasATokenAndAFailure() {
		getOwn();
		this.dintero.tokenEndpoint().failAlways(MockFault.status(503));
		this.clock.move(Duration.ofMinutes(210));
		getOwn();
		Awaitility.await().atMost(PATIENCE).until(() -> own().state() == State.RENEWAL_FAILING);
		assertThat(failure().error()).isEqualTo("temporarily_unavailable");
		assertThat(failure().since()).isEqualTo(this.start.plus(Duration.ofMinutes(210)));
		assertThat(own().nextRenewal()).isBetween(failure().last().plusMillis(1000), failure().last().plusMillis(1250));
	}

	@Test
	void aMerchantThatFailsIsKnownWhileOthersAreAskedFor() {
		this.dintero.exchangeEndpoint().failNext(MockFault.status(500));
		assertMerchantFails();
		this.clock.move(Duration.ofMinutes(9));
		getMerchant("T11200002");
		this.clock.move(Duration.ofSeconds(30));
		this.dintero.exchangeEndpoint().failNext(MockFault.status(500));
		assertMerchantFails();
		assertThat(Objects.requireNonNull(merchant(MERCHANT)).lastFailure()).satisfies((failure) -> {
			assertThat(failure.since()).isEqualTo(this.start);
			assertThat(failure.count()).isEqualTo(2);
		});
		this.clock.move(Duration.ofMinutes(11));
		getMerchant("T11200003");
		Awaitility.await().atMost(PATIENCE).until(() -> merchant(MERCHANT) == null);
	}

	private void assertMerchantFails() {
		assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> getMerchant(MERCHANT));
	}

	@Test
	void aSuccessEndsAFailure() {
		this.dintero.tokenEndpoint().failNext(1, MockFault.status(401));
		assertOwnFails();
		this.clock.move(Duration.ofSeconds(5));
		getOwn();
		assertThat(own().state()).isEqualTo(State.VALID);
		assertThat(own().lastFailure()).isNull();
	}

	@Test
	void whatIsForgottenIsNotKnown() {
		getOwn();
		getMerchant(MERCHANT);
		this.fixture.cache().invalidate("partner", MERCHANT);
		assertThat(merchant(MERCHANT)).isNull();
		this.fixture.cache().invalidate("partner", null);
		assertThat(own().state()).isEqualTo(State.NONE);
	}

	@Test
	void merchantsComeInTheOrderOfTheirAccountsAPageAtATime() {
		List.of("T11200003", MERCHANT, "T11200002").forEach(this::getMerchant);
		assertThat(page("", 2)).containsExactly(MERCHANT, "T11200002");
		assertThat(page("T11200002", 2)).containsExactly("T11200003");
		assertThat(page("T11200003", 2)).isEmpty();
		assertThat(page("", 0)).isEmpty();
	}

	@Test
	void merchantsAreCountedAndFoundByTheirState() {
		getMerchant(MERCHANT);
		assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> getMerchant("T11200009"));
		assertThat(this.fixture.cache().countMerchants("partner")).isEqualTo(Map.of(State.VALID, 1, State.FAILED, 1));
		assertThat(this.fixture.cache().merchantSnapshots("partner", "", 10, State.FAILED)).hasSize(1)
			.hasEntrySatisfying("T11200009",
					(snapshot) -> assertThat(Objects.requireNonNull(snapshot.lastFailure()).status()).isEqualTo(403));
	}

	@Test
	void aRegistrationThatDoesNotExistIsTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.cache().snapshot("other", null))
			.withMessageContaining("[partner]");
	}

	private List<String> page(String after, int limit) {
		return List.copyOf(this.fixture.cache().merchantSnapshots("partner", after, limit, null).keySet());
	}

	private TokenSnapshot own() {
		return Objects.requireNonNull(this.fixture.cache().snapshot("partner", null));
	}

	private Failure failure() {
		return Objects.requireNonNull(own().lastFailure());
	}

	private @Nullable TokenSnapshot merchant(String accountId) {
		return this.fixture.cache().snapshot("partner", accountId);
	}

	private OAuth2AccessToken getOwn() {
		return this.fixture.tokens().getToken("partner");
	}

	private void assertOwnFails() {
		assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(this::getOwn);
	}

	private OAuth2AccessToken getMerchant(String accountId) {
		return this.fixture.tokens().getToken("partner", accountId);
	}

}
