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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of an answer that is an error.
 */
class ErrorAnswerTests {

	private static final List<Status> STATUSES = List.of(
			new Status(400, "invalid_request", "Check the audience and the account id of the registration"),
			new Status(401, "invalid_client",
					"Check the client id and the client secret of the registration, "
							+ "and that both belong to its account id"),
			new Status(403, "access_denied",
					"Check that the client has a grant for the audience "
							+ "'https://api.dintero.com/v1/accounts/T12345678'"),
			new Status(404, "invalid_token_response", "Check the base URL and the account id of the registration"),
			new Status(405, "invalid_token_response", "Check the base URL and the account id of the registration"),
			new Status(429, "temporarily_unavailable",
					"Dintero limits how many tokens it issues: wait before the next request"),
			new Status(500, "server_error", "The next call tries again"),
			new Status(502, "temporarily_unavailable", "The next call tries again"),
			new Status(503, "temporarily_unavailable", "The next call tries again"));

	private static final Map<String, MockBody> BODIES = Map.ofEntries(
			Map.entry("HTML", new MockBody("text/html", "<h1>Bad\ngateway</h1>")),
			Map.entry("HTML called JSON", new MockBody("application/json", "<h1>Bad gateway</h1>")),
			Map.entry("nothing at all", new MockBody(null, "")),
			Map.entry("an empty body", new MockBody("application/json", "")),
			Map.entry("an error object that is called text",
					new MockBody("text/plain", "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}")),
			Map.entry("error as a string, as in RFC 6749",
					new MockBody("application/json", "{\"error\":\"invalid_client\",\"error_description\":\"d\"}")),
			Map.entry("error as an array",
					new MockBody("application/json", "{\"error\":[{\"code\":\"c\",\"message\":\"m\"}]}")),
			Map.entry("error null", new MockBody("application/json", "{\"error\":null}")),
			Map.entry("error without a message", new MockBody("application/json", "{\"error\":{\"code\":\"c\"}}")),
			Map.entry("error with a number for a message",
					new MockBody("application/json", "{\"error\":{\"code\":\"c\",\"message\":42}}")),
			Map.entry("error with null for a message",
					new MockBody("application/json", "{\"error\":{\"code\":\"c\",\"message\":null}}")),
			Map.entry("no error", new MockBody("application/json", "{\"message\":\"m\"}")),
			Map.entry("an array", new MockBody("application/json", "[{\"error\":{\"message\":\"m\"}}]")),
			Map.entry("a string", new MockBody("application/json", "\"error\"")),
			Map.entry("null", new MockBody("application/json", "null")),
			Map.entry("truncated JSON", new MockBody("application/json", "{\"error\":{\"message\":\"m\"}")),
			Map.entry("duplicate keys",
					new MockBody("application/json", "{\"error\":{\"message\":\"m\",\"message\":\"n\"}}")));

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	private final TokenCalls calls = TokenCalls.to(this.dintero);

