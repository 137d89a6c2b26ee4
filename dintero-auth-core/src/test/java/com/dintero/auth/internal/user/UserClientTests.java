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
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What users do, end to end over HTTP, each request as Dintero's API has it.
 */
@ParameterizedClass
@EnumSource(Face.class)
class UserClientTests {

	private static final String TOKEN_PATH = "/v1/accounts/T12345678/auth/token";

	private static final String AUDIENCE = "https://api.dintero.com/v1/accounts/T12345678";

	private final JsonMapper json = JsonMapper.builder().build();

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	private final MockDintero dintero = this.fixture.dintero();

	@Parameter
	private Face face;

	@Test
	void aUserSignsInWithAPassword() {
		OAuth2AccessTokenResponse response = client().signIn("ada", UserFixture.ADAS_PASSWORD);
		assertThat(response.getAccessToken().getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
		assertThat(response.getRefreshToken()).isNotNull();
		MockRequest request = onlyRequest(this.dintero.userTokenEndpoint().requests());
		assertRequest(request, TOKEN_PATH, """
				{"grant_type": "password", "username": "ada", "password": "ada's \\"secret\\" p\u00e6ssword",
				"audience": "%s"}""".formatted(AUDIENCE));
		assertCarriesTheClientsToken(request);
	}

	@Test
	void theClientsTokenIsRequestedOnceForAll() {
		client().signIn("ada", UserFixture.ADAS_PASSWORD);
		client().signIn("ada", UserFixture.ADAS_PASSWORD);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void aClientsTokenThatIsNotAcceptedAnyMoreIsRenewedOnce() {
		client().signIn("ada", UserFixture.ADAS_PASSWORD);
		this.dintero.revokeTokens();
		assertThat(client().signIn("ada", UserFixture.ADAS_PASSWORD).getAccessToken()).isNotNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(3);
	}

	@Test
	void aWrongPasswordIsAnInvalidGrantThatPrintsNothingOfIt() {
		DinteroAuthorizationException failure = failToSignIn("ada", "not-adas-password");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure).hasMessageContainingAll("Dintero registration 'dintero'", TOKEN_PATH,
				"The user name or the password is wrong");
		assertThat(PrintedForms.of(failure)).doesNotContain("not-adas-password");
	}

	@Test
	void aWrongPasswordIsTriedTwiceOnceAndNotForTheNextMinute() {
		failToSignIn("ada", "wrong-one");
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(2);
		this.fixture.clock().jump(Duration.ofSeconds(30));
		failToSignIn("ada", "wrong-two");
		failToSignIn("ada", "wrong-three");
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(4);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		this.fixture.clock().jump(Duration.ofSeconds(31));
		failToSignIn("ada", "wrong-four");
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(6);
	}

	@Test
	void wrongPasswordsRequestOneTokenInFiveSecondsWhileDinteroIssuesNone() {
		client().signIn("ada", UserFixture.ADAS_PASSWORD);
		this.dintero.tokenEndpoint().failAlways(MockFault.status(500));
		assertThat(failToSignIn("ada", "wrong-one").getStatus()).isEqualTo(500);
		for (int i = 0; i < 10; i++) {
			assertThat(failToSignIn("ada", "wrong-two").getError().getErrorCode()).isEqualTo("invalid_grant");
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).as("one token, and one renewal").isEqualTo(2);
		this.fixture.clock().jump(Duration.ofSeconds(5));
		assertThat(failToSignIn("ada", "wrong-three").getStatus()).isEqualTo(500);
	}

	@Test
	void aWrongPasswordTakesTheClientsTokenFromNobodyWhileNoNewOneCanBeHad() {
		client().signIn("ada", UserFixture.ADAS_PASSWORD);
		this.dintero.tokenEndpoint().failAlways(MockFault.rateLimited("50"));
		assertThat(failToSignIn("ada", "not-adas-password").getStatus()).isEqualTo(429);
		for (int i = 0; i < 10; i++) {
			assertThat(failToSignIn("ada", "not-adas-password").getStatus()).isEqualTo(401);
			assertThat(client().signIn("ada", UserFixture.ADAS_PASSWORD).getAccessToken()).isNotNull();
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).as("one token, and one renewal").isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void nothingBlankIsSent(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> client().signIn(blank, "password"));
		assertThatIllegalArgumentException().isThrownBy(() -> client().signIn("ada", blank));
		assertThatIllegalArgumentException().isThrownBy(() -> client().exchange(blank));
		assertThatIllegalArgumentException().isThrownBy(() -> client().refresh(blank));
		assertThatIllegalArgumentException().isThrownBy(() -> client().revoke(blank));
		assertThatIllegalArgumentException().isThrownBy(() -> client().requestChallenge(blank, MfaChannel.SMS));
		assertThatIllegalArgumentException().isThrownBy(() -> client().startRecovery(blank, MfaChannel.SMS));
		assertThatIllegalArgumentException().isThrownBy(() -> PasswordlessRecipient.byEmail(blank));
		assertThatIllegalArgumentException().isThrownBy(() -> PasswordlessCode.ofEmail(blank, "1"));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aUserSignsInWithACodeThatWasSentByEmail() {
		client().sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		MockRequest sending = onlyRequest(this.dintero.passwordlessEndpoint().requests());
		assertRequest(sending, "/v1/accounts/T12345678/auth/passwordless", """
				{"audience": "%s", "client_id": "my-client", "connection": "email", "email": "ada@example.com"}"""
			.formatted(AUDIENCE));
		assertCarriesTheClientsToken(sending);
		String code = this.dintero.lastSentCode("ada").code();
		OAuth2AccessTokenResponse response = client().redeemCode(PasswordlessCode.ofEmail("ada@example.com", code));
		assertThat(response.getRefreshToken()).isNotNull();
		assertRequest(onlyRequest(this.dintero.userTokenEndpoint().requests()), TOKEN_PATH, """
				{"grant_type": "authorization_code", "ident_type": "email", "ident": "ada@example.com",
				"verification_code": "%s", "audience": "%s"}""".formatted(code, AUDIENCE));
	}

	@Test
	void aCodeIsGoodOnce() {
		client().sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		PasswordlessCode code = PasswordlessCode.ofUserId(UserFixture.ADA.userId(),
				this.dintero.lastSentCode("ada").code());
		assertThat(client().redeemCode(code).getAccessToken()).isNotNull();
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> client().redeemCode(code));
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(failure).hasMessageContaining("have another one sent");
		assertThat(PrintedForms.of(failure)).doesNotContain(code.verificationCode());
		assertThat(code).asString().doesNotContain(code.verificationCode());
	}

	@Test
	void aCodeCanBeSentBySmsWithMoreThanTheStarterKnowsOf() {
		client().sendCode(PasswordlessRecipient.bySms("bea@example.com").with("user_id", UserFixture.BEA.userId()));
		assertThat(this.dintero.lastSentCode("bea").channel()).isEqualTo("sms");
		assertThat(json(this.dintero.passwordlessEndpoint().requests().get(0).body())).isEqualTo(json("""
				{"audience": "%s", "client_id": "my-client", "connection": "sms", "email": "bea@example.com",
				"user_id": "user-bea"}""".formatted(AUDIENCE)));
	}

	@Test
	void whatIsSentToTheCodeEndpointCannotReplaceTheRegistrationsOwn() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PasswordlessRecipient.byEmail("ada@example.com").with("client_id", "other"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PasswordlessRecipient(Map.of("email", "ada@example.com")));
	}

