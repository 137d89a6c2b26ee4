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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the endpoint's troubles do to those who have a token, and to those who have none.
 * Only the clock moves.
 */
class EndpointFaultTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration LIFETIME = Duration.ofHours(10);

	// The latest moment that it may be due, whatever the jitter
	private static final Duration DUE = Duration.ofHours(8).plusMinutes(30);

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenFixture fixture = TokenFixture.inMovedTime(TestRegistrations.of(this.dintero));

	private final MutableClock clock = this.fixture.clock();

	@ParameterizedTest(name = "{0}")
	@MethodSource("faults")
	void whileTheTokenIsValidNobodyNotices(Fault fault) {
		OAuth2AccessToken old = begin();
		this.dintero.tokenEndpoint().failAlways(fault.answer());
		assertThat(getToken()).isSameAs(old);
		awaitRequests(2);
		if (fault.hangs()) {
			awaitScheduled(TokenFixture.READ_TIMEOUT);
			this.clock.move(TokenFixture.READ_TIMEOUT);
		}
		awaitFailures(1);
		for (int i = 0; i < 100; i++) {
			assertThat(getToken()).isSameAs(old);
		}
		assertRequests(2);
		this.clock.move(fault.rest().minusMillis(1));
		assertThat(getToken()).isSameAs(old);
		assertRequests(2);
		this.dintero.tokenEndpoint().recover();
		// Up to a quarter longer, at random
		this.clock.move(Duration.ofMillis(251));
		assertThat(getToken()).isSameAs(old);
		awaitRequests(3);
		Awaitility.await().until(() -> !getToken().equals(old));
		assertRequests(3);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("faultsThatAreAnswers")
	void withoutATokenCallersGetTheErrorWithinTheDeadlineAndRecoverWithTheFirstGoodAnswer(Fault fault)
			throws Exception {
		this.dintero.tokenEndpoint().failAlways(fault.answer());
		Callers<DinteroAuthorizationException> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(5, this::failToGetToken).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
		}
		Duration waited = Duration.ZERO;
		int requests = 1;
		for (Duration pause : fault.pauses()) {
			awaitRequests(requests);
			awaitScheduled(pause);
			this.clock.move(pause);
			waited = waited.plus(pause);
			requests++;
		}
		assertThat(callers.results()).hasSize(5).allSatisfy((failure) -> {
			assertThat(failure.getError().getErrorCode()).isEqualTo(fault.errorCode());
			assertThat(failure).hasMessageContaining("'dintero'");
		});
		assertThat(waited).isLessThanOrEqualTo(DEADLINE);
		assertRequests(requests);
		this.dintero.tokenEndpoint().recover();
		this.clock.move(fault.rest());
		assertThat(getToken()).isNotNull();
		assertRequests(requests + 1);
	}

	static Stream<Fault> faultsThatAreAnswers() {
		return faults().filter((fault) -> !fault.hangs());
	}

	static Stream<Fault> faults() {
		Duration second = Duration.ofSeconds(1);
		List<Duration> twice = List.of(Duration.ofMillis(200), Duration.ofMillis(400));
		String unavailable = "temporarily_unavailable";
		return Stream.of(new Fault("down", MockFault.disconnect(), second, twice, unavailable),
				new Fault("breaks off", MockFault.disconnectHalfway(), second, twice, unavailable),
				new Fault("hangs", MockFault.hang(), second, List.of(), unavailable),
				new Fault("500", MockFault.status(500), second, List.of(), "server_error"),
				new Fault("502", MockFault.error(502, "text/html", "<h1>Bad gateway</h1>"), second, twice, unavailable),
				new Fault("503", MockFault.status(503), second, twice, unavailable),
				new Fault("504", MockFault.status(504), second, twice, unavailable),
				new Fault("429", MockFault.status(429), second, twice, unavailable),
				new Fault("429, 3 seconds", MockFault.rateLimited("3"), Duration.ofSeconds(3),
						List.of(Duration.ofSeconds(3)), unavailable),
				new Fault("429, 20 seconds", MockFault.rateLimited("20"), Duration.ofSeconds(20), List.of(),
						unavailable),
				new Fault("429, 30 years", MockFault.rateLimited("999999999"), Duration.ofSeconds(60), List.of(),
						unavailable),
				new Fault("429, a date that has passed", MockFault.rateLimited("Thu, 01 Jan 1970 00:00:00 GMT"), second,
						List.of(Duration.ZERO), unavailable),
				new Fault("429, the year 9999", MockFault.rateLimited("Fri, 31 Dec 9999 23:59:59 GMT"),
						Duration.ofSeconds(60), List.of(), unavailable),
				new Fault("429, soon", MockFault.rateLimited("soon"), second, twice, unavailable),
				new Fault("429, -5", MockFault.rateLimited("-5"), second, twice, unavailable),
				new Fault("503, 20 seconds", MockFault.status(503).withHeader("Retry-After", "20"),
						Duration.ofSeconds(20), List.of(), unavailable),
				new Fault("garbage", MockFault.body("<html>"), second, List.of(), "invalid_token_response"),
				new Fault("another type", MockFault.error(200, "text/html", "<html>"), second, List.of(),
						"invalid_token_response"),
				new Fault("a lifetime of 0",
						MockFault.body("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":0}"), second,
						List.of(), "invalid_token_response"),
				new Fault("too much", MockFault.oversized(2 * 1024 * 1024), second, List.of(),
						"invalid_token_response"));
	}

	@Test
	void aDateToWaitForIsBelieved() {
		OAuth2AccessToken old = begin();
		String date = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(this.clock.instant().plusSeconds(20).atZone(ZoneOffset.UTC));
		this.dintero.tokenEndpoint().failNext(MockFault.rateLimited(date));
		getToken();
		awaitFailures(1);
		this.clock.move(Duration.ofSeconds(20).minusMillis(1));
		assertThat(getToken()).isSameAs(old);
		assertRequests(2);
		this.clock.move(Duration.ofMillis(1));
		getToken();
		awaitRequests(3);
	}

	@Test
	void aShortTimeToWaitIsWaitedForOnceAndServed() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.rateLimited("2"));
		Callers<OAuth2AccessToken> callers = new Callers<>(5, this::getToken);
		awaitScheduled(Duration.ofSeconds(2));
		this.clock.move(Duration.ofSeconds(2).minusMillis(1));
		assertRequests(1);
		this.clock.move(Duration.ofMillis(1));
		assertThat(callers.results()).hasSize(5).containsOnly(callers.results().get(0));
		assertRequests(2);
	}

	@Test
	void whoeverAsksWhileDinteroIsToBeLeftAloneWaitsIfThatIsShort() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.rateLimited("20"));
		failToGetToken();
		assertThat(failToGetToken().getRetryAfter()).isEqualTo(Duration.ofSeconds(20));
		assertRequests(1);
		this.clock.move(Duration.ofSeconds(18));
		Callers<OAuth2AccessToken> callers = new Callers<>(3, this::getToken);
		awaitScheduled(Duration.ofSeconds(2));
		assertRequests(1);
		this.clock.move(Duration.ofSeconds(2));
		assertThat(callers.results()).hasSize(3).containsOnly(callers.results().get(0));
		assertRequests(2);
	}

	@Test
	void aSlowEndpointIsWaitedForByThoseWithoutAToken() throws Exception {
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(5, this::getToken).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
			this.clock.move(TokenFixture.READ_TIMEOUT.minusMillis(1));
		}
		assertThat(callers.results()).hasSize(5).containsOnly(callers.results().get(0));
		assertRequests(1);
	}

	@Test
	void aSlowEndpointIsNotNoticedByThoseWithOne() {
		OAuth2AccessToken old = begin();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			assertThat(getToken()).isSameAs(old);
			hold.awaitRequests(1, PATIENCE);
			this.clock.move(Duration.ofSeconds(4));
			for (int i = 0; i < 100; i++) {
				assertThat(getToken()).isSameAs(old);
			}
		}
		Awaitility.await().until(() -> !getToken().equals(old));
		assertRequests(2);
	}

	@Test
	void anEndpointThatFlapsServesWithTheSecondOrThirdAttempt() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(503));
		this.dintero.tokenEndpoint().failNext(MockFault.disconnect());
		Callers<OAuth2AccessToken> callers = new Callers<>(5, this::getToken);
		awaitScheduled(Duration.ofMillis(200));
		this.clock.move(Duration.ofMillis(200));
		awaitScheduled(Duration.ofMillis(400));
		this.clock.move(Duration.ofMillis(400));
		assertThat(callers.results()).hasSize(5).containsOnly(callers.results().get(0));
		assertRequests(3);
	}

	@Test
	void aRenewalThatSomebodyWaitsForIsTriedAgain() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(20));
		OAuth2AccessToken old = getToken();
		this.clock.move(Duration.ofSeconds(18).minusMillis(1));
		this.dintero.tokenEndpoint().failNext(MockFault.status(503));
		Callers<OAuth2AccessToken> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			assertThat(getToken()).isSameAs(old);
			hold.awaitRequests(1, PATIENCE);
			this.clock.move(Duration.ofMillis(1));
			callers = new Callers<>(5, this::getToken).awaitWaiting();
		}
		awaitScheduled(Duration.ofMillis(200));
		this.clock.move(Duration.ofMillis(200));
		assertThat(callers.results()).hasSize(5).containsOnly(callers.results().get(0)).doesNotContain(old);
		assertRequests(3);
	}

	@Test
	void anEndpointThatHangsIsGivenUpAtTheDeadline() throws Exception {
		this.dintero.tokenEndpoint().failAlways(MockFault.hang());
		Callers<DinteroAuthorizationException> callers = new Callers<>(3, this::failToGetToken);
		awaitRequests(1);
		awaitScheduled(TokenFixture.READ_TIMEOUT);
		this.clock.move(TokenFixture.READ_TIMEOUT);
		awaitScheduled(Duration.ofMillis(200));
		this.clock.move(Duration.ofMillis(200));
		awaitRequests(2);
		this.clock.move(DEADLINE.minus(TokenFixture.READ_TIMEOUT).minusMillis(200));
		assertThat(callers.results()).allSatisfy((failure) -> assertThat(failure).hasMessageContainingAll("'dintero'",
				"no complete answer within 5000 ms"));
		assertRequests(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403 })
	void aRejectionIsRememberedForAFewSeconds(int status) {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(status));
		for (int i = 0; i < 1000; i++) {
			assertThat(failToGetToken().getStatus()).isEqualTo(status);
		}
		assertRequests(1);
		this.clock.move(Duration.ofSeconds(5).minusMillis(1));
		failToGetToken();
		assertRequests(1);
		this.dintero.tokenEndpoint().recover();
		this.clock.move(Duration.ofMillis(1));
		assertThat(getToken()).isNotNull();
		assertRequests(2);
	}

	@Test
	void aRejectionIsRememberedNoShorterBecauseOfARetryAfter() {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401).withHeader("Retry-After", "1"));
		failToGetToken();
		this.clock.move(Duration.ofSeconds(5).minusMillis(1));
		failToGetToken();
		assertRequests(1);
	}

	@Test
	void whoeverGetsARememberedRejectionGetsAnExceptionOfItsOwn() {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		DinteroAuthorizationException first = failToGetToken();
		DinteroAuthorizationException second = failToGetToken();
		assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
		assertThat(second.getCause()).isSameAs(first.getCause());
	}

	@Test
	void aClockThatIsPutBackEndsTheMemoryOfARejection() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(401));
		failToGetToken();
		this.clock.jump(Duration.ofDays(-400));
		assertThat(getToken()).isNotNull();
	}

	@Test
	void toInvalidateForgetsARejection() {
		this.dintero.tokenEndpoint().failNext(MockFault.status(401));
		failToGetToken();
		this.fixture.tokens().invalidate("dintero");
		assertThat(getToken()).isNotNull();
		assertRequests(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 405, 500 })
	void anythingElseIsNotRemembered(int status) {
		this.dintero.tokenEndpoint().failNext(MockFault.status(status));
		assertThat(failToGetToken().getStatus()).isEqualTo(status);
		assertThat(getToken()).isNotNull();
		assertRequests(2);
	}

	// Have a token that is due to be renewed
	private OAuth2AccessToken begin() {
		this.dintero.tokenLifetime(LIFETIME);
		OAuth2AccessToken token = getToken();
		this.clock.move(DUE);
		return token;
	}

	private OAuth2AccessToken getToken() {
		return this.fixture.tokens().getToken("dintero");
	}

	private DinteroAuthorizationException failToGetToken() {
		return catchThrowableOfType(DinteroAuthorizationException.class, this::getToken);
	}

	private void awaitRequests(int count) {
		Awaitility.await().until(() -> this.dintero.tokenEndpoint().requestCount() == count);
	}

	private void awaitScheduled(Duration delay) {
		this.clock.awaitScheduled(1, delay);
	}

	private void awaitFailures(int count) {
		Awaitility.await().until(() -> this.fixture.cache().failures("dintero") == count);
	}

	private void assertRequests(int count) {
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(count);
	}

	/**
	 * A trouble.
	 *
	 * @param name what it is
	 * @param answer how the endpoint answers
	 * @param rest how long it is left alone after that
	 * @param pauses what callers without a token wait for before they get the error
	 * @param errorCode the error that they get
	 */
	record Fault(String name, MockFault answer, Duration rest, List<Duration> pauses, String errorCode) {

		boolean hangs() {
			return this.name.equals("hangs");
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
