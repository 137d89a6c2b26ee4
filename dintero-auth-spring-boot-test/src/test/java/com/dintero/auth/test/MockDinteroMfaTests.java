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

package com.dintero.auth.test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users who have to answer a challenge of a {@link MockDintero}, also to recover.
 */
class MockDinteroMfaTests {

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final MockDintero dintero = UserHttp.dintero().clock(this.clock).start();

	private final UserHttp users = new UserHttp(this.dintero);

	@ParameterizedTest
	@CsvSource({ "sms,+4787654321", "email,bob@example.com" })
	void aChallengeIsSent(String channel, String recipient) throws Exception {
		HttpResponse<String> response = challenge(UserHttp.challenge(this.users.mfaToken(), channel));
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("challenge_type", "binding_method", "oob_code");
		assertThat(body.get("challenge_type").stringValue()).isEqualTo("oob");
		assertThat(body.get("binding_method").stringValue()).isEqualTo("prompt");
		MockSentCode code = this.dintero.lastSentCode("bob");
		assertThat(code.channel()).isEqualTo(channel);
		assertThat(code.recipient()).isEqualTo(recipient);
		assertThat(code.code()).matches("\\d{6}");
	}

	@Test
	void theDefaultChannelIsSms() throws Exception {
		challenge(UserHttp.without(UserHttp.challenge(this.users.mfaToken(), "sms"), "oob_channel"));
		assertThat(this.dintero.lastSentCode("bob").channel()).isEqualTo("sms");
	}

	@Test
	void aChannelThatTheUserLacksIsABadRequest() throws Exception {
		MockUser eve = MockUser.of("T12345678", "eve", "password").withEmail("eve@example.com").withMfa();
		this.dintero.register(eve);
		String mfaToken = UserHttp.text(this.users.token(UserHttp.password(eve)), "mfa_token");
		DinteroErrors.assertBadRequest(challenge(UserHttp.challenge(mfaToken, "sms")), "oob_channel");
		assertThat(this.dintero.sentCodes()).isEmpty();
		assertThat(challenge(UserHttp.challenge(mfaToken, "email")).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "oob_channel,phone", "oob_channel,SMS", "challenge_type,otp" })
	void aChallengeOfAnotherKindIsABadRequest(String member, String value) throws Exception {
		DinteroErrors.assertBadRequest(
				challenge(UserHttp.with(UserHttp.challenge(this.users.mfaToken(), "sms"), member, value)), member);
		DinteroErrors.assertBadRequest(recovery(UserHttp.with(UserHttp.recovery("bob", "sms"), member, value)), member);
	}