	@Test
	void anAccountUsersTokenIsExchangedAndIsTheBearerOfThatRequest() {
		String userToken = this.dintero.accountUserToken(UserFixture.ADA);
		assertThat(client().exchange(userToken).getAccessToken()).isNotNull();
		MockRequest request = onlyRequest(this.dintero.userTokenEndpoint().requests());
		assertRequest(request, TOKEN_PATH,
				"{\"grant_type\": \"account_user_token\", \"audience\": \"%s\"}".formatted(AUDIENCE));
		assertThat(request.header("Authorization")).isEqualTo("Bearer " + userToken);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
	}

	@Test
	void anExternalIdTokenIsExchangedToo() {
		String idToken = this.dintero.externalIdToken(UserFixture.ACCOUNT, "ada@example.com");
		assertThat(client().exchange(idToken).getAccessToken()).isNotNull();
	}

	@Test
	void aUsersTokenThatIsNotValidIsAnInvalidGrantAndNothingIsRenewedForIt() {
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> client().exchange("no-token-of-dinteros"));
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(PrintedForms.of(failure)).doesNotContain("no-token-of-dinteros");
		assertThat(this.dintero.requests()).hasSize(1);
		assertThatIllegalArgumentException().isThrownBy(() -> client().exchange("two\r\nlines"))
			.withMessageNotContaining("two");
	}

	@Test
	void aSecondFactorIsAskedForWithAnExceptionOfItsOwn() {
		DinteroMfaRequiredException required = failWithMfa("bea", UserFixture.BEAS_PASSWORD);
		assertThat(required.getRegistrationId()).isEqualTo("dintero");
		assertThat(required.getError().getErrorCode()).isEqualTo("mfa_required");
		assertThat(required.getCode()).isEqualTo("mfa_required");
		assertThat(required.getStatus()).isEqualTo(403);
		assertThat(required.getChannels()).containsExactly(MfaChannel.SMS, MfaChannel.EMAIL);
		assertThat(required.getMfaToken()).isNotBlank();
		assertThat(PrintedForms.of(required)).doesNotContain(required.getMfaToken());
		DinteroMfaRequiredException copy = (DinteroMfaRequiredException) PrintedForms.copyOf(required);
		assertThat(copy.getChannels()).isEqualTo(required.getChannels());
		assertThatIllegalStateException().isThrownBy(copy::getMfaToken);
	}

	// Whoever answered a challenge for it would be let in as the user
	@Test
	void aSecondFactorOfTheClientItselfIsNoneOfTheUsers() {
		this.dintero.tokenEndpoint().failNext(MockFault.mfaRequired("the-mfa-token"));
		DinteroAuthorizationException failure = failToSignIn("ada", UserFixture.ADAS_PASSWORD);
		assertThat(failure).isNotInstanceOf(DinteroMfaRequiredException.class)
			.hasMessageContaining("of the client of Dintero registration 'dintero'")
			.hasRootCauseInstanceOf(DinteroMfaRequiredException.class);
		assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
		assertThat(PrintedForms.of(failure)).doesNotContain("the-mfa-token");
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"email\"", "[\"email\", \"carrier pigeon\"]" })
	void theChannelsAreThoseThatTheAnswerNames(String channels) {
		failWithJson("\"mfa_token\": \"the-mfa-token\", \"oob_channel\": " + channels);
		assertThat(failWithMfa("bea", UserFixture.BEAS_PASSWORD).getChannels()).containsExactly(MfaChannel.EMAIL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"x\": 1", "\"mfa_token\": null", "\"mfa_token\": 7", "\"mfa_token\": \" \"" })
	void withoutAnMfaTokenItIsNoMoreThanForbidden(String members) {
		failWithJson(members);
		DinteroAuthorizationException failure = failToSignIn("bea", UserFixture.BEAS_PASSWORD);
		assertThat(failure).isNotInstanceOf(DinteroMfaRequiredException.class);
		assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"challenge_type\": \"oob\", \"binding_method\": \"prompt\"}",
			"{\"challenge_type\": \"otp\", \"binding_method\": \"prompt\", \"oob_code\": \"x\"}",
			"{\"challenge_type\": \"oob\", \"binding_method\": \"push\", \"oob_code\": \"x\"}",
			"{\"challenge_type\": \"oob\", \"binding_method\": \"prompt\", \"oob_code\": 7}" })
	void aChallengeThatIsNotDinterosIsAFailure(String answer) {
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.body(answer));
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> client().requestChallenge("the-mfa-token", MfaChannel.SMS));
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
		assertThat(failure).hasMessageContaining("/v1/accounts/T12345678/auth/mfa/challenge");
		assertThat(PrintedForms.of(failure)).doesNotContain("the-mfa-token");
	}

	@Test
	void theOtherSpellingsOfTwoGrantsGoOverTheWireWhereTheyAreSet() {
		try (UserFixture older = new UserFixture(new GrantTypeNames("account_user", "mfa_oob"),
				Duration.ofSeconds(30))) {
			DinteroUserClient client = older.client(this.face);
			client.exchange(older.dintero().accountUserToken(UserFixture.ADA));
			String mfaToken = catchThrowableOfType(DinteroMfaRequiredException.class,
					() -> client.signIn("bea", UserFixture.BEAS_PASSWORD))
				.getMfaToken();
			client.answerChallenge(client.requestChallenge(mfaToken, MfaChannel.SMS),
					older.dintero().lastSentCode("bea").code());
			assertThat(older.dintero().userTokenEndpoint().requests())
				.extracting((request) -> json(request.body()).get("grant_type").stringValue())
				.containsExactly("account_user", "password", "mfa_oob");
		}
	}

	@Test
	void aUserSignsInWithASecondFactor() {
		String mfaToken = failWithMfa("bea", UserFixture.BEAS_PASSWORD).getMfaToken();
		MfaChallenge challenge = client().requestChallenge(mfaToken, MfaChannel.SMS);
		MockRequest request = onlyRequest(this.dintero.mfaChallengeEndpoint().requests());
		assertRequest(request, "/v1/accounts/T12345678/auth/mfa/challenge", """
				{"challenge_type": "oob", "mfa_token": "%s", "oob_channel": "sms"}""".formatted(mfaToken));
		assertCarriesTheClientsToken(request);
		String bindingCode = this.dintero.lastSentCode("bea").code();
		assertThat(client().answerChallenge(challenge, bindingCode).getAccessToken()).isNotNull();
		assertRequest(last(this.dintero.userTokenEndpoint().requests()), TOKEN_PATH, """
				{"grant_type": "mfa-oob", "mfa_token": "%s", "oob_code": "%s", "binding_code": "%s"}"""
			.formatted(mfaToken, challenge.oobCode(), bindingCode));
		assertThat(challenge).asString().doesNotContain(mfaToken, challenge.oobCode());
	}

	@Test
	void anotherCodeCanBeSentOverAnotherChannelAndReplacesTheFirst() {
		String mfaToken = failWithMfa("bea", UserFixture.BEAS_PASSWORD).getMfaToken();
		MfaChallenge bySms = client().requestChallenge(mfaToken, MfaChannel.SMS);
		String first = this.dintero.lastSentCode("bea").code();
		MfaChallenge byEmail = client().requestChallenge(mfaToken, MfaChannel.EMAIL);
		assertThat(byEmail.channel()).isEqualTo(MfaChannel.EMAIL);
		assertThat(this.dintero.lastSentCode("bea").recipient()).isEqualTo("bea@example.com");
		assertInvalidGrant(() -> client().answerChallenge(bySms, first), first);
		assertThat(client().answerChallenge(byEmail, this.dintero.lastSentCode("bea").code()).getAccessToken())
			.isNotNull();
	}

	@Test
	void aWrongBindingCodeIsAnInvalidGrantAndTheRightOneIsGoodOnce() {
		MfaChallenge challenge = client().requestChallenge(failWithMfa("bea", UserFixture.BEAS_PASSWORD).getMfaToken(),
				MfaChannel.SMS);
		assertInvalidGrant(() -> client().answerChallenge(challenge, "no-such-code"), "no-such-code");
		String bindingCode = this.dintero.lastSentCode("bea").code();
		assertThat(client().answerChallenge(challenge, bindingCode).getAccessToken()).isNotNull();
		assertInvalidGrant(() -> client().answerChallenge(challenge, bindingCode), bindingCode);
	}

	@Test
	void aBindingCodeExpires() {
		MfaChallenge challenge = client().requestChallenge(failWithMfa("bea", UserFixture.BEAS_PASSWORD).getMfaToken(),
				MfaChannel.SMS);
		this.fixture.clock().jump(Duration.ofMinutes(6));
		String bindingCode = this.dintero.lastSentCode("bea").code();
		assertInvalidGrant(() -> client().answerChallenge(challenge, bindingCode), bindingCode);
	}

	@Test
	void recoveryTakesTwoChallengesOverDifferentChannels() {
		MfaChallenge first = client().startRecovery("bea", MfaChannel.SMS);
		assertRequest(onlyRequest(this.dintero.mfaRecoveryEndpoint().requests()),
				"/v1/accounts/T12345678/auth/mfa/recovery", """
						{"challenge_type": "oob", "username": "bea", "audience": "%s", "oob_channel": "sms"}"""
					.formatted(AUDIENCE));
		String firstCode = this.dintero.lastSentCode("bea").code();
		DinteroMfaRequiredException again = catchThrowableOfType(DinteroMfaRequiredException.class,
				() -> client().answerChallenge(first, firstCode));
		assertThat(again.getMfaToken()).isNotEqualTo(first.mfaToken());
		DinteroAuthorizationException sameChannel = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> client().requestChallenge(again.getMfaToken(), MfaChannel.SMS));
		assertThat(sameChannel.getError().getErrorCode()).isEqualTo("invalid_request");
		MfaChallenge second = client().requestChallenge(again.getMfaToken(), MfaChannel.EMAIL);
		assertThat(client().answerChallenge(second, this.dintero.lastSentCode("bea").code()).getAccessToken())
			.isNotNull();
	}

	@Test
	void aRefreshBringsBothTokensAnew() {
		OAuth2AccessTokenResponse old = client().signIn("ada", UserFixture.ADAS_PASSWORD);
		String refreshToken = refreshToken(old);
		OAuth2AccessTokenResponse renewed = client().refresh(refreshToken);
		assertThat(renewed.getAccessToken().getTokenValue()).isNotEqualTo(old.getAccessToken().getTokenValue());
		assertThat(refreshToken(renewed)).isNotEqualTo(refreshToken);
		MockRequest request = onlyRequest(this.dintero.refreshEndpoint().requests());
		assertRequest(request, TOKEN_PATH,
				"{\"grant_type\": \"refresh_token\", \"refresh_token\": \"%s\"}".formatted(refreshToken));
		assertCarriesTheClientsToken(request);
	}

	@Test
	void withoutANewRefreshTokenTheOldOneStays() {
		this.dintero.rotateRefreshTokens(false);
		String refreshToken = refreshToken(client().signIn("ada", UserFixture.ADAS_PASSWORD));
		assertThat(refreshToken(client().refresh(refreshToken))).isEqualTo(refreshToken);
	}

	@Test
	void aRevokedRefreshTokenIsAnInvalidGrant() {
		String refreshToken = refreshToken(client().signIn("ada", UserFixture.ADAS_PASSWORD));
		client().revoke(refreshToken);
		MockRequest request = onlyRequest(this.dintero.revocationEndpoint().requests());
		assertRequest(request, "/v1/accounts/T12345678/auth/revoke", "{\"token\": \"%s\"}".formatted(refreshToken));
		assertCarriesTheClientsToken(request);
		assertInvalidGrant(() -> client().refresh(refreshToken), refreshToken);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403 })
	void aRefreshTokenThatIsRefusedInWhateverWayIsAnInvalidGrant(int status) {
		this.dintero.refreshEndpoint().failAlways(MockFault.status(status));
		assertInvalidGrant(() -> client().refresh("some-refresh-token"), "some-refresh-token");
	}

	@Test
	void aPasswordThatAGatewayRepeatsIsNotPrinted() {
		this.dintero.userTokenEndpoint()
			.failAlways(MockFault.status(400, "X", "Bad: " + UserFixture.ADAS_PASSWORD + " and x9!z"));
		DinteroAuthorizationException failure = failToSignIn("ada", UserFixture.ADAS_PASSWORD);
		assertThat(PrintedForms.of(failure)).doesNotContain(UserFixture.ADAS_PASSWORD).contains("and x9!z");
		// So short that the gap would tell
		assertThat(PrintedForms.of(failToSignIn("ada", "x9!z"))).doesNotContain("x9!z", "Bad:");
	}

	private DinteroUserClient client() {
		return this.fixture.client(this.face);
	}

	private DinteroAuthorizationException failToSignIn(String username, String password) {
		return catchThrowableOfType(DinteroAuthorizationException.class, () -> client().signIn(username, password));
	}

	private DinteroMfaRequiredException failWithMfa(String username, String password) {
		return catchThrowableOfType(DinteroMfaRequiredException.class, () -> client().signIn(username, password));
	}

	private void failWithJson(String members) {
		this.dintero.userTokenEndpoint()
			.failNext(MockFault.error(403, "application/json",
					"{\"error\": {\"code\": \"mfa_required\", \"message\": \"MFA\"}, %s}".formatted(members)));
	}

	private static void assertInvalidGrant(ThrowingCallable call, String secret) {
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class, call);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(PrintedForms.of(failure)).doesNotContain(secret);
	}

	private void assertRequest(MockRequest request, String path, String body) {
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo(path);
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.header("Accept")).isEqualTo("application/json");
		assertThat(json(request.body())).isEqualTo(json(body));
	}

	private void assertCarriesTheClientsToken(MockRequest request) {
		assertThat(request.header("Authorization")).startsWith("Bearer ");
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	private JsonNode json(String text) {
		return this.json.readTree(text);
	}

	private static MockRequest onlyRequest(List<MockRequest> requests) {
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private static MockRequest last(List<MockRequest> requests) {
		return requests.get(requests.size() - 1);
	}

	private static String refreshToken(OAuth2AccessTokenResponse response) {
		OAuth2RefreshToken refreshToken = response.getRefreshToken();
		assertThat(refreshToken).isNotNull();
		return refreshToken.getTokenValue();
	}

}
