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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.Disposable;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the log says of operations for users.
 */
@ParameterizedClass
@EnumSource(Face.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class UserOperationLogTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String LOGGER = UserOperationLog.class.getName();

	static final List<Operation> OPERATIONS = List.of(
			new Operation("password", (client) -> client.signIn("ada", UserFixture.ADAS_PASSWORD)),
			new Operation("passwordless",
					(client) -> client.sendCode(PasswordlessRecipient.byEmail("ada@example.com"))),
			new Operation("passwordless_code",
					(client) -> client.redeemCode(PasswordlessCode.ofEmail("ada@example.com", "246810"))),
			new Operation("mfa_challenge", (client) -> client.requestChallenge("an-mfa-token", MfaChannel.SMS)),
			new Operation("mfa_oob",
					(client) -> client.answerChallenge(new MfaChallenge("an-mfa-token", "an-oob-code", MfaChannel.SMS),
							"135791")),
			new Operation("mfa_recovery", (client) -> client.startRecovery("bea", MfaChannel.SMS)),
			new Operation("refresh_token", (client) -> client.refresh("a-refresh-token")),
			new Operation("revocation", (client) -> client.revoke("a-refresh-token")));

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	private final MockDintero dintero = this.fixture.dintero();

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@Parameter
	private Face face;

	private DinteroUserClient client() {
		return this.fixture.client(this.face);
	}

	@BeforeEach
	void logAtDebug() {
		this.logging.setLogLevel(LOGGER, LogLevel.DEBUG);
	}

	@AfterEach
	void logAsEver() {
		this.logging.setLogLevel(LOGGER, null);
	}

	// An operation of another test may still end
	private static List<String> lines(CapturedOutput output, String level) {
		return output.getAll()
			.lines()
			.filter((line) -> line
				.matches(".*%s.*The user operation.* of Dintero registration 'dintero' .*".formatted(level)))
			.toList();
	}

	private static String line(CapturedOutput output, String level) {
		assertThat(lines(output, level)).hasSize(1);
		return lines(output, level).get(0);
	}

	private DinteroAuthorizationException fail(Call call) {
		return Objects
			.requireNonNull(catchThrowableOfType(DinteroAuthorizationException.class, () -> call.make(client())));
	}

	@ParameterizedTest
	@FieldSource("OPERATIONS")
	void aWrongSecretOfTheClientIsAWarningOfEachCall(Operation operation, CapturedOutput output) {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401, "UNAUTHORIZED", "No such secret"));
		fail(operation.call());
		assertThat(line(output, "WARN")).contains("'%s'".formatted(operation.name()), "registration 'dintero'",
				this.dintero.baseUrl() + "/accounts/T12345678/auth/token", "status 401", "'UNAUTHORIZED'",
				"invalid_client", "Check the client id and the client secret");
	}

	@ParameterizedTest
	@MethodSource
	void whatDinteroOrTheNetworkIsToBlameForIsAWarning(MockFault fault, String said, CapturedOutput output) {
		client().sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		this.dintero.userTokenEndpoint().failAlways(fault);
		fail((client) -> client.signIn("ada", UserFixture.ADAS_PASSWORD));
		assertThat(line(output, "WARN")).contains("'password'", "registration 'dintero'",
				this.dintero.baseUrl() + "/accounts/T12345678/auth/token", said);
	}

	static Stream<Arguments> whatDinteroOrTheNetworkIsToBlameForIsAWarning() {
		return Stream.of(Arguments.of(MockFault.status(403, "FORBIDDEN", "No"), "'FORBIDDEN'. Check the grants"),
				Arguments.of(MockFault.rateLimited("7"), "status 429"),
				Arguments.of(MockFault.status(400), "invalid_request, status 400"),
				Arguments.of(MockFault.status(500), "server_error, status 500"),
				Arguments.of(MockFault.status(503), "temporarily_unavailable, status 503"),
				Arguments.of(MockFault.disconnect(), "the connection broke"),
				Arguments.of(MockFault.body("{}"), "invalid_token_response, status 200"));
	}

	@Test
	void whatTheUserHasMistypedIsNone(CapturedOutput output) {
		fail((client) -> client.signIn("ada", "a-wrong-password"));
		assertThat(lines(output, "WARN")).isEmpty();
		assertThat(line(output, "DEBUG")).contains("'password'", "'dintero'", "invalid_grant, status 401", " ms");
	}

	@Test
	void aSecondFactorAndAWrongCodeAreNone(CapturedOutput output) {
		DinteroMfaRequiredException required = (DinteroMfaRequiredException) fail(
				(client) -> client.signIn("bea", UserFixture.BEAS_PASSWORD));
		MfaChallenge challenge = client().requestChallenge(required.getMfaToken(), MfaChannel.SMS);
		fail((client) -> client.answerChallenge(challenge, "a-wrong-code"));
		this.dintero.userTokenEndpoint().failNext(MockFault.status(400));
		fail((client) -> client.answerChallenge(challenge, "another-wrong-code"));
		assertThat(lines(output, "WARN")).isEmpty();
		assertThat(lines(output, "DEBUG")).satisfiesExactly((line) -> assertThat(line).contains("mfa_required"),
				(line) -> assertThat(line).contains("success"), (line) -> assertThat(line).contains("invalid_grant"),
				(line) -> assertThat(line).contains("invalid_request"));
	}

	@Test
	void aTokenThatIsExchangedIsLoggedToo(CapturedOutput output) {
		String userToken = this.dintero.accountUserToken(UserFixture.ADA);
		client().exchange(userToken);
		assertThat(line(output, "DEBUG")).contains("'account_user_token'", "success");
		this.dintero.userTokenEndpoint().failNext(MockFault.status(502));
		fail((client) -> client.exchange(userToken));
		assertThat(line(output, "WARN")).contains("'account_user_token'", "status 502").doesNotContain(userToken);
	}

	@Test
	void aRefreshIsLoggedOnceForAllWhoWaitForIt(CapturedOutput output) {
		String refreshToken = Objects
			.requireNonNull(client().signIn("ada", UserFixture.ADAS_PASSWORD).getRefreshToken())
			.getTokenValue();
		this.dintero.refreshEndpoint().failNext(MockFault.status(500));
		List<CompletableFuture<OAuth2AccessTokenResponse>> calls = new ArrayList<>();
		try (MockHold hold = this.dintero.refreshEndpoint().hold()) {
			for (int i = 0; i < 20; i++) {
				calls.add(this.fixture.reactiveClient().refresh(refreshToken).toFuture());
			}
			hold.awaitRequests(1, PATIENCE);
		}
		assertThat(calls).allSatisfy((call) -> assertThat(call).failsWithin(PATIENCE));
		assertThat(line(output, "WARN")).contains("'refresh_token'", "status 500");
		assertThat(lines(output, "DEBUG")).filteredOn((line) -> line.contains("'refresh_token'")).hasSize(1);
	}

	@Test
	void aRefreshTokenThatIsNotSentAgainIsNone(CapturedOutput output) {
		String refreshToken = Objects
			.requireNonNull(client().signIn("ada", UserFixture.ADAS_PASSWORD).getRefreshToken())
			.getTokenValue();
		client().refresh(refreshToken);
		this.fixture.clock().jump(Duration.ofHours(1));
		fail((client) -> client.refresh(refreshToken));
		assertThat(lines(output, "WARN")).isEmpty();
		assertThat(lines(output, "DEBUG")).last().asString().contains("'refresh_token'", "invalid_grant");
	}

	@Test
	void whoGivesUpIsNone(CapturedOutput output) {
		client().sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		try (MockHold hold = this.dintero.userTokenEndpoint().hold()) {
			Disposable call = this.fixture.reactiveClient().signIn("ada", UserFixture.ADAS_PASSWORD).subscribe();
			hold.awaitRequests(1, PATIENCE);
			call.dispose();
		}
		Awaitility.await().until(() -> lines(output, "DEBUG").size() == 2);
		assertThat(lines(output, "WARN")).isEmpty();
	}

	@Test
	void theSameFailureIsAWarningOnceInAMinute(CapturedOutput output) {
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(503));
		for (int i = 0; i < 5; i++) {
			fail((client) -> client.signIn("ada", UserFixture.ADAS_PASSWORD));
		}
		assertThat(lines(output, "WARN")).hasSize(1);
		assertThat(lines(output, "DEBUG")).hasSize(5);
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(500));
		fail((client) -> client.signIn("ada", UserFixture.ADAS_PASSWORD));
		assertThat(lines(output, "WARN")).as("another failure").hasSize(2);
		this.fixture.clock().jump(Duration.ofMinutes(1));
		fail((client) -> client.signIn("ada", UserFixture.ADAS_PASSWORD));
		assertThat(lines(output, "WARN")).as("a minute later").hasSize(3);
	}

	@ParameterizedTest
	@FieldSource("OPERATIONS")
	void nothingOfTheUserIsLogged(Operation operation, CapturedOutput output) {
		String echo = "ada bea ada@example.com 246810 135791 an-mfa-token an-oob-code a-refresh-token "
				+ UserFixture.ADAS_PASSWORD;
		MockFault fault = MockFault.status(500, "ada@example.com", echo);
		List.of(this.dintero.userTokenEndpoint(), this.dintero.refreshEndpoint(), this.dintero.passwordlessEndpoint(),
				this.dintero.revocationEndpoint(), this.dintero.mfaChallengeEndpoint(),
				this.dintero.mfaRecoveryEndpoint())
			.forEach((endpoint) -> endpoint.failAlways(fault));
		fail(operation.call());
		List<String> lines = new ArrayList<>(lines(output, "WARN"));
		lines.addAll(lines(output, "DEBUG"));
		assertThat(lines).hasSize(2)
			.allSatisfy((line) -> assertThat(line).doesNotContain("ada", "bea", "246810", "135791", "an-mfa-token",
					"an-oob-code", "a-refresh-token", "secret"));
	}

	/**
	 * A call.
	 */
	@FunctionalInterface
	interface Call {

		void make(DinteroUserClient client);

	}

	/**
	 * A call and its name in the log.
	 *
	 * @param name the name
	 * @param call the call
	 */
	record Operation(String name, Call call) {

	}

}
