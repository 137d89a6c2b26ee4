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
import java.util.NoSuchElementException;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Users who sign in at a {@link MockDintero} with a code that is sent to them.
 */
class MockDinteroPasswordlessTests {

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final MockDintero dintero = UserHttp.dintero().clock(this.clock).start();

	private final UserHttp users = new UserHttp(this.dintero);

	@ParameterizedTest
	@CsvSource({ "email,ada@example.com", "sms,+4712345678" })
	void aCodeIsSent(String connection, String recipient) throws Exception {
		HttpResponse<String> response = send(UserHttp.passwordless(connection, "ada@example.com"));
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		assertThat(response.headers().firstValue("Content-Length")).isEmpty();
		MockSentCode code = this.dintero.lastSentCode("ada");
		assertThat(code.channel()).isEqualTo(connection);
		assertThat(code.recipient()).isEqualTo(recipient);
		assertThat(code.code()).matches("\\d{6}");
		assertThat(code.toString()).contains(recipient).doesNotContain(code.code());
		assertThat(this.dintero.sentCodes()).containsExactly(code);
	}

	@Test
	void theUserIsTheOneWithTheUserId() throws Exception {
		Map<String, Object> members = UserHttp.without(UserHttp.passwordless("email", "none"), "email");
		assertThat(send(UserHttp.with(members, "user_id", "user-ada")).statusCode()).isEqualTo(204);
		assertThat(send(UserHttp.with(UserHttp.passwordless("sms", "ada@example.com"), "user_id", "user-bob"))
			.statusCode()).isEqualTo(204);
		assertThat(this.dintero.sentCodes()).extracting(MockSentCode::username).containsExactly("ada", "bob");
	}