	@Test
	void anMfaTokenThatIsNotValidIsRefused() throws Exception {
		HttpResponse<String> response = challenge(UserHttp.challenge("unknown", "sms"));
		DinteroErrors.assertError(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		String expired = this.users.mfaToken();
		this.clock.move(Duration.ofMinutes(10).minusMillis(1));
		assertThat(challenge(UserHttp.challenge(expired, "sms")).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMillis(1));
		DinteroErrors.assertError(challenge(UserHttp.challenge(expired, "sms")), 401);
	}

	@Test
	void anMfaTokenIsForItsClient() throws Exception {
		String mfaToken = this.users.mfaToken();
		DinteroErrors.assertError(
				this.users.send("mfa/challenge", UserHttp.OTHER_CLIENT, UserHttp.challenge(mfaToken, "sms")), 401);
		String oobCode = oobCode(mfaToken, "sms");
		DinteroErrors.assertError(
				this.users.send("token", UserHttp.OTHER_CLIENT, UserHttp.answer(mfaToken, oobCode, sentCode())), 401);
		DinteroErrors.assertError(
				this.users.http()
					.send(this.users.request("T12345679", "mfa/challenge",
							this.users.http().token(UserHttp.OTHER_ACCOUNT), UserHttp.challenge(mfaToken, "sms"))),
				401);
		assertThat(this.users.token(UserHttp.answer(mfaToken, oobCode, sentCode())).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mfa-oob", "mfa_oob" })
	void aTokenIsIssuedForTheAnswer(String grantType) throws Exception {
		String mfaToken = this.users.mfaToken();
		String oobCode = oobCode(mfaToken, "sms");
		HttpResponse<String> response = this.users
			.token(UserHttp.with(UserHttp.answer(mfaToken, oobCode, sentCode()), "grant_type", grantType));
		assertThat(response.statusCode()).isEqualTo(200);
		// Never a refresh token
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in");
		String token = PartnerHttp.accessToken(response);
		assertThat(PartnerHttp.claims(token).get("sub").stringValue()).isEqualTo("user-bob");
		assertThat(PartnerHttp.claims(token).get("aud").stringValue()).isEqualTo(UserHttp.AUDIENCE);
		assertThat(this.users.http().settings(token).statusCode()).isEqualTo(200);
	}

	@Test
	void theAnswerUsesTheChallengeAndItsMfaTokenUp() throws Exception {
		String mfaToken = this.users.mfaToken();
		Map<String, Object> answer = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		assertThat(this.users.token(answer).statusCode()).isEqualTo(200);
		DinteroErrors.assertError(this.users.token(answer), 401);
		DinteroErrors.assertError(challenge(UserHttp.challenge(mfaToken, "sms")), 401);
	}

	@Test
	void whatDoesNotBelongTogetherIsRefusedAndUsesNothingUp() throws Exception {
		String mfaToken = this.users.mfaToken();
		String other = this.users.mfaToken();
		String otherOobCode = oobCode(other, "sms");
		String oobCode = oobCode(mfaToken, "sms");
		String code = sentCode();
		HttpResponse<String> response = this.users.token(UserHttp.answer(other, oobCode, code));
		DinteroErrors.assertError(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		DinteroErrors.assertError(this.users.token(UserHttp.answer(mfaToken, otherOobCode, code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.answer("unknown", oobCode, code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.answer(mfaToken, "unknown", code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.answer(mfaToken, oobCode, UserHttp.wrong(code))), 401);
		assertThat(this.users.token(UserHttp.answer(mfaToken, oobCode, code)).statusCode()).isEqualTo(200);
	}

	@Test
	void anMfaTokenWithoutAChallengeHasNoAnswer() throws Exception {
		DinteroErrors.assertError(this.users.token(UserHttp.answer(this.users.mfaToken(), "unknown", "000000")), 401);
	}

	@Test
	void aChallengeExpires() throws Exception {
		String mfaToken = this.users.mfaToken();
		Map<String, Object> answer = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		this.clock.move(Duration.ofMinutes(5));
		DinteroErrors.assertError(this.users.token(answer), 401);
		Map<String, Object> other = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		this.clock.move(Duration.ofMinutes(5).minusMillis(1));
		assertThat(this.users.token(other).statusCode()).isEqualTo(200);
	}

	@Test
	void anMfaTokenExpiresAlsoWhereTheChallengeHasNot() throws Exception {
		String mfaToken = this.users.mfaToken();
		this.clock.move(Duration.ofMinutes(9));
		Map<String, Object> answer = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		this.clock.move(Duration.ofMinutes(1));
		DinteroErrors.assertError(this.users.token(answer), 401);
	}

	@Test
	void aNewChallengeReplacesTheOldOne() throws Exception {
		String mfaToken = this.users.mfaToken();
		Map<String, Object> old = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		Map<String, Object> renewed = UserHttp.answer(mfaToken, oobCode(mfaToken, "email"), sentCode());
		DinteroErrors.assertError(this.users.token(old), 401);
		assertThat(this.users.token(renewed).statusCode()).isEqualTo(200);
	}

	@Test
	void tooManyWrongAnswersMakeAChallengeVoid() throws Exception {
		String mfaToken = this.users.mfaToken();
		String oobCode = oobCode(mfaToken, "sms");
		String code = sentCode();
		answerWrong(10, mfaToken, oobCode, code);
		DinteroErrors.assertError(this.users.token(UserHttp.answer(mfaToken, oobCode, code)), 401);
		String renewed = oobCode(mfaToken, "sms");
		assertThat(this.users.token(UserHttp.answer(mfaToken, renewed, sentCode())).statusCode()).isEqualTo(200);
	}

	@Test
	void aFewWrongAnswersAreForgiven() throws Exception {
		String mfaToken = this.users.mfaToken();
		String oobCode = oobCode(mfaToken, "sms");
		answerWrong(9, mfaToken, oobCode, sentCode());
		assertThat(this.users.token(UserHttp.answer(mfaToken, oobCode, sentCode())).statusCode()).isEqualTo(200);
	}

	@Test
	void ofManyAtOnceOneAnswersTheChallenge() throws Exception {
		String mfaToken = this.users.mfaToken();
		Map<String, Object> answer = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		List<Integer> statuses = this.users.race(this.dintero.userTokenEndpoint(), answer);
		assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
		assertThat(Collections.frequency(statuses, 401)).isEqualTo(19);
	}

	@Test
	void aRecoveryTakesTwoChallengesOverDifferentChannels() throws Exception {
		HttpResponse<String> recovery = recovery(UserHttp.recovery("bob", "email"));
		assertThat(recovery.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(recovery).propertyNames()).containsExactly("challenge_type", "binding_method",
				"oob_code", "mfa_token");
		assertThat(this.dintero.lastSentCode("bob").channel()).isEqualTo("email");
		Map<String, Object> answer = UserHttp.answer(UserHttp.text(recovery, "mfa_token"),
				UserHttp.text(recovery, "oob_code"), sentCode());
		HttpResponse<String> first = this.users.token(answer);
		DinteroErrors.assertError(first, 403);
		assertThat(DinteroHttp.json(first).get("error").get("code").stringValue()).isEqualTo("mfa_required");
		DinteroErrors.assertError(this.users.token(answer), 401);
		String mfaToken = UserHttp.text(first, "mfa_token");
		assertThat(mfaToken).isNotEqualTo(UserHttp.text(recovery, "mfa_token"));
		DinteroErrors.assertBadRequest(challenge(UserHttp.challenge(mfaToken, "email")), "oob_channel");
		String oobCode = oobCode(mfaToken, "sms");
		HttpResponse<String> second = this.users.token(UserHttp.answer(mfaToken, oobCode, sentCode()));
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(second).has("refresh_token")).isFalse();
		assertThat(this.users.http().settings(PartnerHttp.accessToken(second)).statusCode()).isEqualTo(200);
	}

	@Test
	void theFirstChallengeOfARecoveryCanBeSentAgain() throws Exception {
		HttpResponse<String> recovery = recovery(UserHttp.without(UserHttp.recovery("bob", "sms"), "oob_channel"));
		String mfaToken = UserHttp.text(recovery, "mfa_token");
		String oobCode = oobCode(mfaToken, "email");
		HttpResponse<String> first = this.users.token(UserHttp.answer(mfaToken, oobCode, sentCode()));
		DinteroErrors.assertError(first, 403);
		// It is the channel of the one that was answered that counts
		DinteroErrors.assertBadRequest(challenge(UserHttp.challenge(UserHttp.text(first, "mfa_token"), "email")),
				"oob_channel");
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "ada", "eve" })
	void aRecoveryThatCannotBeLooksTheSame(String username) throws Exception {
		this.dintero.register(MockUser.of("T12345678", "eve", "password").withEmail("eve@example.com").withMfa());
		HttpResponse<String> recovery = recovery(UserHttp.recovery(username, "sms"));
		assertThat(recovery.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(recovery).propertyNames()).containsExactly("challenge_type", "binding_method",
				"oob_code", "mfa_token");
		assertThat(this.dintero.sentCodes()).isEmpty();
		DinteroErrors.assertError(this.users.token(
				UserHttp.answer(UserHttp.text(recovery, "mfa_token"), UserHttp.text(recovery, "oob_code"), "000000")),
				401);
	}

	@Test
	void theAudienceOfARecoveryIsAGrantOfTheClient() throws Exception {
		DinteroErrors.assertError(recovery(UserHttp.with(UserHttp.recovery("bob", "sms"), "audience", "T12345678")),
				403);
		assertThat(this.dintero.sentCodes()).isEmpty();
	}

	@Test
	void aFaultDoesNotUseTheAnswerUp() throws Exception {
		String mfaToken = this.users.mfaToken();
		Map<String, Object> answer = UserHttp.answer(mfaToken, oobCode(mfaToken, "sms"), sentCode());
		this.dintero.userTokenEndpoint().failNext(MockFault.status(503));
		DinteroErrors.assertError(this.users.token(answer), 503);
		assertThat(this.users.token(answer).statusCode()).isEqualTo(200);
	}

	private void answerWrong(int times, String mfaToken, String oobCode, String code)
			throws IOException, InterruptedException {
		for (int i = 0; i < times; i++) {
			DinteroErrors.assertError(this.users.token(UserHttp.answer(mfaToken, oobCode, UserHttp.wrong(code))), 401);
		}
	}

	private String oobCode(String mfaToken, String channel) throws IOException, InterruptedException {
		return UserHttp.text(challenge(UserHttp.challenge(mfaToken, channel)), "oob_code");
	}

	private String sentCode() {
		return this.dintero.lastSentCode("bob").code();
	}

	private HttpResponse<String> challenge(Map<String, Object> members) throws IOException, InterruptedException {
		return this.users.send("mfa/challenge", members);
	}

	private HttpResponse<String> recovery(Map<String, Object> members) throws IOException, InterruptedException {
		return this.users.send("mfa/recovery", members);
	}

}
