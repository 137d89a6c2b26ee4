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

package com.dintero.auth.internal.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.Disposable;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.user.DinteroUserClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A refresh token is sent once, however many have it, and whatever comes of it.
 */
class RefreshTests {

	private static final int CALLERS = 50;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final MockDintero dintero = this.fixture.dintero();

	private final DinteroUserClient client = this.fixture.client(Face.BLOCKING);

	private final DinteroUserClient reactive = this.fixture.client(Face.REACTIVE);

	@RepeatedTest(10)
	void fiftyAtOnceShareOneRequestOfBothFaces() throws Exception {
		String refreshToken = signIn();
		List<Future<OAuth2AccessTokenResponse>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			for (int i = 0; i < CALLERS; i++) {
				DinteroUserClient client = (i % 2 != 0) ? this.client : this.reactive;
				calls.add(this.executor.submit(() -> client.refresh(refreshToken)));
			}
			hold.awaitRequests(1, PATIENCE);
		}
		assertThat(tokens(calls)).hasSize(1);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void whoeverHasReadTheOldOneAMomentAgoIsServedToo() {
		String refreshToken = signIn();
		OAuth2AccessTokenResponse renewed = this.client.refresh(refreshToken);
		this.fixture.clock().jump(Duration.ofSeconds(59));
		assertThat(this.reactive.refresh(refreshToken).getAccessToken().getTokenValue())
			.isEqualTo(renewed.getAccessToken().getTokenValue());
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
		this.fixture.clock().jump(Duration.ofSeconds(2));
		assertThat(fail(refreshToken).getError().getErrorCode()).isEqualTo("invalid_grant");
	}

	@Test
	void aClockThatThrowsDoesNotWedgeARefreshToken() {
		String refreshToken = signIn();
		AtomicBoolean broken = new AtomicBoolean();
		DinteroUserClient client = this.fixture.client(new Clock() {

			@Override
			public Instant instant() {
				if (broken.get()) {
					throw new IllegalStateException("No time");
				}
				return RefreshTests.this.fixture.clock().instant();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				return this;
			}

		});
		broken.set(true);
		assertThat(catchThrowable(() -> client.refresh(refreshToken))).hasStackTraceContaining("No time");
		broken.set(false);
		assertThat(client.refresh(refreshToken).getAccessToken()).isNotNull();
	}

