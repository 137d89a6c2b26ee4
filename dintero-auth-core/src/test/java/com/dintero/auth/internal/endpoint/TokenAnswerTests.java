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

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of a {@code 200}.
 */
class TokenAnswerTests {

	private static final String NO_OBJECT = "the body is not a JSON object";

	private static final String NO_TOKEN = "'access_token' is not a bearer token";

	private static final String NO_TYPE = "'token_type' is not 'Bearer'";

	private static final String NO_LIFETIME = "'expires_in' is not a number of seconds between 1 and 315360000";

	private static final String TOKEN = "{\"access_token\":\"issued-token\",\"token_type\":\"Bearer\",\"expires_in\":60}";

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenCalls calls = TokenCalls.to(this.dintero);

	@Test
	void aTokenIsReadWithItsLifetime() {
		this.dintero.tokenLifetime(Duration.ofHours(4));
		TokenResponse response = this.calls.succeed();
		assertThat(response.tokenValue()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
		assertThat(response.lifetime()).isEqualTo(Duration.ofHours(4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
			"Application/JSON", "application/json ; profile=\"a\"" })
	void isAcceptedAsJson(String contentType) {
		assertThat(read(MockFault.error(200, contentType, TOKEN)))
			.isEqualTo(new TokenResponse("issued-token", this.calls.clock().instant(), Duration.ofMinutes(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "bearer", "BEARER", "bEARER" })
	void theTokenTypeIsAcceptedInAnyCase(String tokenType) {
		assertThat(read(MockFault.body(body("\"issued-token\"", "\"" + tokenType + "\"", "60"))).tokenValue())
			.isEqualTo("issued-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "AZaz09-._~+/", "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln", "bm90IGEgand0==" })
	void anythingThatABearerHeaderCanCarryIsAToken(String token) {
		assertThat(read(MockFault.body(body("\"" + token + "\"", "\"Bearer\"", "60"))).tokenValue()).isEqualTo(token);
	}

	@ParameterizedTest
	@CsvSource({ "1", "14400", "86400", "315360000" })
	void lifetimesFromASecondToTenYearsAreBelieved(long seconds) {
		assertThat(read(MockFault.body(body("\"issued-token\"", "\"Bearer\"", String.valueOf(seconds)))).lifetime())
			.isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void membersThatAreNotNeededDoNotMatter() {
		String body = TOKEN.replace("}", ",\"refresh_token\":null,\"scope\":\"a b\",\"more\":{\"of\":[1,2]}}");
		assertThat(read(MockFault.body(body)).tokenValue()).isEqualTo("issued-token");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void isRefused(String what, MockFault fault, String reason) {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero, fault);
		assertThat(failure).hasMessageContaining("status 200 and a body that is not Dintero's: " + reason)
			.hasMessageEndingWith("Check the base URL")
			.hasNoCause();
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
		assertThat(failure.getCode()).isNull();
		assertThat(failure.getErrors()).isEmpty();
		assertThat(PrintedForms.of(failure)).doesNotContain("issued-token");
	}

	static Stream<Arguments> isRefused() {
		return Stream.of(noJsonObject(), badTokens(), badTokenTypes(), badLifetimes()).flatMap((rows) -> rows);
	}

	private static Stream<Arguments> noJsonObject() {
		return Stream.of(Arguments.of("HTML", MockFault.error(200, "text/html", "<h1>Login</h1>"), NO_OBJECT),
				Arguments.of("JSON called HTML", MockFault.error(200, "text/html", TOKEN), NO_OBJECT),
				Arguments.of("JSON called text", MockFault.error(200, "text/plain", TOKEN), NO_OBJECT),
				Arguments.of("JSON called something like JSON", MockFault.error(200, "application/jsonx", TOKEN),
						NO_OBJECT),
				Arguments.of("JSON without a Content-Type", MockFault.error(200, null, TOKEN), NO_OBJECT),
				Arguments.of("JSON with an empty Content-Type", MockFault.error(200, "", TOKEN), NO_OBJECT),
				Arguments.of("HTML called JSON", MockFault.body("<h1>Login</h1>"), NO_OBJECT),
				Arguments.of("nothing at all", MockFault.error(200, null, ""), NO_OBJECT),
				Arguments.of("an empty body", MockFault.body(""), NO_OBJECT),
				Arguments.of("blanks", MockFault.body("  \n "), NO_OBJECT),
				Arguments.of("truncated JSON", MockFault.body(TOKEN.substring(0, TOKEN.length() - 1)), NO_OBJECT),
				Arguments.of("JSON truncated in the token", MockFault.body(TOKEN.substring(0, 25)), NO_OBJECT),
				Arguments.of("trailing garbage", MockFault.body(TOKEN + "x"), NO_OBJECT),
				Arguments.of("two documents", MockFault.body(TOKEN + TOKEN), NO_OBJECT),
				Arguments.of("a duplicate token", MockFault.body(TOKEN.replace("}", ",\"access_token\":\"other\"}")),
						NO_OBJECT),
				Arguments.of("a duplicate key elsewhere", MockFault.body(TOKEN.replace("}", ",\"x\":1,\"x\":2}")),
						NO_OBJECT),
				Arguments.of("an array", MockFault.body("[" + TOKEN + "]"), NO_OBJECT),
				Arguments.of("a string", MockFault.body("\"issued-token\""), NO_OBJECT),
				Arguments.of("null", MockFault.body("null"), NO_OBJECT),
				Arguments.of("a nesting without end", MockFault.body("{\"a\":".repeat(100_000)), NO_OBJECT),
				Arguments.of("single quotes", MockFault.body(TOKEN.replace('"', '\'')), NO_OBJECT));
	}

	private static Stream<Arguments> badTokens() {
		return Stream.of(
				Arguments.of("no access_token", MockFault.body("{\"token_type\":\"Bearer\",\"expires_in\":60}"),
						NO_TOKEN),
				Arguments.of("an empty object", MockFault.body("{}"), NO_TYPE), badToken("null"), badToken("\"\""),
				badToken("\" \""), badToken("42"), badToken("true"), badToken("[\"issued-token\"]"),
				badToken("{\"a\":\"issued-token\"}"), badToken("\"issued-token\\r\\nX-Forged: yes\""),
				badToken("\"issued-token\\n\""), badToken("\"issued token\""), badToken("\" issued-token\""),
				badToken("\"issued-token\\u0000\""), badToken("\"issued-token,other\""), badToken("\"issued-token=x\""),
				badToken("\"issued-token\u00e6\""));
	}

	private static Stream<Arguments> badTokenTypes() {
		return Stream.of(
				Arguments.of("no token_type", MockFault.body("{\"access_token\":\"issued-token\",\"expires_in\":60}"),
						NO_TYPE),
				badTokenType("null"), badTokenType("\"\""), badTokenType("\"mac\""), badTokenType("\"Basic\""),
				badTokenType("\"Bearer \""), badTokenType("1"), badTokenType("[\"Bearer\"]"));
	}

	private static Stream<Arguments> badLifetimes() {
		return Stream.of(
				Arguments.of("no expires_in",
						MockFault.body("{\"access_token\":\"issued-token\",\"token_type\":\"Bearer\"}"), NO_LIFETIME),
				badLifetime("null"), badLifetime("\"60\""), badLifetime("\"soon\""), badLifetime("0"),
				badLifetime("-1"), badLifetime("-86400"), badLifetime("60.5"), badLifetime("60.0"), badLifetime("6e1"),
				badLifetime("true"), badLifetime("[60]"), badLifetime("{}"), badLifetime("315360001"),
				badLifetime("9223372036854775807"), badLifetime("9223372036854775868"),
				badLifetime("-9223372036854775749"), badLifetime("9".repeat(100)));
	}

	private static Arguments badToken(String token) {
		return Arguments.of("access_token " + token, MockFault.body(body(token, "\"Bearer\"", "60")), NO_TOKEN);
	}

	private static Arguments badTokenType(String tokenType) {
		return Arguments.of("token_type " + tokenType, MockFault.body(body("\"issued-token\"", tokenType, "60")),
				NO_TYPE);
	}

	private static Arguments badLifetime(String lifetime) {
		return Arguments.of("expires_in " + lifetime, MockFault.body(body("\"issued-token\"", "\"Bearer\"", lifetime)),
				NO_LIFETIME);
	}

	@Test
	void theReasonIsFollowedByWhatTheBodyIs() {
		assertThat(this.calls.fail(this.dintero, MockFault.error(200, "text/html; charset=utf-8", "<h1>Login</h1>")))
			.hasMessageContaining("(text/html; charset=utf-8, 14 bytes)");
		assertThat(this.calls.fail(this.dintero, MockFault.error(200, null, "")))
			.hasMessageContaining("(no Content-Type, 0 bytes)");
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 202, 203, 206 })
	void aTokenOfAnotherStatusIsNone(int status) {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero,
				MockFault.error(status, "application/json", TOKEN));
		assertThat(failure.getStatus()).isEqualTo(status);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
		assertThat(PrintedForms.of(failure)).doesNotContain("issued-token");
	}

	@Test
	void noContentIsNoToken() {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero, MockFault.error(204, null, ""));
		assertThat(failure.getStatus()).isEqualTo(204);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
	}

	private TokenResponse read(MockFault answer) {
		this.dintero.tokenEndpoint().failNext(answer);
		return this.calls.succeed();
	}

	private static String body(String token, String tokenType, String lifetime) {
		return "{\"access_token\":%s,\"token_type\":%s,\"expires_in\":%s}".formatted(token, tokenType, lifetime);
	}

}
