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
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tokens that are replaced or forgotten before they expire.
 */
class InvalidationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String MERCHANT = "T11200001";

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of("T11200000", "partner", "partner-secret"))
		.merchant(MockMerchant.of("T11200000", MERCHANT))
		.merchant(MockMerchant.of("T11200000", "T11200002"))
		.start();

	private final TokenFixture fixture = TokenFixture
		.inMovedTime(TestRegistrations.of("partner", this.dintero, this.dintero.client()));

	private final MutableClock clock = this.fixture.clock();

	private final DinteroTokens tokens = this.fixture.tokens();

	@Test
	void aTokenThatIsRejectedIsHandedOutUntilThereIsANewOne() {
		OAuth2AccessToken token = own();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			assertThat(this.tokens.reject("partner", token)).isTrue();
			hold.awaitRequests(1, PATIENCE);
			assertThat(own()).isSameAs(token);
		}
		Awaitility.await().until(() -> !own().equals(token));
		assertRequests(2);
	}

	@Test
	void aTokenThatIsRejectedIsReplacedForWhoeverWaits() {
		OAuth2AccessToken token = own();
		OAuth2AccessToken next = this.tokens.replaceToken("partner", token);
		assertThat(next.getTokenValue()).isNotEqualTo(token.getTokenValue());
		assertThat(own()).isSameAs(next);
		assertRequests(2);
	}

	@ParameterizedTest
	@MethodSource
	void aTokenThatIsRejectedIsNotLostWhereThereIsNoNewOne(MockFault fault) {
		OAuth2AccessToken token = own();
		OAuth2AccessToken merchant = merchant(MERCHANT);
		this.dintero.tokenEndpoint().failAlways(fault);
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.tokens.replaceToken("partner", token));
		assertThat(own()).isSameAs(token);
		assertThat(merchant(MERCHANT)).isSameAs(merchant);
	}

	static Stream<MockFault> aTokenThatIsRejectedIsNotLostWhereThereIsNoNewOne() {
		return Stream.of(MockFault.rateLimited("50"), MockFault.status(401), MockFault.status(403));
	}

	@Test
	void onlyTheTokenThatIsStillHandedOutIsReplaced() {
		OAuth2AccessToken token = own();
		OAuth2AccessToken next = this.tokens.replaceToken("partner", token);
		for (int i = 0; i < 1000; i++) {
			assertThat(this.tokens.reject("partner", token)).as("there is another one").isTrue();
			assertThat(this.tokens.replaceToken("partner", token)).isSameAs(next);
		}
		assertRequests(2);
	}

	@Test
	void callersThatSayItTogetherShareOneRenewal() throws Exception {
		OAuth2AccessToken token = own();
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(50, () -> this.tokens.replaceToken("partner", token)).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
		}
		assertThat(new HashSet<>(callers.results())).hasSize(1).doesNotContain(token);
		assertRequests(2);
	}

	@Test
	void aRenewalThatIsRejectedTooIsKeptForAWhile() {
		OAuth2AccessToken second = this.tokens.replaceToken("partner", own());
		this.clock.move(Duration.ofSeconds(5).minusMillis(1));
		assertThat(this.tokens.reject("partner", second)).isFalse();
		assertThat(this.tokens.replaceToken("partner", second)).isSameAs(second);
		assertThat(own()).isSameAs(second);
		assertRequests(2);
		this.clock.move(Duration.ofMillis(1));
		assertThat(this.tokens.replaceToken("partner", second)).isNotSameAs(second);
		assertRequests(3);
	}

	@Test
	void aClockThatIsPutBackEndsThatWhile() {
		OAuth2AccessToken second = this.tokens.replaceToken("partner", own());
		this.clock.jump(Duration.ofDays(-400));
		assertThat(this.tokens.reject("partner", second)).isTrue();
	}

	@Test
	void aMerchantsTokenIsReplacedAlone() {
		OAuth2AccessToken one = merchant(MERCHANT);
		OAuth2AccessToken two = merchant("T11200002");
		assertThat(this.tokens.replaceToken("partner", MERCHANT, one)).isNotSameAs(one);
		assertThat(merchant("T11200002")).isSameAs(two);
		assertRequests(1);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
	}

	@Test
	void whatWasNeverHandedOutRejectsNothing() {
		assertThat(this.tokens.reject("partner", MERCHANT, own())).isTrue();
		assertThat(this.tokens.reject("partner", "nonsense", own())).isTrue();
		own();
		assertRequests(1);
	}

	@Test
	void toInvalidateARegistrationForgetsItsMerchantsToo() {
		OAuth2AccessToken own = own();
		OAuth2AccessToken merchant = merchant(MERCHANT);
		this.tokens.invalidate("partner");
		assertThat(merchant(MERCHANT)).isNotSameAs(merchant);
		assertThat(own()).isNotSameAs(own);
		assertRequests(2);
	}

	@Test
	void toInvalidateAMerchantForgetsNothingElse() {
		OAuth2AccessToken own = own();
		OAuth2AccessToken one = merchant(MERCHANT);
		OAuth2AccessToken two = merchant("T11200002");
		this.fixture.reactiveTokens().invalidate("partner", MERCHANT);
		assertThat(merchant(MERCHANT)).isNotSameAs(one);
		assertThat(merchant("T11200002")).isSameAs(two);
		assertThat(own()).isSameAs(own);
	}

	@Test
	void toInvalidateThePartnersOwnAccountForgetsItsOwnTokenOnly() {
		OAuth2AccessToken own = own();
		OAuth2AccessToken merchant = merchant(MERCHANT);
		this.tokens.invalidate("partner", "T11200000");
		assertThat(own()).isNotSameAs(own);
		assertThat(merchant(MERCHANT)).isSameAs(merchant);
	}

	@Test
	void whatAFlightBringsThatBeganBeforeIsForThoseWhoWaitedOnly() throws Exception {
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(2, this::own).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
			this.tokens.invalidate("partner");
		}
		OAuth2AccessToken waited = callers.results().get(0);
		assertThat(own()).isNotSameAs(waited);
		assertRequests(2);
	}

	@Test
	void aRegistrationThatDoesNotExistIsTold() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tokens.invalidate("other"))
			.withMessageContainingAll("'other'", "[partner]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.tokens.reject("other", own()));
	}

	@Test
	void onlyTokensThatCallersCanGetAreCounted() {
		assertThat(this.fixture.cache().cachedTokens("partner")).isZero();
		merchant(MERCHANT);
		assertThat(this.fixture.cache().cachedTokens("partner")).isEqualTo(2);
		this.clock.move(Duration.ofHours(24));
		assertThat(this.fixture.cache().cachedTokens("partner")).isZero();
	}

	private OAuth2AccessToken own() {
		return this.tokens.getToken("partner");
	}

	private OAuth2AccessToken merchant(String accountId) {
		return this.tokens.getToken("partner", accountId);
	}

	private void assertRequests(int count) {
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(count);
	}

}
