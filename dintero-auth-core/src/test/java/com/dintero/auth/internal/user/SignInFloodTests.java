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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.token.DefaultDinteroTokens;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left for others while somebody floods the sign-in with wrong passwords, and how
 * long users wait. Only the clock moves.
 */
@Timeout(120)
class SignInFloodTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final String PARTNER = "T11200000";

	private static final String MERCHANT = "T11200001";

	private static final String OTHER = "T11300000";

	private static final int POSTERS = 40;

	// Of 16, one is for registrations' own tokens, and two for merchants
	private static final int PLACES = 13;

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner", "partner-secret")
			.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE))
		.client(MockDinteroClient.of(OTHER, "other", "other-secret"))
		.merchant(MockMerchant.of(PARTNER, MERCHANT))
		.user(MockUser.of(PARTNER, "ada", "adas-password"))
		.user(MockUser.of(OTHER, "bea", "beas-password").withEmail("bea@example.com"))
		.start();

	private final MutableClock clock = new MutableClock();

	private final DinteroRegistrations registrations = new DinteroRegistrations(List.of(
			TestLogins.registration(TestRegistrations.of("partner", this.dintero,
					MockDinteroClient.of(PARTNER, "partner", "partner-secret")), TestLogins.notDiscovered()),
			TestRegistrations.of("other", this.dintero, MockDinteroClient.of(OTHER, "other", "other-secret"))));

	// An answer may take longer than anybody waits for it
	private final TokenEndpointClient client = new TokenEndpointClient(TestTransports.of(this.clock),
			Duration.ofSeconds(60), DEADLINE, 16, this.clock);

	private final TokenCache cache = new TokenCache(this.registrations, this.client, (registrationId) -> null,
			Duration.ofMinutes(1), this.clock, null);

	private final UserClients users = new UserClients(this.registrations, this.client, this.cache,
			new GrantTypeNames("account_user_token", "mfa-oob"), this.clock, null);

	private final DinteroTokens tokens = new DefaultDinteroTokens(this.cache);

	private final List<Future<?>> posters = new ArrayList<>();

	private String refreshToken = "";

	@BeforeEach
	void signIn() {
		OAuth2AccessTokenResponse response = user(Face.BLOCKING).signIn("ada", "adas-password");
		assertThat(response.getRefreshToken()).isNotNull();
		this.refreshToken = response.getRefreshToken().getTokenValue();
	}

	@Test
	void aColdMerchantGetsItsTokenWhileNoPasswordIsAnswered() {
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			flood(hold);
			assertThat(this.tokens.getToken("partner", MERCHANT)).isNotNull();
			assertThat(this.tokens.getToken("other")).isNotNull();
			assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(1 + PLACES);
		}
	}

	@Test
	void aRefreshIsNextHoweverManyPasswordsWait() throws Exception {
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			List<CompletableFuture<@Nullable Void>> ends = occupy(hold);
			queuePosters();
			Future<OAuth2AccessTokenResponse> refresh = inTheQueue(
					() -> user(Face.BLOCKING).refresh(this.refreshToken));
			ends.get(0).complete(null);
			assertThat(refresh.get(30, TimeUnit.SECONDS).getAccessToken()).isNotNull();
		}
	}

	@Test
	void aRefreshIsNextThoughPasswordsAreRefusedBecauseTheyTakeLong() throws Exception {
		List<CompletableFuture<TokenResponse>> slow;
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			slow = sendPasswords(PLACES, new CompletableFuture<>());
			hold.awaitRequests(PLACES, PATIENCE);
			this.clock.move(Duration.ofSeconds(9));
		}
		for (CompletableFuture<TokenResponse> password : slow) {
			password.handle((token, failure) -> true).get(30, TimeUnit.SECONDS);
		}
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			List<CompletableFuture<@Nullable Void>> ends = occupy(hold);
			assertThat(sendPasswords(POSTERS, new CompletableFuture<>()))
				.anyMatch(CompletableFuture::isCompletedExceptionally);
			// From now on, what has this deadline is somebody else's
			this.clock.move(Duration.ofMillis(1));
			Future<OAuth2AccessTokenResponse> refresh = inTheQueue(
					() -> user(Face.BLOCKING).refresh(this.refreshToken));
			ends.get(0).complete(null);
			assertThat(refresh.get(30, TimeUnit.SECONDS).getAccessToken()).isNotNull();
		}
	}

	@Test
	void usersOfAnotherRegistrationAreNextHoweverManyPasswordsWait() throws Exception {
		this.tokens.getToken("other");
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			List<CompletableFuture<@Nullable Void>> ends = occupy(hold);
			queuePosters();
			Future<?> other = inTheQueue(() -> {
				Face.BLOCKING.of(this.users, "other").sendCode(PasswordlessRecipient.byEmail("bea@example.com"));
				return null;
			});
			ends.get(0).complete(null);
			other.get(30, TimeUnit.SECONDS);
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whoeverDoesNotGetATurnIsToldSoAtTheDeadline(Face face, String endpoint, Call call) throws Exception {
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			occupy(hold);
			Future<?> waiting = inTheQueue(() -> call.make(this, face));
			this.clock.move(DEADLINE.minusMillis(1));
			assertThat(waiting).isNotDone();
			this.clock.move(Duration.ofMillis(1));
			assertUnavailable(waiting, endpoint);
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	@ExtendWith(OutputCaptureExtension.class)
	void whoeverGetsNoAnswerIsToldSoAtTheDeadlineAndSoIsTheLog(Face face, String endpoint, Call call,
			CapturedOutput output) throws Exception {
		MockFault hang = MockFault.hang();
		List<MockEndpoint> endpoints = List.of(this.dintero.userTokenEndpoint(), this.dintero.refreshEndpoint(),
				this.dintero.passwordlessEndpoint(), this.dintero.revocationEndpoint(),
				this.dintero.mfaChallengeEndpoint(), this.dintero.mfaRecoveryEndpoint(), this.dintero.oidcEndpoint());
		endpoints.forEach((each) -> each.failAlways(hang));
		Future<?> waiting = this.executor.submit(() -> call.make(this, face));
		Awaitility.await().until(() -> endpoints.stream().mapToInt(MockEndpoint::requestCount).sum() == 2);
		this.clock.move(DEADLINE);
		assertUnavailable(waiting, endpoint);
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("WARN") && line.contains("failed"))
			.hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void whoeverWaitsForTheRegistrationsOwnTokenIsToldSoAtTheDeadline(Face face, String endpoint, Call call)
			throws Exception {
		this.tokens.invalidate("partner");
		this.dintero.tokenEndpoint().failAlways(MockFault.hang());
		Future<?> waiting = this.executor.submit(() -> call.make(this, face));
		Awaitility.await().until(() -> this.dintero.tokenEndpoint().requestCount() == 2);
		this.clock.move(DEADLINE);
		assertUnavailable(waiting, "");
	}

	static Stream<Arguments> calls() {
		return Stream.of(Face.values())
			.flatMap((face) -> Stream.of(
					Arguments.of(face, "/auth/token", call("signs in", (user) -> user.signIn("ada", "adas-password"))),
					Arguments.of(face, "/auth/token",
							new Call("refreshes", (test, user) -> user.refresh(test.refreshToken))),
					Arguments.of(face, "/auth/revoke",
							new Call("revokes", (test, user) -> user.revoke(test.refreshToken))),
					Arguments.of(face, "/auth/passwordless",
							call("has a code sent",
									(user) -> user.sendCode(PasswordlessRecipient.byEmail("ada@example.com")))),
					Arguments.of(face, "/auth/token",
							call("redeems a code",
									(user) -> user.redeemCode(PasswordlessCode.ofEmail("ada@example.com", "123456")))),
					Arguments.of(face, "/auth/mfa/challenge",
							call("has a challenge sent",
									(user) -> user.requestChallenge("the-mfa-token", MfaChannel.SMS))),
					Arguments.of(face, "/auth/token",
							call("answers a challenge",
									(user) -> user.answerChallenge(
											new MfaChallenge("the-mfa-token", "the-oob-code", MfaChannel.SMS), "123"))),
					Arguments.of(face, "/auth/mfa/recovery",
							call("recovers", (user) -> user.startRecovery("ada", MfaChannel.SMS))),
					Arguments.of(face, "/auth/oidc/token", new Call("comes back from an identity provider",
							(test, user) -> test.redeemAuthorizationCode()))));
	}

	@Test
	void anAccountUsersTokenIsExchangedWithinTheDeadlineToo() throws Exception {
		for (Face face : Face.values()) {
			this.dintero.userTokenEndpoint().failAlways(MockFault.hang());
			int before = this.dintero.userTokenEndpoint().requestCount();
			Future<?> waiting = this.executor.submit(() -> user(face).exchange("a-users-token"));
			Awaitility.await().until(() -> this.dintero.userTokenEndpoint().requestCount() == before + 1);
			this.clock.move(DEADLINE);
			assertUnavailable(waiting, "/auth/token");
		}
	}

	@Test
	void aRefreshThatNobodyWaitsForAnyMoreIsThereForTheNextWhoAsks() throws Exception {
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			Future<?> waiting = this.executor.submit(() -> user(Face.BLOCKING).refresh(this.refreshToken));
			hold.awaitRequests(1, PATIENCE);
			this.clock.move(DEADLINE);
			assertUnavailable(waiting, "/auth/token");
		}
		assertThat(user(Face.BLOCKING).refresh(this.refreshToken).getAccessToken()).isNotNull();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void aRefreshThatDidNotGetATurnIsNotSpent() throws Exception {
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			occupy(hold);
			Future<?> waiting = inTheQueue(() -> user(Face.BLOCKING).refresh(this.refreshToken));
			this.clock.move(DEADLINE);
			assertUnavailable(waiting, "/auth/token");
		}
		assertThat(this.dintero.refreshEndpoint().requestCount()).isZero();
		assertThat(user(Face.BLOCKING).refresh(this.refreshToken).getAccessToken()).isNotNull();
	}

	@Test
	void whatOneUserIsToldToWaitForKeepsNobodyElseWaiting() {
		this.dintero.userTokenEndpoint().failNext(MockFault.rateLimited("50"));
		assertThat(failToSignIn().getRetryAfter()).isEqualTo(Duration.ofSeconds(50));
		assertThat(user(Face.BLOCKING).signIn("ada", "adas-password")).isNotNull();
		assertThat(this.tokens.getToken("partner", MERCHANT)).isNotNull();
	}

	private DinteroAuthorizationException failToSignIn() {
		try {
			user(Face.BLOCKING).signIn("ada", "adas-password");
		}
		catch (DinteroAuthorizationException ex) {
			return ex;
		}
		throw new AssertionError("signed in");
	}

	private DinteroUserClient user(Face face) {
		return face.of(this.users, "partner");
	}

	private void redeemAuthorizationCode() {
		user(Face.BLOCKING).redeemAuthorizationCode("the-code", TestLogins.REDIRECT_URI);
	}

	private void flood(MockHold hold) {
		startPosters();
		hold.awaitRequests(PLACES, PATIENCE);
		// All are there: a deadline for each, and one more for those in the queue
		this.clock.awaitScheduled(2 * POSTERS - PLACES, DEADLINE);
	}

	private void queuePosters() {
		startPosters();
		this.clock.awaitScheduled(2 * POSTERS, DEADLINE);
		// From now on, what has this deadline is somebody else's
		this.clock.move(Duration.ofMillis(1));
	}

	private void startPosters() {
		for (int i = 0; i < POSTERS; i++) {
			this.posters.add(this.executor.submit(() -> user(Face.BLOCKING).signIn("ada", "wrong")));
		}
	}

	// For longer than the deadline
	private List<CompletableFuture<@Nullable Void>> occupy(MockHold hold) {
		List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>();
		for (int i = 0; i < PLACES; i++) {
			CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
			sendPasswords(1, end);
			ends.add(end);
		}
		hold.awaitRequests(PLACES, PATIENCE);
		return ends;
	}

	private List<CompletableFuture<TokenResponse>> sendPasswords(int count, CompletableFuture<@Nullable Void> end) {
		String token = this.tokens.getToken("partner").getTokenValue();
		TokenRequest request = TokenRequest.password(this.registrations.get("partner"), "ada", "wrong")
			.withToken(token);
		return Stream.generate(() -> this.client.send(request, end)).limit(count).toList();
	}

	private <T> Future<T> inTheQueue(Callable<T> call) {
		Future<T> waiting = this.executor.submit(call);
		this.clock.awaitScheduled(2, DEADLINE);
		return waiting;
	}

	private static void assertUnavailable(Future<?> call, String endpoint) throws Exception {
		try {
			call.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() instanceof CompletionException wrapped) ? wrapped.getCause()
					: ex.getCause();
			assertThat(cause).isInstanceOfSatisfying(DinteroAuthorizationException.class, (failure) -> {
				assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
				assertThat(failure).hasMessageContainingAll("'partner'", endpoint, "10000 ms", "allow more");
			});
			return;
		}
		throw new AssertionError("answered");
	}

	private static Call call(String name, Consumer<DinteroUserClient> call) {
		return new Call(name, (test, user) -> call.accept(user));
	}

	record Call(String name, BiConsumer<SignInFloodTests, DinteroUserClient> call) {

		@Nullable Void make(SignInFloodTests test, Face face) {
			this.call.accept(test, test.user(face));
			return null;
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