	@ParameterizedTest
	@MethodSource
	void dinterosErrorObjectIsPassedOn(Status status) {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero,
				MockFault.status(status.value(), "SOME CODE", "What Dintero says"));
		assertThat(failure).hasMessageEndingWith("was answered with status %d: What Dintero says (SOME CODE). %s",
				status.value(), status.advice());
		assertThat(failure).hasNoCause();
		assertThat(failure.getStatus()).isEqualTo(status.value());
		assertThat(failure.getCode()).isEqualTo("SOME CODE");
		assertThat(failure.getError().getErrorCode()).isEqualTo(status.errorCode());
		assertThat(failure.getError().getDescription()).isEqualTo("What Dintero says");
		assertThat(failure.getErrors()).isEmpty();
		assertThat(failure.getRetryAfter()).isNull();
	}

	static Stream<Status> dinterosErrorObjectIsPassedOn() {
		return STATUSES.stream();
	}

	@ParameterizedTest(name = "{0} with {1}")
	@MethodSource
	void anAnswerWithoutItIsToldByItsStatus(Status status, String what) {
		MockBody body = BODIES.get(what);
		DinteroAuthorizationException failure = this.calls.fail(this.dintero,
				MockFault.error(status.value(), body.contentType(), body.content()));
		assertThat(failure).hasMessageEndingWith(
				"was answered with status %d without Dintero's error object (%s, %d bytes). %s", status.value(),
				(body.contentType() != null) ? body.contentType() : "no Content-Type", body.content().length(),
				status.advice());
		assertThat(failure).hasNoCause();
		assertThat(failure.getStatus()).isEqualTo(status.value());
		assertThat(failure.getCode()).isNull();
		assertThat(failure.getError().getErrorCode()).isEqualTo(status.errorCode());
		assertThat(failure.getError().getDescription()).isNull();
		assertThat(failure.getErrors()).isEmpty();
	}

	static Stream<Arguments> anAnswerWithoutItIsToldByItsStatus() {
		return STATUSES.stream()
			.flatMap((status) -> BODIES.keySet().stream().sorted().map((what) -> Arguments.of(status, what)));
	}

	@Test
	void theRealRefusalOfBadCredentialsIsAnInvalidClient() {
		this.dintero.register(MockDinteroClient.of("T12345678", this.dintero.client().clientId(), "another-secret"));
		DinteroAuthorizationException failure = this.calls.fail();
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_client");
	}

	@Test
	void aMessageNeedsNoCode() {
		DinteroAuthorizationException failure = fail(400, "{\"error\":{\"message\":\"What Dintero says\"}}");
		assertThat(failure).hasMessageContaining("status 400: What Dintero says. Check");
		assertThat(failure.getCode()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "42", "null", "[\"c\"]", "{}" })
	void aCodeThatIsNoTextIsNone(String code) {
		assertThat(fail(400, "{\"error\":{\"code\":%s,\"message\":\"m\"}}".formatted(code)).getCode()).isNull();
	}

	@Test
	void nestedErrorsArePassedOn() {
		DinteroAuthorizationException failure = fail(400, "{\"error\":{\"message\":\"m\",\"errors\":["
				+ "{\"path\":[\"body\",\"audience\"],\"max\":10,\"ratio\":0.5,\"fatal\":true,\"more\":{\"a\":\"b\"}},{}]}}");
		assertThat(failure.getErrors()).containsExactly(Map.of("path", List.of("body", "audience"), "max", 10, "ratio",
				0.5, "fatal", true, "more", Map.of("a", "b")), Map.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "42", "\"text\"", "[]", "[1, \"a\", null, [{}]]", "{}", "{\"a\":1}" })
	void nestedErrorsOfAnotherShapeAreNone(String errors) {
		DinteroAuthorizationException failure = fail(400,
				"{\"error\":{\"message\":\"m\",\"errors\":%s}}".formatted(errors));
		assertThat(failure.getErrors()).isEmpty();
		assertThat(failure.getError().getDescription()).isEqualTo("m");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "7, 7", "86400, 86400", "999999999, 999999999" })
	void retryAfterIsReadAsSeconds(String header, long seconds) {
		assertThat(retryAfter(header)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Thu, 01 Jan 2026 12:00:00 GMT | PT0S
			Thu, 01 Jan 2026 12:00:30 GMT | PT30S
			Fri, 02 Jan 2026 12:00:00 GMT | PT24H
			Thu, 01 Jan 2026 11:59:59 GMT | PT0S
			Sun, 06 Nov 1994 08:49:37 GMT | PT0S
			""")
	void retryAfterIsReadAsADateByTheClock(String header, Duration expected) {
		assertThat(retryAfter(header)).isEqualTo(expected);
	}

	@Test
	void theClockThatADateIsReadByMoves() {
		this.calls.clock().move(Duration.ofSeconds(20));
		assertThat(retryAfter("Thu, 01 Jan 2026 12:00:30 GMT")).isEqualTo(Duration.ofSeconds(10));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "soon", "-1", "+1", "1.5", "1s", "0x10", "1 2", "1000000000", "99999999999999999999",
			"Thu, 41 Jan 2026 12:00:00 GMT", "Mon, 01 Jan 2026 12:00:00 GMT", "2026-01-01T12:00:30Z", "\u0661" })
	void retryAfterThatCannotBeReadIsNone(String header) {
		assertThat(retryAfter(header)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 500, 503 })
	void retryAfterIsReadOfAnyStatus(int status) {
		assertThat(
				this.calls.fail(this.dintero, MockFault.status(status).withHeader("Retry-After", "7")).getRetryAfter())
			.isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void retryAfterIsNamedForThoseWhoReadTheLog() {
		assertThat(this.calls.fail(this.dintero, MockFault.rateLimited("40")))
			.hasMessageEndingWith("wait before the next request. Dintero asks for a pause of 40 s");
		assertThat(this.calls.fail(this.dintero, MockFault.status(503).withHeader("Retry-After", "7")))
			.hasMessageEndingWith("Dintero asks for a pause of 7 s");
		assertThat(this.calls.fail(this.dintero, MockFault.rateLimited("0"))).hasMessageNotContaining("pause");
	}

	@Test
	void retryAfterIsReadWithoutAnErrorObjectToo() {
		assertThat(this.calls
			.fail(this.dintero, MockFault.error(429, "text/html", "<h1>Slow down</h1>").withHeader("Retry-After", "7"))
			.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void dinterosTextCannotForgeLines() {
		DinteroAuthorizationException failure = fail(400,
				"{\"error\":{\"code\":\"a\\r\\nb\\u0085c\",\"message\":\"one\\n2026-01-01 INFO two\\u2028three\\u0000"
						+ "\\u001b[31mfour\\u2029five\\tsix\\u007f\",\"errors\":[{\"a\\nb\":\"c\\nd\"}]}}");
		assertThat(failure)
			.hasMessageContaining("one 2026-01-01 INFO two three [31mfour five six  (a b c). Check the audience");
		assertThat(failure.getCode()).isEqualTo("a b c");
		assertThat(failure.getErrors()).containsExactly(Map.of("a b", "c d"));
	}

	@Test
	void dinterosTextIsCutOff() {
		String text = "x".repeat(2000);
		DinteroAuthorizationException failure = fail(400,
				"{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"errors\":[{\"%s\":\"%s\"}]}}".formatted(text, text,
						text, text));
		String cutOff = "x".repeat(500) + "\u2026";
		assertThat(failure.getCode()).isEqualTo(cutOff);
		assertThat(failure.getError().getDescription()).isEqualTo(cutOff);
		assertThat(failure.getErrors()).containsExactly(Map.of(cutOff, cutOff));
		assertThat(failure).hasMessageEndingWith("Check the audience and the account id of the registration");
	}

	@Test
	void aTextOfMoreThan2000CharactersIsLeftOut() {
		String text = "x".repeat(2001);
		DinteroAuthorizationException failure = fail(400, "{\"error\":{\"message\":\"%s\"}}".formatted(text));
		assertThat(failure.getError().getDescription()).isEqualTo("(2001 characters)");
		assertThat(failure).hasMessageContaining("(2001 characters)");
	}

	@Test
	void aContentTypeIsCutOff() {
		assertThat(this.calls.fail(this.dintero, MockFault.error(502, "text/" + "x".repeat(1900), "")))
			.hasMessageContaining("x\u2026, 0 bytes). The next call tries again");
	}

	@Test
	void aRateLimitSaysHowLongToWait() {
		try (MockDintero limited = MockDintero.builder().clock(this.calls.clock()).start()) {
			TokenCalls toLimited = TokenCalls.to(limited);
			limited.rateLimit(1, Duration.ofSeconds(40));
			toLimited.succeed();
			assertThat(toLimited.fail().getRetryAfter()).isEqualTo(Duration.ofSeconds(40));
			this.calls.clock().move(Duration.ofSeconds(40));
			toLimited.succeed();
		}
	}

	private DinteroAuthorizationException fail(int status, String body) {
		return this.calls.fail(this.dintero, MockFault.error(status, "application/json", body));
	}

	private Duration retryAfter(String header) {
		return this.calls.fail(this.dintero, MockFault.rateLimited(header)).getRetryAfter();
	}

	record Status(int value, String errorCode, String advice) {

		@Override
		public String toString() {
			return String.valueOf(this.value);
		}

	}

	record MockBody(String contentType, String content) {

	}

}
