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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import com.dintero.auth.AccountId;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A partner's tokens for its merchants.
 */
class MerchantTokenTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String PARTNER = "T11200000";

	private static final String MERCHANT = "T11200001";

	private static final String PARTNER_AUDIENCE = "https://api.dintero.com/v1/accounts/T11200000";

	private static final int MERCHANTS = 1000;

	// Of 16, one is for the partner's own token
	private static final int PLACES = 15;

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner", "partner-secret"))
		.merchant(MockMerchant.of(PARTNER, MERCHANT))
		.merchant(MockMerchant.of(PARTNER, "T99900001"))
		.start();

	private final TokenFixture fixture = TokenFixture.inMovedTime(partner(true, PARTNER_AUDIENCE));

	@Test
	void aMerchantsTokenIsGotInThreeSteps() {
		OAuth2AccessToken token = getToken(MERCHANT);
		assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(this.dintero.requests()).extracting(MockRequest::path)
			.containsExactly("/v1/accounts/T11200000/auth/token", "/v1/accounts/T11200000/auth/exchange_token",
					"/v1/accounts/T11200001/auth/token");
		assertThat(this.dintero.exchangeEndpoint().requests().get(0).body())
			.isEqualTo("{\"account_id\":\"T11200001\"}");
		assertThat(this.dintero.merchantTokenEndpoint().requests().get(0).body())
			.isEqualTo("{\"grant_type\":\"client_credentials\",\"audience\":\"%s\"}".formatted(PARTNER_AUDIENCE));
		assertThat(getToken(MERCHANT)).isSameAs(token);
		assertRequests(1, 1, 1);
	}

	@Test
	void theThirdStepHasTheAudienceThatIsConfigured() {
		String audience = "https://api.dintero.com/v1/accounts/T11200001";
		TokenFixture other = TokenFixture.inMovedTime(partner(true, audience));
		other.tokens().getToken("partner", MERCHANT);
		assertThat(this.dintero.merchantTokenEndpoint().requests().get(0).body()).contains(audience);
		assertThat(this.dintero.tokenEndpoint().requests().get(0).body()).contains(PARTNER_AUDIENCE);
	}

	@Test
	void withoutTheThirdStepTheExchangeTokenIsTheMerchants() {
		TokenFixture other = TokenFixture.inMovedTime(partner(false, PARTNER_AUDIENCE));
		OAuth2AccessToken token = other.tokens().getToken("partner", MERCHANT);
		assertThat(other.tokens().getToken("partner", MERCHANT)).isSameAs(token);
		assertRequests(1, 1, 0);
	}

	@Test
	void eachMerchantHasATokenOfItsOwnAndTheyShareThePartners() {
		OAuth2AccessToken one = getToken(MERCHANT);
		// Only Dintero knows whose merchant it is
		OAuth2AccessToken two = getToken("T99900001");
		OAuth2AccessToken own = this.fixture.tokens().getToken("partner");
		assertThat(Set.of(one.getTokenValue(), two.getTokenValue(), own.getTokenValue())).hasSize(3);
		assertRequests(1, 2, 2);
	}

	@Test
	void thePartnersOwnAccountIsNoMerchant() {
		assertThat(this.fixture.tokens().getToken("partner")).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> getToken(PARTNER))
			.withMessageContainingAll("'partner'", "without an account id");
		assertRequests(1, 0, 0);
	}

	@Test
	void thePartnersOwnAccountReplacesAndRejectsNoToken() {
		OAuth2AccessToken own = this.fixture.tokens().getToken("partner");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.fixture.tokens().replaceToken("partner", PARTNER, own))
			.withMessageContainingAll("'partner'", "without an account id");
		StepVerifier.create(this.fixture.reactiveTokens().replaceToken("partner", PARTNER, own))
			.expectError(IllegalArgumentException.class)
			.verify(PATIENCE);
		assertThat(this.fixture.tokens().getToken("partner")).isSameAs(own);
		assertRequests(1, 0, 0);
	}

	@Test
	void bothFacesShareTheTokensOfMerchants() {
		OAuth2AccessToken token = this.fixture.reactiveTokens().getToken("partner", MERCHANT).block(PATIENCE);
		assertThat(getToken(MERCHANT)).isSameAs(token);
		assertThat(this.fixture.reactiveTokens().getToken("partner", MERCHANT).block(PATIENCE)).isSameAs(token);
		assertRequests(1, 1, 1);
	}

	@Test
	void callersOfOneMerchantShareOneFlight() throws Exception {
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			callers = new Callers<>(50, () -> getToken(MERCHANT)).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
		}
		assertThat(new HashSet<>(callers.results())).hasSize(1);
		assertRequests(1, 1, 1);
	}

	@Test
	void merchantsThatComeTogetherShareTheFlightOfThePartner() {
		registerMerchants();
		assertThat(getTokensOfAll()).hasSize(MERCHANTS).doesNotHaveDuplicates();
		assertRequests(1, MERCHANTS, MERCHANTS);
		assertThat(this.dintero.peakTokenRequests()).isLessThanOrEqualTo(16);
		assertThat(getTokensOfAll()).hasSize(MERCHANTS);
		assertRequests(1, MERCHANTS, MERCHANTS);
	}

	@Test
	void aPartnersTokenThatIsRejectedWhileAThousandExchangesAreUnderWayIsRenewedOnce() {
		registerMerchants();
		this.fixture.tokens().getToken("partner");
		this.dintero.revokeTokens(PARTNER);
		assertThat(getTokensOfAll()).hasSize(MERCHANTS);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(MERCHANTS);
		// As many found out as were under way when it happened
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isBetween(MERCHANTS + 1, 2 * MERCHANTS);
	}

	@Test
	void aPartnersTokenThatIsNeverAcceptedIsRenewedOnceAndNotForEachMerchant() {
		this.fixture.tokens().getToken("partner");
		this.dintero.exchangeEndpoint().failAlways(MockFault.status(401));
		for (String merchant : List.of(MERCHANT, "T99900001", "T99900002")) {
			DinteroAuthorizationException failure = failToGetToken(merchant);
			assertThat(failure.getAccountId()).isEqualTo(merchant);
			assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token");
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aPartnersTokenThatAnExchangeRejectsIsHandedOutWhileNoNewOneCanBeHad() {
		OAuth2AccessToken own = this.fixture.tokens().getToken("partner");
		OAuth2AccessToken merchants = getToken(MERCHANT);
		this.dintero.exchangeEndpoint().failNext(MockFault.status(401));
		this.dintero.tokenEndpoint().failAlways(MockFault.rateLimited("50"));
		assertThat(failToGetToken("T99900001").getStatus()).isEqualTo(429);
		assertThat(this.fixture.tokens().getToken("partner")).isSameAs(own);
		assertThat(getToken(MERCHANT)).isSameAs(merchants);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aMerchantWhoseExchangeFailsFailsAlone() {
		DinteroAuthorizationException failure = failToGetToken("T88800001");
		assertThat(failure).hasMessageContainingAll("'partner'", "'T88800001'",
				"/accounts/T11200000/auth/exchange_token", "status 403", "one of this partner's merchants");
		assertThat(failure.getAccountId()).isEqualTo("T88800001");
		assertThat(failure.getRegistrationId()).isEqualTo("partner");
		assertThat(PrintedForms.of(failure)).doesNotContain("partner-secret",
				this.fixture.tokens().getToken("partner").getTokenValue());
		assertThat(getToken(MERCHANT)).isNotNull();
		assertRequests(1, 2, 1);
	}

	@Test
	void aThirdStepThatFailsNamesTheMerchant() {
		this.dintero.merchantTokenEndpoint().failNext(MockFault.status(403, "forbidden", "Not for you"));
		DinteroAuthorizationException failure = failToGetToken(MERCHANT);
		assertThat(failure).hasMessageContainingAll("'partner'", "'T11200001'", "/accounts/T11200001/auth/token",
				"Not for you (forbidden)", PARTNER_AUDIENCE);
		assertThat(failure.getAccountId()).isEqualTo(MERCHANT);
	}

	@Test
	void aPartnerThatCannotGetItsOwnTokenIsWhatItsMerchantsFailWith() {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		DinteroAuthorizationException failure = failToGetToken(MERCHANT);
		assertThat(failure).hasMessageContainingAll("'partner'", "/accounts/T11200000/auth/token", "client secret");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client");
		failToGetToken("T99900001");
		assertRequests(1, 0, 0);
	}

	@ParameterizedTest
	@MethodSource
	void whatIsNoAccountOfAMerchantFailsBeforeAnythingIsRequested(String accountId) {
		assertThatIllegalArgumentException().isThrownBy(() -> getToken(accountId))
			.withMessage("Not the account id of a merchant ('T' or 'P' and eight digits)");
		StepVerifier.create(this.fixture.reactiveTokens().getToken("partner", accountId))
			.expectErrorSatisfies((failure) -> assertThat(failure).isExactlyInstanceOf(IllegalArgumentException.class)
				.hasMessage("Not the account id of a merchant ('T' or 'P' and eight digits)"))
			.verify(PATIENCE);
		assertThat(this.dintero.requests()).isEmpty();
	}

	static Stream<String> whatIsNoAccountOfAMerchantFailsBeforeAnythingIsRequested() {
		return Stream.of("", " ", "T112", "T1120000", "T112000011", "t11200001", "X11200001", "T11200001/../T11200002",
				"T11200001/auth", "T11200001?x=1", "T11200001#", "%54%31", "T11200001\n", " T11200001", "../T11200001",
				"T1120000\u0661", "..", "T11200001%2f..", "T11200001\u0000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "T12345678", "T112" })
	void aRegistrationThatIsNoPartnersHasNoMerchants(String accountId) {
		TokenFixture other = TokenFixture.inMovedTime(registration(accountId, true, PARTNER_AUDIENCE));
		assertThatIllegalArgumentException().isThrownBy(() -> other.tokens().getToken("partner", MERCHANT))
			.withMessageContainingAll("'partner'", "'T11200001'", "'%s'".formatted(accountId), "five zeros");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void anUnknownRegistrationIsToldTogetherWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.tokens().getToken("other", MERCHANT))
			.withMessageContainingAll("'other'", "[partner]");
	}

	@Test
	void aMerchantsTokenIsRenewedAheadLikeAnyOther() {
		this.dintero.tokenLifetime(Duration.ofHours(10));
		OAuth2AccessToken token = getToken(MERCHANT);
		this.fixture.clock().move(Duration.ofHours(8).plusMinutes(30));
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			assertThat(getToken(MERCHANT)).isSameAs(token);
			hold.awaitRequests(1, PATIENCE);
			assertThat(getToken(MERCHANT)).isSameAs(token);
		}
		Awaitility.await().until(() -> !getToken(MERCHANT).equals(token));
		assertRequests(2, 2, 2);
	}

	@Test
	void thePartnersTokenDoesNotWaitBehindMerchants() {
		registerMerchants();
		this.fixture.tokens().getToken("partner");
		List<Thread> waiting = new ArrayList<>();
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			for (int i = 0; i < 40; i++) {
				String merchant = merchant(i);
				Thread thread = new Thread(() -> getToken(merchant));
				thread.start();
				waiting.add(thread);
			}
			hold.awaitRequests(PLACES, PATIENCE);
			this.fixture.tokens().invalidate("partner");
			assertThat(this.fixture.tokens().getToken("partner")).isNotNull();
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(PLACES);
		}
		Awaitility.await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
		assertThat(this.dintero.peakTokenRequests()).isEqualTo(PLACES + 1);
	}

	@Test
	void whoeverWaitsForATurnWhileOthersAreServedIsNotGivenUpAtTheDeadline() throws Exception {
		registerMerchants();
		TokenFixture crowded = TokenFixture.inMovedTime(partner(false, PARTNER_AUDIENCE));
		crowded.tokens().getToken("partner");
		this.dintero.exchangeEndpoint().delay(Duration.ofMillis(500));
		List<Callers<OAuth2AccessToken>> callers = new ArrayList<>();
		for (int i = 0; i < 4 * PLACES; i++) {
			String merchant = merchant(i);
			callers.add(new Callers<>(1, () -> crowded.tokens().getToken("partner", merchant)));
		}
		for (int round = 1; round <= 4; round++) {
			int arrived = PLACES * round;
			Awaitility.await().until(() -> this.dintero.exchangeEndpoint().requestCount() >= arrived);
			crowded.clock().move(Duration.ofSeconds(4));
		}
		for (Callers<OAuth2AccessToken> caller : callers) {
			assertThat(caller.results()).hasSize(1);
		}
	}

	@Test
	void whoeverWaitsForATurnWhileNobodyIsServedGetsTheErrorADeadlineAfterTheTurnAtTheLatest() throws Exception {
		registerMerchants();
		this.fixture.tokens().getToken("partner");
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			List<Callers<DinteroAuthorizationException>> callers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				String merchant = merchant(i);
				callers.add(new Callers<>(1, () -> failToGetToken(merchant)).awaitWaiting());
			}
			hold.awaitRequests(PLACES, PATIENCE);
			moveUntilAreDone(callers);
			for (Callers<DinteroAuthorizationException> caller : callers) {
				assertThat(caller.results().get(0).getError().getErrorCode()).isEqualTo("temporarily_unavailable");
			}
		}
	}

	@Test
	void aClockThatIsPutBackMakesNobodyWhoIsQueuedWaitLonger() throws Exception {
		registerMerchants();
		getToken(MERCHANT);
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			List<Callers<DinteroAuthorizationException>> callers = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				String merchant = merchant(i);
				callers.add(new Callers<>(1, () -> failToGetToken(merchant)).awaitWaiting());
			}
			hold.awaitRequests(PLACES, PATIENCE);
			this.fixture.clock().jump(Duration.ofHours(-1));
			moveUntilAreDone(callers);
			for (Callers<DinteroAuthorizationException> caller : callers) {
				assertThat(caller.results().get(0)).isNotNull();
			}
		}
	}

	// Some may get the places of the first: their deadlines begin when their turn comes
	private void moveUntilAreDone(List<? extends Callers<?>> callers) {
		Awaitility.await().atMost(PATIENCE).until(() -> {
			this.fixture.clock().move(Duration.ofSeconds(10));
			return callers.stream().allMatch(Callers::areDone);
		});
	}

	@Test
	void aPartnersTokenThatHangsIsWhatItsMerchantsFailWith() throws Exception {
		this.dintero.tokenEndpoint().failAlways(MockFault.hang());
		Callers<DinteroAuthorizationException> caller = new Callers<>(1, () -> failToGetToken(MERCHANT));
		Awaitility.await().until(() -> this.dintero.tokenEndpoint().requestCount() == 1);
		this.fixture.clock().awaitScheduled(1, TokenFixture.READ_TIMEOUT);
		this.fixture.clock().move(TokenFixture.READ_TIMEOUT);
		this.fixture.clock().awaitScheduled(1, Duration.ofMillis(200));
		this.fixture.clock().move(Duration.ofSeconds(5));
		DinteroAuthorizationException failure = caller.results().get(0);
		assertThat(failure.getAccountId()).isNull();
		assertThat(failure).hasMessageContainingAll("/accounts/T11200000/auth/token", "no complete answer");
	}

	@Test
	void merchantsThatNobodyAsksForLeaveWhenTheirTokensHaveExpired() {
		registerMerchants();
		this.dintero.tokenLifetime(Duration.ofHours(1));
		getTokensOfAll();
		assertThat(this.fixture.cache().merchantCount("partner")).isEqualTo(MERCHANTS);
		this.fixture.clock().move(Duration.ofMinutes(45));
		getToken(MERCHANT);
		assertThat(this.fixture.cache().merchantCount("partner")).isEqualTo(MERCHANTS + 1);
		this.fixture.clock().move(Duration.ofMinutes(15));
		getToken(MERCHANT);
		Awaitility.await().until(() -> this.fixture.cache().merchantCount("partner") == 1);
	}

	@RepeatedTest(20)
	void aMerchantThatComesBackWhileHouseIsKeptTakesOneRequest() throws Exception {
		for (int day = 1; day <= 20; day++) {
			this.fixture.clock().move(Duration.ofDays(1));
			new Callers<>(8, () -> getToken(MERCHANT)).results();
			assertRequests(day, day, day);
		}
	}

	@Test
	void aMerchantWhoseTokenIsUnderWayIsNotEvicted() throws Exception {
		registerMerchants();
		TokenFixture bounded = bounded(5);
		List<Callers<OAuth2AccessToken>> callers = new ArrayList<>();
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			for (int i = 0; i < 20; i++) {
				String merchant = merchant(i % 10);
				callers.add(new Callers<>(1, () -> bounded.tokens().getToken("partner", merchant)).awaitWaiting());
			}
			hold.awaitRequests(10, PATIENCE);
		}
		for (Callers<OAuth2AccessToken> caller : callers) {
			assertThat(caller.results()).hasSize(1);
		}
		assertRequests(1, 10, 10);
		bounded.tokens().getToken("partner", merchant(10));
		assertThat(bounded.cache().merchantCount("partner")).isEqualTo(5);
	}

	@Test
	void theMerchantWhoseTokenExpiresFirstLeavesFirst() {
		registerMerchants();
		TokenFixture bounded = bounded(5);
		List<OAuth2AccessToken> tokens = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			this.dintero.tokenLifetime(Duration.ofHours((i != 3) ? 24 : 12));
			tokens.add(bounded.tokens().getToken("partner", merchant(i)));
		}
		for (int i : new int[] { 0, 1, 2, 4, 5 }) {
			assertThat(bounded.tokens().getToken("partner", merchant(i))).isSameAs(tokens.get(i));
		}
		assertThat(bounded.tokens().getToken("partner", merchant(3))).isNotSameAs(tokens.get(3));
		assertRequests(1, 7, 7);
	}

	@Test
	void thereAreNotMoreMerchantsThanIsAllowed() {
		registerMerchants();
		TokenFixture bounded = bounded(100);
		for (int i = 0; i < 300; i++) {
			assertThat(bounded.tokens().getToken("partner", merchant(i))).isNotNull();
		}
		assertThat(bounded.cache().merchantCount("partner")).isLessThanOrEqualTo(100);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	private OAuth2AccessToken getToken(String accountId) {
		return this.fixture.tokens().getToken("partner", accountId);
	}

	private DinteroAuthorizationException failToGetToken(String accountId) {
		return catchThrowableOfType(DinteroAuthorizationException.class, () -> getToken(accountId));
	}

	private List<String> getTokensOfAll() {
		return Flux.range(0, MERCHANTS)
			.flatMap((i) -> this.fixture.reactiveTokens().getToken("partner", merchant(i)), MERCHANTS)
			.map(OAuth2AccessToken::getTokenValue)
			.collectList()
			.block(PATIENCE);
	}

	private void registerMerchants() {
		IntStream.range(0, MERCHANTS).forEach((i) -> this.dintero.register(MockMerchant.of(PARTNER, merchant(i))));
	}

	private static String merchant(int number) {
		return "T11201%03d".formatted(number);
	}

	private void assertRequests(int own, int exchange, int merchant) {
		assertThat(this.dintero.tokenEndpoint().requestCount()).as("own").isEqualTo(own);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).as("exchange").isEqualTo(exchange);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).as("merchant").isEqualTo(merchant);
	}

	private TokenFixture bounded(int maximumMerchants) {
		return TokenFixture.inMovedTime(maximumMerchants, null, partner(true, PARTNER_AUDIENCE));
	}

	private DinteroRegistration partner(boolean merchantToken, String audience) {
		return registration(PARTNER, merchantToken, audience);
	}

	private DinteroRegistration registration(String accountId, boolean merchantToken, String audience) {
		return new DinteroRegistration("partner", URI.create(this.dintero.baseUrl()), new AccountId(accountId),
				"partner", ClientSecret.of("partner-secret"), PARTNER_AUDIENCE, false,
				new Exchange(merchantToken, audience), AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
	}

}
