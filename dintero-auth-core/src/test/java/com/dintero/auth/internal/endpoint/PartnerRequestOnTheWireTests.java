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
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a partner's requests for its merchants look like when they arrive.
 */
class PartnerRequestOnTheWireTests {

	@AutoClose
	private final MockDintero dintero = PartnerStep.start();

	private final DinteroRegistration registration = PartnerStep.registration(this.dintero);

	@Test
	void theExchangeIsAPostToThePartnersExchangeEndpoint() {
		MockRequest request = send(PartnerStep.EXCHANGE_TOKEN);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/accounts/T11200000/auth/exchange_token");
	}

	@Test
	void theExchangeNamesNothingButTheMerchant() {
		assertThat(json(send(PartnerStep.EXCHANGE_TOKEN))).isEqualTo(json("{\"account_id\":\"T11200001\"}"));
	}

	@Test
	void theMerchantsTokenIsAPostToTheMerchantsTokenEndpoint() {
		MockRequest request = send(PartnerStep.MERCHANT_TOKEN);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/accounts/T11200001/auth/token");
	}

	@Test
	void theMerchantsTokenIsRequestedWithGrantAndAudience() {
		assertThat(json(send(PartnerStep.MERCHANT_TOKEN))).isEqualTo(json("{\"grant_type\":\"client_credentials\","
				+ "\"audience\":\"https://api.dintero.com/v1/accounts/T11200000\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://T11200001@test.dintero.com/v1/accounts/T11200001", "urn:some \"thing\" \u00e6" })
	void theAudienceOfTheMerchantsTokenIsSentAsItIs(String audience) {
		this.dintero.register(this.dintero.client().withAudience(audience));
		String token = PartnerStep.MERCHANT_TOKEN.token(this.dintero);
		new TokenCalls(this.registration,
				TokenRequest.merchantToken(this.registration, PartnerStep.MERCHANT, token, audience))
			.succeed();
		MockRequest request = this.dintero.merchantTokenEndpoint().requests().get(0);
		assertThat(json(request).get("audience").stringValue()).isEqualTo(audience);
	}

	@ParameterizedTest
	@EnumSource
	void theCredentialIsTheTokenOfTheStepBefore(PartnerStep step) {
		String token = step.token(this.dintero);
		assertThat(send(step, token).headers().get("Authorization")).containsExactly("Bearer " + token);
	}

	@ParameterizedTest
	@EnumSource
	void sendsAndAcceptsJsonOfAKnownLength(PartnerStep step) {
		MockRequest request = send(step);
		assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
		assertThat(request.headers().get("Accept")).containsExactly("application/json");
		assertThat(request.headers().get("Content-Length"))
			.containsExactly(String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
	}

	@ParameterizedTest
	@EnumSource
	void theClientsIdAndSecretAreNotSent(PartnerStep step) {
		MockRequest request = send(step);
		assertThat(request.headers() + request.body()).doesNotContain("my-partner", "my-secret",
				new TokenCalls(this.registration).basic());
	}

	@Test
	void theThreeStepsGiveAMerchantsTokenWhoseNumberIsNotOfThePartnersSeries() {
		AccountId merchant = AccountId.ofMerchant("P98765432");
		this.dintero.register(MockMerchant.of("T11200000", merchant.value()));
		String own = PartnerStep.EXCHANGE_TOKEN.token(this.dintero);
		String exchange = new TokenCalls(this.registration,
				TokenRequest.exchangeToken(this.registration, merchant, own))
			.succeed()
			.tokenValue();
		assertThat(new TokenCalls(this.registration,
				TokenRequest.merchantToken(this.registration, merchant, exchange, this.registration.audience()))
			.succeed()
			.tokenValue()).isNotEqualTo(exchange).isNotEqualTo(own);
		assertThat(this.dintero.requests()).extracting(MockRequest::path)
			.containsExactly("/v1/accounts/T11200000/auth/token", "/v1/accounts/T11200000/auth/exchange_token",
					"/v1/accounts/P98765432/auth/token");
	}

	@ParameterizedTest
	@EnumSource
	void printsNeitherTheTokenNorTheHeader(PartnerStep step) {
		TokenRequest request = step.request(this.registration, "my-token");
		assertThat(request.toString()).contains(step.name(), "platform", "T11200001", request.uri().toString())
			.doesNotContain("my-token", "Bearer");
	}

	@Test
	void whatTheRequestsAskForIsTheKindThatTheyAreOf() {
		assertThat(PartnerStep.values()).extracting((step) -> step.request(this.registration, "t").kind())
			.containsExactly(TokenRequestKind.EXCHANGE_TOKEN, TokenRequestKind.MERCHANT_TOKEN);
	}

	private MockRequest send(PartnerStep step) {
		return send(step, step.token(this.dintero));
	}

	private MockRequest send(PartnerStep step, String token) {
		step.calls(this.dintero, token).succeed();
		List<MockRequest> requests = this.dintero.requests();
		return requests.get(requests.size() - 1);
	}

	private static JsonNode json(MockRequest request) {
		return json(request.body());
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
