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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of an error that answers a partner's request for a merchant. That each
 * failure names the registration, the merchant's account and the endpoint, and holds no
 * token, is what {@link TokenCalls} finds.
 */
class PartnerErrorAnswerTests {

	private static final Map<Integer, String> ERROR_CODES = Map.of(400, "invalid_request", 401, "invalid_token", 403,
			"access_denied", 404, "invalid_token_response", 429, "temporarily_unavailable", 500, "server_error", 503,
			"temporarily_unavailable");

	private static final Map<Integer, String> COMMON_ADVICE = Map.of(404,
			"Check the base URL and the account id of the registration", 429,
			"Dintero limits how many tokens it issues: wait before the next request", 500, "The next call tries again",
			503, "The next call tries again");

	private static final Map<PartnerStep, Map<Integer, String>> ADVICE = Map.of(PartnerStep.EXCHANGE_TOKEN, Map.of(400,
			"Check the merchant's account id", 401,
			"Dintero does not accept the partner's token, not even a new one. Check the registration's audience", 403,
			"Check that the account is one of this partner's merchants, and that the client may read accounts"),
			PartnerStep.MERCHANT_TOKEN,
			Map.of(400, "Check the registration's 'exchange.audience'", 401,
					"Dintero does not accept the exchange token of the merchant. The next call gets another one", 403,
					"Check that the registration's 'exchange.audience', "
							+ "'https://api.dintero.com/v1/accounts/T11200000', may be asked for"));

	@AutoClose
	private final MockDintero dintero = PartnerStep.start();

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("stepsAndStatuses")
	void dinterosErrorObjectIsPassedOn(PartnerStep step, int status) {
		DinteroAuthorizationException failure = calls(step).fail(this.dintero,
				MockFault.status(status, "SOME CODE", "What Dintero says"));
		assertThat(failure).hasMessageEndingWith("was answered with status %d: What Dintero says (SOME CODE). %s",
				status, advice(step, status));
		assertThat(failure.getError().getErrorCode()).isEqualTo(ERROR_CODES.get(status));
		assertThat(failure.getError().getDescription()).isEqualTo("What Dintero says");
		assertThat(failure.getStatus()).isEqualTo(status);
		assertThat(failure.getCode()).isEqualTo("SOME CODE");
		assertThat(failure).hasNoCause();
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("stepsAndStatuses")
	void anAnswerWithoutItIsToldByItsStatus(PartnerStep step, int status) {
		DinteroAuthorizationException failure = calls(step).fail(this.dintero,
				MockFault.error(status, "text/html", "<h1>Gateway</h1>"));
		assertThat(failure).hasMessageEndingWith(
				"was answered with status %d without Dintero's error object (text/html, 16 bytes). %s", status,
				advice(step, status));
		assertThat(failure.getError().getErrorCode()).isEqualTo(ERROR_CODES.get(status));
		assertThat(failure.getCode()).isNull();
	}

	static Stream<Arguments> stepsAndStatuses() {
		return Stream.of(PartnerStep.values())
			.flatMap((step) -> ERROR_CODES.keySet().stream().sorted().map((status) -> Arguments.of(step, status)));
	}

	@ParameterizedTest
	@EnumSource
	void theMessageNamesRegistrationMerchantAndEndpoint(PartnerStep step) {
		String endpoint = (step == PartnerStep.EXCHANGE_TOKEN) ? "T11200000/auth/exchange_token"
				: "T11200001/auth/token";
		assertThat(calls(step).fail(this.dintero, MockFault.status(403))).hasMessageStartingWith(
				"The token request for Dintero registration 'platform' and account 'T11200001' to %s/accounts/%s was",
				this.dintero.baseUrl(), endpoint);
	}

	@ParameterizedTest
	@EnumSource
	void retryAfterAndNestedErrorsAreThereToo(PartnerStep step) {
		String body = JsonMapper.shared()
			.writeValueAsString(
					Map.of("error", Map.of("message", "Slow down", "errors", List.of(Map.of("field", "account_id")))));
		DinteroAuthorizationException failure = calls(step).fail(this.dintero,
				MockFault.error(429, "application/json", body).withHeader("Retry-After", "7"));
		assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(failure.getErrors()).containsExactly(Map.of("field", "account_id"));
	}

	@ParameterizedTest
	@EnumSource
	void noAnswerNamesTheMerchantToo(PartnerStep step) {
		DinteroAuthorizationException failure = calls(step).fail(this.dintero, MockFault.disconnect());
		assertThat(failure).hasMessageContaining("and account 'T11200001'").hasMessageContaining("connection broke");
		assertThat(failure.getStatus()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void garbageNamesTheMerchantToo(PartnerStep step) {
		DinteroAuthorizationException failure = calls(step).fail(this.dintero, MockFault.body("{}"));
		assertThat(failure).hasMessageContaining("and account 'T11200001'").hasMessageContaining("'token_type'");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
	}

	@Test
	void anAccountThatIsNoneOfThePartnersMerchantsIsRefusedByName() {
		DinteroRegistration registration = PartnerStep.registration(this.dintero);
		DinteroAuthorizationException failure = new TokenCalls(registration, TokenRequest.exchangeToken(registration,
				AccountId.ofMerchant("T99900001"), PartnerStep.EXCHANGE_TOKEN.token(this.dintero)))
			.fail();
		assertThat(failure.getStatus()).isEqualTo(403);
		assertThat(failure.getAccountId()).isEqualTo("T99900001");
		assertThat(failure).hasMessageContaining("'T99900001'")
			.hasMessageEndingWith(advice(PartnerStep.EXCHANGE_TOKEN, 403));
	}

	@Test
	void anAudienceThatMayNotBeAskedForIsNamed() {
		DinteroRegistration registration = PartnerStep.registration(this.dintero);
		String token = PartnerStep.MERCHANT_TOKEN.token(this.dintero);
		DinteroAuthorizationException failure = new TokenCalls(registration,
				TokenRequest.merchantToken(registration, PartnerStep.MERCHANT, token, "urn:other"))
			.fail();
		assertThat(failure)
			.hasMessageEndingWith("Check that the registration's 'exchange.audience', 'urn:other', may be asked for");
	}

	@ParameterizedTest
	@EnumSource
	void aRevokedTokenIsAnInvalidTokenAndNoInvalidClient(PartnerStep step) {
		TokenCalls calls = calls(step);
		this.dintero.revokeTokens();
		DinteroAuthorizationException failure = calls.fail();
		assertThat(failure.getStatus()).isEqualTo(401);
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token");
	}

	private TokenCalls calls(PartnerStep step) {
		return step.calls(this.dintero, step.token(this.dintero));
	}

	private static String advice(PartnerStep step, int status) {
		String advice = ADVICE.get(step).get(status);
		return (advice != null) ? advice : COMMON_ADVICE.get(status);
	}

}
