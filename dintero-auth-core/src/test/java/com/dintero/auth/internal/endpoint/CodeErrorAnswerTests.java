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
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of an error that answers the request for a user's token. That each failure
 * names the registration and the endpoint, and holds neither the token nor the code, is
 * what {@link TokenCalls} finds.
 */
class CodeErrorAnswerTests {

	private static final String REFUSED_CODE = "The code may have expired, been used before or been issued for another "
			+ "redirect URI: the user has to sign in again";

	private static final String REFUSED_TOKEN = "Dintero does not accept the registration's own token, not even a new one. "
			+ "Check the registration's audience";

	@AutoClose
	private final MockDintero dintero = CodeCalls.start();

	@ParameterizedTest(name = "{0}")
	@MethodSource("statuses")
	void dinterosErrorObjectIsPassedOn(int status, String errorCode, String advice) {
		DinteroAuthorizationException failure = calls().fail(this.dintero,
				MockFault.status(status, "SOME CODE", "What Dintero says"));
		assertThat(failure).hasMessageEndingWith("was answered with status %d: What Dintero says (SOME CODE). %s",
				status, advice);
		assertThat(failure.getError().getErrorCode()).isEqualTo(errorCode);
		assertThat(failure.getError().getDescription()).isEqualTo("What Dintero says");
		assertThat(failure.getStatus()).isEqualTo(status);
		assertThat(failure.getCode()).isEqualTo("SOME CODE");
		assertThat(failure).hasNoCause();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("statuses")
	void anAnswerWithoutItIsToldByItsStatus(int status, String errorCode, String advice) {
		DinteroAuthorizationException failure = calls().fail(this.dintero,
				MockFault.error(status, "text/html", "<h1>Gateway</h1>"));
		assertThat(failure).hasMessageEndingWith(
				"was answered with status %d without Dintero's error object (text/html, 16 bytes). %s", status, advice);
		assertThat(failure.getError().getErrorCode()).isEqualTo(errorCode);
		assertThat(failure.getCode()).isNull();
	}

	static Stream<Arguments> statuses() {
		return Stream
			.of(Arguments.of(400, "invalid_request", REFUSED_CODE), Arguments.of(401, "invalid_token", REFUSED_TOKEN),
					Arguments.of(403, "access_denied", "Check that the client has a grant for the audience "
							+ "'https://api.dintero.com/v1/accounts/T12345678', and that OIDC is configured on it"),
					Arguments.of(404, "invalid_token_response",
							"Check the base URL and the account id of the registration"),
					Arguments.of(429, "temporarily_unavailable",
							"Dintero limits how many tokens it issues: wait before the next request"),
					Arguments.of(500, "server_error", "The next call tries again"),
					Arguments.of(502, "temporarily_unavailable", "The next call tries again"),
					Arguments.of(503, "temporarily_unavailable", "The next call tries again"));
	}

	@Test
	void theMessageNamesRegistrationAndEndpoint() {
		assertThat(calls().fail(this.dintero, MockFault.status(403))).hasMessageStartingWith(
				"The token request for Dintero registration 'dintero' to %s/accounts/T12345678/auth/oidc/token was",
				this.dintero.baseUrl());
	}

	@Test
	void retryAfterAndNestedErrorsAreThereToo() {
		String body = JsonMapper.shared()
			.writeValueAsString(
					Map.of("error", Map.of("message", "Slow down", "errors", List.of(Map.of("field", "audience")))));
		DinteroAuthorizationException failure = calls().fail(this.dintero,
				MockFault.error(429, "application/json", body).withHeader("Retry-After", "7"));
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(failure.getErrors()).containsExactly(Map.of("field", "audience"));
	}

	@Test
	void noAnswerIsNoStatus() {
		DinteroAuthorizationException failure = calls().fail(this.dintero, MockFault.disconnect());
		assertThat(failure).hasMessageContaining("connection broke");
		assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.getStatus()).isNull();
	}

	@Test
	void aCodeThatWasNeverIssuedHasToBeGotAgain() {
		try (MockDintero strict = MockDintero.start()) {
			assertCodeRefused(CodeCalls.redeeming(strict, "never-issued").fail());
		}
	}

	@Test
	void aCodeThatWasUsedBeforeHasToBeGotAgain() {
		try (MockDintero strict = MockDintero.start()) {
			String code = strict.authorizationCode(TestLogins.REDIRECT_URI, CodeCalls.ADA);
			TokenCalls calls = CodeCalls.redeeming(strict, code);
			calls.succeed();
			assertCodeRefused(calls.fail());
		}
	}

	@Test
	void aCodeOfAnotherRedirectUriHasToBeGotAgain() {
		try (MockDintero strict = MockDintero.start()) {
			String code = strict.authorizationCode("https://app.example.com/elsewhere", CodeCalls.ADA);
			assertCodeRefused(CodeCalls.redeeming(strict, code).fail());
		}
	}

	private static void assertCodeRefused(DinteroAuthorizationException failure) {
		assertThat(failure.getStatus()).isEqualTo(400);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_request");
		assertThat(failure).hasMessageEndingWith(REFUSED_CODE);
	}

	@Test
	void aRevokedTokenIsAnInvalidTokenAndNoInvalidClient() {
		TokenCalls calls = calls();
		this.dintero.revokeTokens();
		DinteroAuthorizationException failure = calls.fail();
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token");
	}

	@Test
	void aClientThatDinteroDoesNotKnowIsForbidden() {
		try (MockDintero other = MockDintero.builder()
			.client(MockDinteroClient.of("T12345678", "not-the-mock-client", "the-secret"))
			.start()) {
			DinteroAuthorizationException failure = CodeCalls.redeeming(other, "the-code").fail();
			assertThat(failure.getStatus()).isEqualTo(403);
			assertThat(failure.getError().getErrorCode()).isEqualTo("access_denied");
		}
	}

	private TokenCalls calls() {
		return CodeCalls.redeeming(this.dintero, "the-code");
	}

}