	@Test
	void anUnknownUserGetsTheSameAnswerAndNothingIsSent() throws Exception {
		this.dintero.register(MockUser.of("T12345678", "eve", "password").withEmail("eve@example.com"));
		this.dintero.register(MockUser.of("T12345679", "sam", "password").withEmail("sam@example.com"));
		List<Map<String, Object>> bodies = List.of(UserHttp.passwordless("email", "unknown@example.com"),
				UserHttp.passwordless("email", "sam@example.com"), UserHttp.passwordless("sms", "eve@example.com"),
				UserHttp.with(UserHttp.passwordless("email", "ada@example.com"), "user_id", "unknown"),
				UserHttp.without(UserHttp.passwordless("email", "ada@example.com"), "email"));
		for (Map<String, Object> body : bodies) {
			assertThat(send(body).statusCode()).isEqualTo(204);
		}
		assertThat(this.dintero.sentCodes()).isEmpty();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.dintero.lastSentCode("eve"))
			.withMessageContaining("eve");
	}

	@Test
	void otherMembersAreIgnored() throws Exception {
		assertThat(send(UserHttp.with(UserHttp.passwordless("email", "ada@example.com"), "locale", "nb")).statusCode())
			.isEqualTo(204);
		assertThat(send(UserHttp.with(UserHttp.passwordless("email", "ada@example.com"), "send", true)).statusCode())
			.isEqualTo(204);
	}

	@ParameterizedTest
	@ValueSource(strings = { "phone", "EMAIL", "SMS" })
	void anotherConnectionIsABadRequest(String connection) throws Exception {
		DinteroErrors.assertBadRequest(send(UserHttp.passwordless(connection, "ada@example.com")), "connection");
	}

	@Test
	void theClientIsOneOfTheAccountWithThisGrant() throws Exception {
		this.dintero.register(MockDinteroClient.of("T12345679", "anothers", "secret").withAudience(UserHttp.AUDIENCE));
		Map<String, Object> members = UserHttp.passwordless("email", "ada@example.com");
		DinteroErrors.assertError(send(UserHttp.with(members, "client_id", "unknown")), 403);
		DinteroErrors.assertError(send(UserHttp.with(members, "client_id", "anothers")), 403);
		DinteroErrors.assertError(send(UserHttp.with(members, "audience", "T12345678")), 403);
		assertThat(this.dintero.sentCodes()).isEmpty();
		assertThat(send(UserHttp.with(members, "client_id", "other-client")).statusCode()).isEqualTo(204);
	}

	@ParameterizedTest
	@CsvSource({ "email,ada@example.com", "user_id,user-ada" })
	void aTokenIsIssuedForACode(String identType, String ident) throws Exception {
		HttpResponse<String> response = this.users.token(UserHttp.code(identType, ident, newCode()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in", "refresh_token");
		String token = PartnerHttp.accessToken(response);
		assertThat(PartnerHttp.claims(token).get("sub").stringValue()).isEqualTo("user-ada");
		assertThat(this.users.http().settings(token).statusCode()).isEqualTo(200);
	}

	@Test
	void thereIsNoRefreshTokenWithoutTheScope() throws Exception {
		HttpResponse<String> response = this.users.send("token", UserHttp.OTHER_CLIENT, members(newCode()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).has("refresh_token")).isFalse();
	}

	@Test
	void aCodeIsRedeemedOnce() throws Exception {
		String code = newCode();
		assertThat(this.users.token(members(code)).statusCode()).isEqualTo(200);
		DinteroErrors.assertError(this.users.token(members(code)), 401);
	}

	@Test
	void aWrongCodeIsRefusedAndUsesNothingUp() throws Exception {
		String code = newCode();
		HttpResponse<String> response = this.users.token(members(UserHttp.wrong(code)));
		DinteroErrors.assertError(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		assertThat(this.users.token(members(code)).statusCode()).isEqualTo(200);
	}

	@Test
	void aCodeIsForItsUser() throws Exception {
		String code = newCode();
		DinteroErrors.assertError(this.users.token(UserHttp.code("email", "bob@example.com", code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.code("email", "user-ada", code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.code("user_id", "ada@example.com", code)), 401);
		DinteroErrors.assertError(this.users.token(UserHttp.code("user_id", "unknown", code)), 401);
	}

	@Test
	void aCodeExpires() throws Exception {
		String code = newCode();
		this.clock.move(Duration.ofMinutes(5));
		DinteroErrors.assertError(this.users.token(members(code)), 401);
		String other = newCode();
		this.clock.move(Duration.ofMinutes(5).minusMillis(1));
		assertThat(this.users.token(members(other)).statusCode()).isEqualTo(200);
	}

	@Test
	void aNewCodeReplacesTheOldOne() throws Exception {
		String old = newCode();
		String renewed = newCode();
		// One time in a million they are the same
		if (!old.equals(renewed)) {
			DinteroErrors.assertError(this.users.token(members(old)), 401);
		}
		assertThat(this.users.token(members(renewed)).statusCode()).isEqualTo(200);
	}

	@Test
	void aRequestThatIsRefusedBeforeDoesNotUseTheCodeUp() throws Exception {
		String code = newCode();
		DinteroErrors.assertError(this.users.token(UserHttp.with(members(code), "audience", "T12345678")), 403);
		DinteroErrors.assertBadRequest(this.users.token(UserHttp.with(members(code), "ident_type", "phone")),
				"ident_type");
		assertThat(this.users.token(members(code)).statusCode()).isEqualTo(200);
	}

	@Test
	void aUserWithMfaHasToAnswerAChallengeToo() throws Exception {
		send(UserHttp.passwordless("email", "bob@example.com"));
		Map<String, Object> members = UserHttp.code("email", "bob@example.com",
				this.dintero.lastSentCode("bob").code());
		HttpResponse<String> response = this.users.token(members);
		DinteroErrors.assertError(response, 403);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.get("error").get("code").stringValue()).isEqualTo("mfa_required");
		assertThat(body.get("mfa_token").stringValue()).isNotEmpty();
		DinteroErrors.assertError(this.users.token(members), 401);
	}

	@Test
	void ofManyAtOnceOneRedeemsTheCode() throws Exception {
		List<Integer> statuses = this.users.race(this.dintero.userTokenEndpoint(), members(newCode()));
		assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
		assertThat(Collections.frequency(statuses, 401)).isEqualTo(19);
	}

	@Test
	void resetForgetsWhichCodesWereSentButNotTheCodes() throws Exception {
		String code = newCode();
		this.dintero.revokeTokens();
		assertThat(this.dintero.sentCodes()).hasSize(1);
		this.dintero.reset();
		assertThat(this.dintero.sentCodes()).isEmpty();
		assertThat(this.users.token(members(code)).statusCode()).isEqualTo(200);
	}

	private String newCode() throws IOException, InterruptedException {
		assertThat(send(UserHttp.passwordless("email", "ada@example.com")).statusCode()).isEqualTo(204);
		return this.dintero.lastSentCode("ada").code();
	}

	private HttpResponse<String> send(Map<String, Object> members) throws IOException, InterruptedException {
		return this.users.send("passwordless", members);
	}

	private static Map<String, Object> members(String code) {
		return UserHttp.code("email", "ada@example.com", code);
	}

}
