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
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.http.DinteroRequestAttributes;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The blocking face of the cache.
 */
class DinteroTokensTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenFixture fixture = new TokenFixture(this.dintero);

	@Test
	void anUnknownRegistrationIsToldTogetherWithThoseThatThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.tokens().getToken("other"))
			.withMessageContainingAll("'other'", "[dintero]");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void bothFacesShareOneCache() {
		OAuth2AccessToken token = this.fixture.reactiveTokens().getToken("dintero").block();
		assertThat(getToken()).isSameAs(token);
		assertThat(this.fixture.reactiveTokens().getToken("dintero").block()).isSameAs(token);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aTokenThatIsThereIsGivenToAnInterruptedThread() {
		OAuth2AccessToken token = getToken();
		Thread.currentThread().interrupt();
		assertThat(getToken()).isSameAs(token);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void anInterruptedCallerIsCancelledAndStaysInterruptedWhileOthersAreServed() throws Exception {
		Callers<OAuth2AccessToken> others;
		Callers<List<Object>> interrupted;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			interrupted = new Callers<>(2, this::getTokenUntilInterrupted);
			interrupted.awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
			others = new Callers<>(2, this::getToken).awaitWaiting();
			interrupted.interrupt();
			assertThat(interrupted.results()).allSatisfy((outcome) -> {
				assertThat(outcome.get(0)).isExactlyInstanceOf(CancellationException.class);
				assertThat((Exception) outcome.get(0)).hasMessageContaining("'dintero'")
					.hasCauseExactlyInstanceOf(InterruptedException.class);
				assertThat(outcome.get(1)).as("still interrupted").isEqualTo(true);
			});
		}
		assertThat(new HashSet<>(others.results())).hasSize(1);
		assertThat(getToken()).isSameAs(others.results().get(0));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aFlightLandsThoughNobodyWaitsForItAnyMore() throws Exception {
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			Callers<List<Object>> interrupted = new Callers<>(1, this::getTokenUntilInterrupted).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
			interrupted.interrupt();
			interrupted.results();
		}
		getToken();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	private List<Object> getTokenUntilInterrupted() {
		Throwable thrown = catchThrowable(this::getToken);
		return List.of(thrown, Thread.currentThread().isInterrupted());
	}

	@Test
	void callersOfAFailedFlightEachGetAnExceptionOfTheirOwnWithTheSharedCause() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500, "down", "Later"));
		Callers<DinteroAuthorizationException> callers;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			callers = new Callers<>(5, this::failToGetToken).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
		}
		List<DinteroAuthorizationException> failures = callers.results();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		assertThat(failures).hasSize(5).doesNotHaveDuplicates();
		for (DinteroAuthorizationException failure : failures) {
			assertThat(failure).isExactlyInstanceOf(DinteroAuthorizationException.class)
				.hasMessage(failures.get(0).getMessage());
			assertThat(failure.getCause()).isSameAs(failures.get(0).getCause())
				.isExactlyInstanceOf(DinteroAuthorizationException.class);
			assertThat(failure.getStackTrace()).extracting(StackTraceElement::getMethodName).contains("failToGetToken");
			assertThat(failure.getStatus()).isEqualTo(500);
			assertThat(failure.getCode()).isEqualTo("down");
			assertThat(failure.getSuppressed()).isEmpty();
		}
		getToken();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource
	void nothingIsKeptOfAFailure(MockFault fault) {
		this.dintero.tokenEndpoint().failAlways(fault);
		DinteroAuthorizationException failure = failToGetToken();
		assertThat(failure).isExactlyInstanceOf(DinteroAuthorizationException.class)
			.hasMessageContainingAll("'dintero'", this.dintero.baseUrl() + "/accounts/T12345678/auth/token");
		assertThat(PrintedForms.of(failure)).doesNotContain(this.dintero.client().clientSecret(), "issued-token");
		int requests = this.dintero.tokenEndpoint().requestCount();
		this.dintero.tokenEndpoint().recover();
		// A rejection is remembered for as long
		this.fixture.clock().move(Duration.ofSeconds(5));
		getToken();
		getToken();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(requests + 1);
	}

	static Stream<MockFault> nothingIsKeptOfAFailure() {
		return Stream.of(MockFault.status(400), MockFault.status(401), MockFault.status(403), MockFault.status(404),
				MockFault.status(405), MockFault.status(500), MockFault.status(502), MockFault.status(503),
				MockFault.error(502, "text/html", "<h1>Bad gateway</h1>"), MockFault.error(500, null, ""),
				MockFault.redirect(307, "/v1/accounts/T12345678/auth/token"), MockFault.body("{"),
				MockFault.body("{\"access_token\":\"issued-token\",\"token_type\":\"Bearer\"}"),
				MockFault.body("{\"access_token\":\"issued-token\",\"token_type\":\"mac\",\"expires_in\":60}"),
				MockFault.disconnect(), MockFault.disconnectHalfway(), MockFault.oversized(100 * 1024 * 1024));
	}

	@Test
	void nothingIsKeptOfATimeout() {
		TokenFixture impatient = new TokenFixture(Duration.ofMillis(300), TestRegistrations.of(this.dintero));
		this.dintero.tokenEndpoint().failNext(3, MockFault.hang());
		assertThat(failToGetToken(impatient.tokens())).hasMessageContaining("no complete answer within 300 ms");
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		failToGetToken(impatient.tokens());
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(4);
	}

	@Test
	void aFailedRenewalIsAFailureAndNoOldToken() {
		getToken();
		this.fixture.clock().move(Duration.ofHours(24));
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		assertThat(failToGetToken().getStatus()).isEqualTo(500);
		assertThat(getToken().getIssuedAt()).isEqualTo(this.fixture.clock().instant());
	}

	@Test
	void registrationsFlyIndependently() throws Exception {
		try (MockDintero slow = MockDintero.start(); MockHold hold = slow.tokenEndpoint().hold()) {
			TokenFixture both = new TokenFixture(PATIENCE, TestRegistrations.of("slow", slow, slow.client()),
					TestRegistrations.of("fast", this.dintero, this.dintero.client()));
			Callers<OAuth2AccessToken> callers = new Callers<>(3, () -> both.tokens().getToken("slow")).awaitWaiting();
			hold.awaitRequests(1, PATIENCE);
			OAuth2AccessToken fast = both.tokens().getToken("fast");
			assertThat(slow.tokenEndpoint().requestCount()).isEqualTo(1);
			hold.release();
			assertThat(new HashSet<>(callers.results())).hasSize(1).doesNotContain(fast);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		}
	}

	@Test
	void registrationsOfOneAccountDoNotShareATokenNorAFailure() {
		MockDinteroClient other = MockDinteroClient.of("T12345678", "other-client", "other-secret");
		TokenFixture both = new TokenFixture(PATIENCE, TestRegistrations.of("one", this.dintero, this.dintero.client()),
				TestRegistrations.of("two", this.dintero, other));
		assertThat(both.tokens().getToken("one")).isNotNull();
		assertThat(catchThrowableOfType(DinteroAuthorizationException.class, () -> both.tokens().getToken("two"))
			.getStatus()).isEqualTo(401);
		this.dintero.register(other);
		both.clock().move(Duration.ofSeconds(5));
		assertThat(both.tokens().getToken("two")).isNotEqualTo(both.tokens().getToken("one"));
	}

	@Test
	void whileSecretsCannotBeLookedUpTheOneThatIsKnownIsUsed() {
		TokenFixture failing = TokenFixture.inMovedTime((registrationId) -> {
			throw new IllegalStateException("sealed");
		}, TestRegistrations.of(this.dintero));
		assertThat(failing.tokens().getToken("dintero")).isNotNull();
	}

	@Test
	@SuppressWarnings("NullAway") // what a caller might do
	void anAccountThatIsNullIsNotTheRegistrationsOwn() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.tokens().getToken("dintero", null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.fixture.reactiveTokens().getToken("dintero", null).block());
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.tokens().invalidate("dintero", null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.fixture.tokens().reject("dintero", null, getToken()));
		assertThatIllegalArgumentException().isThrownBy(() -> DinteroRequestAttributes.account(null));
		assertThatIllegalArgumentException().isThrownBy(() -> DinteroRequestAttributes.registration(null));
	}

	private OAuth2AccessToken getToken() {
		return this.fixture.tokens().getToken("dintero");
	}

	private DinteroAuthorizationException failToGetToken() {
		return failToGetToken(this.fixture.tokens());
	}

	private static DinteroAuthorizationException failToGetToken(DinteroTokens tokens) {
		return catchThrowableOfType(DinteroAuthorizationException.class, () -> tokens.getToken("dintero"));
	}

}
