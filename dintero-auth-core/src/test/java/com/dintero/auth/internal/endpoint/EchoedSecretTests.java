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

package com.dintero.auth.internal.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that repeats the credentials it was sent does not bring them into our
 * exceptions. That they are nowhere in it is what {@link TokenCalls} finds of each
 * failure.
 */
class EchoedSecretTests {

	static final List<String> SECRETS = List.of("my-secret", "my/secret+with=odd:characters", "my secret % ",
			"\u00e6\u00f8\u00e5-secret", "\u20ac\ud83d\udd11-secret", "\"secret\"", "\\secret\\", "se.cr*et($1)");

	private static final Map<String, Function<String, MockFault>> ECHOES = Map.ofEntries(
			Map.entry("error.message", (echo) -> MockFault.status(401, "unauthorized", "Not valid: " + echo + "!")),
			Map.entry("error.code", (echo) -> MockFault.status(401, echo, "m")),
			Map.entry("nested errors", (echo) -> nested(List.of(Map.of("value", echo)))),
			Map.entry("keys of nested errors", (echo) -> nested(List.of(Map.of(echo, "value")))),
			Map.entry("deeply nested errors",
					(echo) -> nested(List.of(Map.of("a", List.of(Map.of("b", List.of("x" + echo))))))),
			Map.entry("the content type of an error", (echo) -> MockFault.error(502, "text/" + echo, "")),
			Map.entry("the content type of a token", (echo) -> MockFault.error(200, "text/html; x=" + echo, "")),
			Map.entry("HTML", (echo) -> MockFault.error(401, "text/html", "<h1>" + echo + "</h1>")),
			Map.entry("an error string", (echo) -> json(401, Map.of("error", echo))),
			Map.entry("broken JSON", (echo) -> MockFault.error(401, "application/json", echo)),
			Map.entry("a broken token response", (echo) -> MockFault.body("{\"access_token\":" + echo)),
			Map.entry("a bad token", (echo) -> json(200, token(" " + echo, "Bearer", 60))),
			Map.entry("a bad token type", (echo) -> json(200, token("t", echo, 60))),
			Map.entry("a bad lifetime", (echo) -> json(200, token("t", "Bearer", echo))),
			Map.entry("Retry-After", (echo) -> MockFault.rateLimited(echo)),
			Map.entry("Location", (echo) -> MockFault.redirect(302, "https://example.com/?" + echo)),
			Map.entry("a header", (echo) -> MockFault.status(401).withHeader("WWW-Authenticate", echo)));

	@ParameterizedTest(name = "\"{0}\" in {1}")
	@MethodSource
	void isNotPassedOn(String secret, String where) {
		try (MockDintero dintero = start(secret)) {
			TokenCalls calls = TokenCalls.to(dintero);
			for (String echo : echoes(calls)) {
				calls.fail(dintero, ECHOES.get(where).apply(echo));
			}
		}
	}

	static Stream<Arguments> isNotPassedOn() {
		return SECRETS.stream()
			.flatMap((secret) -> ECHOES.keySet().stream().sorted().map((where) -> Arguments.of(secret, where)));
	}

	@ParameterizedTest
	@FieldSource("SECRETS")
	void isNotPassedOnAcrossTheCutOff(String secret) {
		try (MockDintero dintero = start(secret)) {
			TokenCalls calls = TokenCalls.to(dintero);
			for (String echo : List.of(calls.secret(), calls.basic())) {
				String text = "x".repeat(500 - echo.length() / 2) + echo;
				DinteroAuthorizationException failure = calls.fail(dintero, MockFault.status(400, "c", text));
				assertThat(failure.getMessage()).doesNotContain("x" + echo.substring(0, echo.length() / 2));
			}
		}
	}

	@Test
	void theRestOfTheTextIsKept() {
		try (MockDintero dintero = start("my-secret")) {
			TokenCalls calls = TokenCalls.to(dintero);
			assertThat(calls.fail(dintero,
					MockFault.status(401, "bad",
							"Neither 'my-secret' nor 'Basic %s' is valid".formatted(calls.basic()))))
				.hasMessageContaining("status 401: Neither '******' nor 'Basic ******' is valid (bad). Check");
		}
	}

	@Test
	void aLineBreakDoesNotHideASecretThatHasABlank() {
		try (MockDintero dintero = start("my secret")) {
			TokenCalls.to(dintero).fail(dintero, json(401, Map.of("error", Map.of("message", "my\r\nsecret"))));
		}
	}

	@Test
	void aSecretOfDigitsIsNotPassedOnAsANumber() {
		try (MockDintero dintero = start("4815162342")) {
			DinteroAuthorizationException failure = TokenCalls.to(dintero)
				.fail(dintero, nested(List.of(Map.of("value", 4815162342L, "other", 42))));
			assertThat(failure.getErrors()).containsExactly(Map.of("value", "******", "other", 42));
		}
	}

	// What the JDK's client quotes in its own exceptions
	@ParameterizedTest
	@ValueSource(strings = { "%s\r\n\r\n", "HTTP/1.1 %s\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n",
			"HTTP/1.1 200 OK\r\n%s\r\n\r\n", "HTTP/1.1 200 OK\r\n%s: x\r\n\r\n",
			"HTTP/1.1 200 OK\r\nX: \u0001%s\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: %s\r\n\r\n",
			"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\nContent-Length: %s\r\n\r\n\r\n",
			"HTTP/1.1 407 Proxy\r\nConnection: close\r\nProxy-Authenticate: %s\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 101 %s\r\nUpgrade: %1$s\r\n\r\n" })
	void isNotPassedOnFromWhatIsNoHttp(String answer) {
		for (String secret : SECRETS) {
			for (Function<TokenCalls, String> echo : List.<Function<TokenCalls, String>>of(TokenCalls::secret,
					TokenCalls::basic)) {
				RawServer.AnswerWriter[] writer = new RawServer.AnswerWriter[1];
				try (RawServer server = new RawServer((socket, out) -> writer[0].write(socket, out))) {
					TokenCalls calls = new TokenCalls(TestRegistrations.of("dintero", server.baseUrl(),
							MockDinteroClient.of("T12345678", "my-client", secret)));
					writer[0] = (socket, out) -> RawServer.write(out, answer.formatted(echo.apply(calls)));
					calls.fail();
					assertThat(calls.succeed().tokenValue()).isEqualTo("raw");
				}
			}
		}
	}