	@Test
	void isTheOnlyOneForAsLongAsItTakes() throws Exception {
		String refreshToken = signIn();
		Future<OAuth2AccessTokenResponse> first;
		Future<OAuth2AccessTokenResponse> later;
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			first = this.fixture.reactiveClient().refresh(refreshToken).toFuture();
			hold.awaitRequests(1, PATIENCE);
			this.fixture.clock().jump(Duration.ofMinutes(5));
			later = this.fixture.reactiveClient().refresh(refreshToken).toFuture();
		}
		assertThat(tokens(List.of(first, later))).hasSize(1);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void isNotSentAgainOnceItWasReplaced() {
		String refreshToken = signIn();
		this.client.refresh(refreshToken);
		this.fixture.clock().jump(Duration.ofHours(1));
		assertThat(fail(refreshToken).getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void isNotRefusedForAPasswordThatSomebodyElseMistyped() {
		String refreshToken = signIn();
		assertThat(catchThrowable(() -> this.client.signIn("ada", "wrong"))).isNotNull();
		this.fixture.clock().jump(Duration.ofSeconds(10));
		this.dintero.revokeTokens();
		assertThat(this.client.refresh(refreshToken).getAccessToken()).isNotNull();
	}

	@Test
	void whoeverIsServedLaterIsToldWhatIsLeftOfTheLifetime() {
		this.dintero.tokenLifetime(Duration.ofMinutes(10));
		String refreshToken = signIn();
		assertThat(lifetime(this.client.refresh(refreshToken))).isEqualTo(Duration.ofMinutes(10));
		this.fixture.clock().jump(Duration.ofSeconds(40));
		assertThat(lifetime(this.client.refresh(refreshToken))).isEqualTo(Duration.ofSeconds(560));
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aTokenThatHasLivedHalfOfItsLifeIsNotHandedOutAgain() {
		this.dintero.rotateRefreshTokens(false);
		String refreshToken = signIn();
		this.dintero.tokenLifetime(Duration.ofSeconds(30));
		String first = this.client.refresh(refreshToken).getAccessToken().getTokenValue();
		this.fixture.clock().jump(Duration.ofSeconds(16));
		assertThat(this.client.refresh(refreshToken).getAccessToken().getTokenValue()).isNotEqualTo(first);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void whatARevokedTokenHasBroughtAndWhatHasBroughtItIsForgotten() {
		String old = signIn();
		String refreshToken = refreshToken(this.client.refresh(old));
		this.client.revoke(refreshToken);
		assertThat(fail(old).getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(fail(refreshToken).getError().getErrorCode()).isEqualTo("invalid_grant");
		this.dintero.rotateRefreshTokens(false);
		String lasting = signIn();
		this.client.refresh(lasting);
		this.client.revoke(lasting);
		assertThat(fail(lasting).getError().getErrorCode()).isEqualTo("invalid_grant");
	}

	@Test
	void whoeverGivesUpTakesItFromNobody() throws Exception {
		String refreshToken = signIn();
		Future<OAuth2AccessTokenResponse> patient;
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			Disposable cancelled = this.fixture.reactiveClient().refresh(refreshToken).subscribe();
			Future<Throwable> interrupted = this.executor.submit(() -> {
				Thread.currentThread().interrupt();
				return catchThrowable(() -> this.client.refresh(refreshToken));
			});
			hold.awaitRequests(1, PATIENCE);
			cancelled.dispose();
			assertThat(interrupted.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
			patient = this.executor.submit(() -> this.client.refresh(refreshToken));
		}
		assertThat(patient.get(30, TimeUnit.SECONDS).getAccessToken()).isNotNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("outcomesThatNobodyKnows")
	void isNeverSentAgainWhereNobodyKnowsWhatHasComeOfIt(MockFault fault) {
		String refreshToken = signIn();
		this.dintero.refreshEndpoint().failNext(fault);
		assertThat(fail(refreshToken).getError().getErrorCode()).isNotEqualTo("invalid_grant");
		DinteroAuthorizationException failure = fail(refreshToken);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure).hasMessageContainingAll("Dintero registration 'dintero'", "The user must sign in again");
		assertThat(PrintedForms.of(failure)).doesNotContain(refreshToken);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
		// Another one is not concerned
		assertThat(this.client.refresh(signIn()).getAccessToken()).isNotNull();
	}

	static Stream<MockFault> outcomesThatNobodyKnows() {
		return Stream.of(MockFault.disconnect(), MockFault.disconnectHalfway(), MockFault.status(500),
				MockFault.status(502), MockFault.status(504), MockFault.body("{}"), MockFault.oversized(2_000_000));
	}

	@Test
	void isNotSentAgainAfterATimeout() {
		try (UserFixture impatient = new UserFixture(new GrantTypeNames("account_user_token", "mfa-oob"),
				Duration.ofSeconds(1))) {
			DinteroUserClient client = impatient.client(Face.BLOCKING);
			String refreshToken = refreshToken(client.signIn("ada", UserFixture.ADAS_PASSWORD));
			impatient.dintero().refreshEndpoint().failNext(MockFault.hang());
			assertThat(catchThrowableOfType(DinteroAuthorizationException.class, () -> client.refresh(refreshToken)))
				.hasMessageContaining("no complete answer");
			assertThat(catchThrowableOfType(DinteroAuthorizationException.class, () -> client.refresh(refreshToken))
				.getError()
				.getErrorCode()).isEqualTo("invalid_grant");
			assertThat(impatient.dintero().refreshEndpoint().requestCount()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@MethodSource("refusalsThatSayNothingOfTheToken")
	void isSentAgainByTheNextWhereDinteroHasNotTakenIt(MockFault fault) {
		String refreshToken = signIn();
		this.dintero.refreshEndpoint().failNext(fault);
		assertThat(fail(refreshToken).getError().getErrorCode()).isEqualTo("temporarily_unavailable");
		assertThat(this.client.refresh(refreshToken).getAccessToken()).isNotNull();
	}

	static Stream<MockFault> refusalsThatSayNothingOfTheToken() {
		return Stream.of(MockFault.status(503), MockFault.rateLimited("1"));
	}

	@Test
	void isNotLostWhereTheClientsOwnTokenCannotBeHad() {
		String refreshToken = signIn();
		this.dintero.revokeTokens();
		this.fixture.clock().jump(Duration.ofHours(25));
		this.dintero.tokenEndpoint().failNext(MockFault.status(400));
		assertThat(fail(refreshToken).getError().getErrorCode()).isEqualTo("invalid_request");
		this.fixture.clock().jump(Duration.ofSeconds(6));
		assertThat(this.client.refresh(refreshToken).getAccessToken()).isNotNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void carriesTheRenewedTokenOfTheClientWhereTheOldOneIsNotAccepted() {
		String refreshToken = signIn();
		this.fixture.clock().jump(Duration.ofSeconds(10));
		this.dintero.revokeTokens();
		assertThat(this.client.refresh(refreshToken).getAccessToken()).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void callersThatWaitTogetherFailEachWithAnExceptionOfTheirOwn() throws Exception {
		String refreshToken = signIn();
		List<Future<DinteroAuthorizationException>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			this.dintero.refreshEndpoint().failNext(MockFault.status(500));
			for (int i = 0; i < 2; i++) {
				calls.add(this.executor.submit(() -> fail(refreshToken)));
			}
			hold.awaitRequests(1, PATIENCE);
			Awaitility.await().until(() -> this.dintero.refreshEndpoint().requestCount() == 1);
		}
		List<DinteroAuthorizationException> failures = new ArrayList<>();
		for (Future<DinteroAuthorizationException> call : calls) {
			failures.add(call.get(30, TimeUnit.SECONDS));
		}
		assertThat(failures).doesNotHaveDuplicates();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	private String signIn() {
		return refreshToken(this.client.signIn("ada", UserFixture.ADAS_PASSWORD));
	}

	private DinteroAuthorizationException fail(String refreshToken) {
		return catchThrowableOfType(DinteroAuthorizationException.class, () -> this.client.refresh(refreshToken));
	}

	private static Duration lifetime(OAuth2AccessTokenResponse response) {
		return Duration.between(response.getAccessToken().getIssuedAt(), response.getAccessToken().getExpiresAt());
	}

	private static List<String> tokens(List<Future<OAuth2AccessTokenResponse>> calls) throws Exception {
		List<String> tokens = new ArrayList<>();
		for (Future<OAuth2AccessTokenResponse> call : calls) {
			tokens.add(call.get(60, TimeUnit.SECONDS).getAccessToken().getTokenValue());
		}
		return tokens.stream().distinct().toList();
	}

	private static String refreshToken(OAuth2AccessTokenResponse response) {
		OAuth2RefreshToken refreshToken = response.getRefreshToken();
		assertThat(refreshToken).isNotNull();
		return refreshToken.getTokenValue();
	}

}