	@ParameterizedTest(name = "{0} in {1}")
	@MethodSource
	void aPartnersTokenIsNotPassedOnEither(PartnerStep step, String where) {
		try (MockDintero partner = PartnerStep.start()) {
			String token = step.token(partner);
			TokenCalls calls = step.calls(partner, token);
			for (String echo : List.of(token, "Bearer " + token)) {
				calls.fail(partner, ECHOES.get(where).apply(echo));
			}
		}
	}

	static Stream<Arguments> aPartnersTokenIsNotPassedOnEither() {
		return Stream.of(PartnerStep.values())
			.flatMap((step) -> ECHOES.keySet().stream().sorted().map((where) -> Arguments.of(step, where)));
	}

	@ParameterizedTest
	@EnumSource
	void aPartnersTokenIsNotPassedOnAcrossTheCutOff(PartnerStep step) {
		try (MockDintero partner = PartnerStep.start()) {
			String token = step.token(partner);
			DinteroAuthorizationException failure = step.calls(partner, token)
				.fail(partner, MockFault.status(400, "c", "x".repeat(500 - token.length() / 2) + token));
			assertThat(failure.getMessage()).doesNotContain("x" + token.substring(0, token.length() / 2));
		}
	}

	@ParameterizedTest
	@EnumSource
	void theRestOfTheTextIsKeptForAPartnerToo(PartnerStep step) {
		try (MockDintero partner = PartnerStep.start()) {
			String token = step.token(partner);
			assertThat(step.calls(partner, token)
				.fail(partner, MockFault.status(401, "bad", "Not valid: 'Bearer %s'".formatted(token))))
				.hasMessageContaining("status 401: Not valid: 'Bearer ******' (bad). ");
		}
	}

	@ParameterizedTest(name = "\"{0}\" in {1}")
	@MethodSource("isNotPassedOn")
	void aUsersCodeIsNotPassedOnEither(String code, String where) {
		try (MockDintero dintero = CodeCalls.start()) {
			DinteroAuthorizationException failure = CodeCalls.redeeming(dintero, code)
				.fail(dintero, ECHOES.get(where).apply(code));
			assertThat(PrintedForms.of(failure)).doesNotContain(code);
		}
	}

	@ParameterizedTest
	@MethodSource
	void theTokenThatAUsersCodeIsRedeemedWithIsNotPassedOnEither(String where) {
		try (MockDintero dintero = CodeCalls.start()) {
			String token = CodeCalls.clientToken(dintero);
			TokenCalls calls = CodeCalls.redeeming(dintero, token, "the-code", TestLogins.REDIRECT_URI);
			for (String echo : List.of(token, "Bearer " + token, token + " the-code")) {
				assertThat(PrintedForms.of(calls.fail(dintero, ECHOES.get(where).apply(echo)))).doesNotContain(token,
						"the-code");
			}
		}
	}

	static Stream<String> theTokenThatAUsersCodeIsRedeemedWithIsNotPassedOnEither() {
		return ECHOES.keySet().stream().sorted();
	}

	@ParameterizedTest
	@FieldSource("SECRETS")
	void aUsersCodeIsNotPassedOnAcrossTheCutOff(String code) {
		try (MockDintero dintero = CodeCalls.start()) {
			DinteroAuthorizationException failure = CodeCalls.redeeming(dintero, code)
				.fail(dintero, MockFault.status(400, "c", "x".repeat(500 - code.length() / 2) + code));
			assertThat(failure.getMessage()).doesNotContain("x" + code.substring(0, code.length() / 2));
		}
	}

	@Test
	void theRestOfTheTextIsKeptForAUserToo() {
		try (MockDintero dintero = CodeCalls.start()) {
			String token = CodeCalls.clientToken(dintero);
			assertThat(CodeCalls.redeeming(dintero, token, "the-code", TestLogins.REDIRECT_URI)
				.fail(dintero, MockFault.status(400, "bad", "Code 'the-code' with 'Bearer %s'".formatted(token))))
				.hasMessageContaining("status 400: Code '******' with 'Bearer ******' (bad). ");
		}
	}

	private static MockDintero start(String secret) {
		return MockDintero.builder().client(MockDinteroClient.of("T12345678", "my-client", secret)).start();
	}

	private static List<String> echoes(TokenCalls calls) {
		String clientAndSecret = new String(Base64.getDecoder().decode(calls.basic()), StandardCharsets.UTF_8);
		return List.of(calls.secret(), calls.basic(), "Basic " + calls.basic(), clientAndSecret);
	}

	private static MockFault nested(List<Map<String, ?>> errors) {
		return json(400, Map.of("error", Map.of("message", "m", "errors", errors)));
	}

	private static MockFault json(int status, Object value) {
		return MockFault.error(status, "application/json", JsonMapper.shared().writeValueAsString(value));
	}

	private static Map<String, Object> token(String token, Object tokenType, Object lifetime) {
		return Map.of("access_token", token, "token_type", tokenType, "expires_in", lifetime);
	}

}
