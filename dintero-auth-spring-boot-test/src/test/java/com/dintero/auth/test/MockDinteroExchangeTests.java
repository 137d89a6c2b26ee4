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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The second step of the partner exchange with {@link MockDintero}: from the partner's
 * own token to an exchange token.
 */
class MockDinteroExchangeTests {

	private final MutableClock clock = new MutableClock();

	private MockDintero dintero;

	private DinteroHttp http;

	private PartnerHttp partner;

	@BeforeEach
	void start() {
		this.dintero = PartnerHttp.dintero().clock(this.clock).start();
		this.http = new DinteroHttp(this.dintero);
		this.partner = new PartnerHttp(this.http);
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void anExchangeTokenIsIssuedForThePartnersOwnToken() throws Exception {
		this.dintero.tokenLifetime(Duration.ofMinutes(5));
		HttpResponse<String> response = this.http.send(this.partner.exchangeRequest(this.partner.ownToken()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
		assertThat(body.get("token_type").stringValue()).isEqualTo("Bearer");
		assertThat(body.get("expires_in").intValue()).isEqualTo(300);
	}

	@Test
	void theExchangeTokenIsForTheMerchant() throws Exception {
		String token = this.partner.exchangeToken();
		JsonNode claims = PartnerHttp.claims(token);
		assertThat(claims.get("aud").stringValue()).isEqualTo("https://api.dintero.com/v1/accounts/T11200001");
		assertThat(claims.get("sub").stringValue()).isEqualTo("partner");
		assertThat(this.partner.settingsStatus(token)).isEqualTo(200);
	}

	@Test
	void aMerchantCanBeRegisteredLater() throws Exception {
		String token = this.partner.ownToken();
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(token, "T11200002")), 403);
		this.dintero.register(MockMerchant.of("T11200000", "T11200002"));
		assertThat(this.http.send(this.partner.exchangeRequest(token, "T11200002")).statusCode()).isEqualTo(200);
	}

	@Test
	void aMerchantNeedNotHaveTheNumbersOfItsPartner() throws Exception {
		this.dintero.register(MockMerchant.of("T11200000", "P98765432"));
		assertThat(this.partner.settings("P98765432", this.partner.exchangeToken("P98765432")).statusCode())
			.isEqualTo(200);
	}

	@Test
	void aMerchantThatHasChangedItsPartnerIsTheOthers() throws Exception {
		this.dintero.register(MockMerchant.of("T99900000", PartnerHttp.MERCHANT.accountId()));
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(this.partner.ownToken())), 403);
	}

	@Test
	void anUnknownAccountAndOneOfAnotherPartnerAreRefusedInTheSameWay() throws Exception {
		this.dintero.register(MockMerchant.of("T99900000", "T99900001"));
		String token = this.partner.ownToken();
		HttpResponse<String> unknown = this.http.send(this.partner.exchangeRequest(token, "T11200002"));
		HttpResponse<String> anothers = this.http.send(this.partner.exchangeRequest(token, "T99900001"));
		HttpResponse<String> itself = this.http.send(this.partner.exchangeRequest(token, "T11200000"));
		DinteroErrors.assertError(unknown, 403);
		assertThat(anothers.statusCode()).isEqualTo(403);
		assertThat(itself.statusCode()).isEqualTo(403);
		assertThat(anothers.body()).isEqualTo(unknown.body());
		assertThat(itself.body()).isEqualTo(unknown.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer not-issued-here", "Bearer", "Bearer ", "Basic cGFydG5lcjpwYXJ0bmVyLXNlY3JldA==",
			"token" })
	void whoHasNoTokenOfOursIsUnauthorized(String authorization) throws Exception {
		DinteroErrors.assertUnauthorized(
				this.http.send(this.partner.exchangeRequest("").setHeader("Authorization", authorization)));
	}

	@Test
	void missingOrRepeatedTokensAreUnauthorized() throws Exception {
		String token = this.partner.ownToken();
		DinteroErrors.assertUnauthorized(
				this.http.send(this.partner.exchangeRequest(token).header("Authorization", "Bearer " + token)));
		DinteroErrors.assertUnauthorized(this.http.send(this.http.request("/accounts/T11200000/auth/exchange_token")
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString("{\"account_id\":\"T11200001\"}"))));
	}

	@Test
	void anExpiredTokenIsUnauthorized() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String token = this.partner.ownToken();
		this.clock.move(Duration.ofMillis(59_999));
		assertThat(this.http.send(this.partner.exchangeRequest(token)).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMillis(1));
		DinteroErrors.assertUnauthorized(this.http.send(this.partner.exchangeRequest(token)));
	}

	@Test
	void aRevokedTokenIsUnauthorized() throws Exception {
		String token = this.partner.ownToken();
		this.dintero.revokeTokens("T11200000");
		DinteroErrors.assertUnauthorized(this.http.send(this.partner.exchangeRequest(token)));
		assertThat(this.partner.exchangeToken()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200001", "T99900000", "P11200000", "T112" })
	void theTokenOfAnotherAccountIsForbidden(String accountId) throws Exception {
		MockDinteroClient other = MockDinteroClient.of(accountId, "other", "other-secret");
		this.dintero.register(other);
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(this.http.token(other))), 403);
	}

	@Test
	void aTokenOfALaterStepIsForbidden() throws Exception {
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(this.partner.exchangeToken())), 403);
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(this.partner.merchantToken())), 403);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			{}                                                       | account_id
			{"accountId": "T11200001"}                               | account_id
			{"account_id": "T11200001", "account_id": "T11200001"}   | body
			{"account_id": 11200001}                                 | account_id
			{"account_id": null}                                     | account_id
			{"account_id": ["T11200001"]}                            | account_id
			{"account_id": {"a": 1, "a": 2}}                         | body
			{"account_id": "T11200001"                               | body
			{"account_id": "T11200001"} {}                           | body
			["T11200001"]                                            | body
			"T11200001"                                              | body
			account_id=T11200001                                     | body
			{'account_id': 'T11200001'}                              | body
			""")
	void aBodyThatIsNotTheAccountIsRefused(String body, String field) throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken())
			.POST(BodyPublishers.ofString(body));
		DinteroErrors.assertBadRequest(this.http.send(request), field);
	}

	@Test
	void anEmptyBodyIsRefused() throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken())
			.POST(BodyPublishers.noBody());
		DinteroErrors.assertBadRequest(this.http.send(request), "body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "T112", "T1120000", "T112000011", "X11200001", "t11200001", " T11200001",
			"T11200001\\n" })
	void anAccountOffThePatternIsRefused(String accountId) throws Exception {
		DinteroErrors.assertBadRequest(this.http.send(this.partner.exchangeRequest(this.partner.ownToken(), accountId)),
				"account_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "T112", "T11200001", "T1120000", "T112000000", "X11200000", "t11200000", "%20" })
	void aPartnerOffThePatternIsNotFound(String partnerId) throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken())
			.uri(URI.create(this.dintero.baseUrl() + "/accounts/" + partnerId + "/auth/exchange_token"));
		DinteroErrors.assertError(this.http.send(request), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/accounts/T11200000/auth/exchange_token/", "/accounts//auth/exchange_token",
			"/accounts/T11200000/auth/exchange", "/accounts/T11200000/auth/Exchange_Token" })
	void anyOtherPathIsNotFound(String path) throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken())
			.uri(URI.create(this.dintero.baseUrl() + path));
		DinteroErrors.assertError(this.http.send(request), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH" })
	void anotherMethodThanPostIsNotAllowed(String method) throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken())
			.method(method, BodyPublishers.noBody());
		HttpResponse<String> response = this.http.send(request);
		DinteroErrors.assertError(response, 405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
	}

	@ParameterizedTest
	@CsvSource({ "Content-Type,application/x-www-form-urlencoded", "Content-Type,text/plain", "Accept,text/html" })
	void anythingButJsonIsRefused(String header, String value) throws Exception {
		HttpRequest.Builder request = this.partner.exchangeRequest(this.partner.ownToken()).setHeader(header, value);
		DinteroErrors.assertBadRequest(this.http.send(request), header);
	}

	@Test
	void theExchangeFailsAndIsCountedOnItsOwn() throws Exception {
		String token = this.partner.ownToken();
		String exchangeToken = this.partner.exchangeToken();
		this.dintero.exchangeEndpoint().failAlways(MockFault.status(503));
		DinteroErrors.assertError(this.http.send(this.partner.exchangeRequest(token)), 503);
		assertThat(this.partner.ownToken()).isNotEmpty();
		assertThat(this.http.send(this.partner.merchantTokenRequest(exchangeToken)).statusCode()).isEqualTo(200);
		assertThat(this.dintero.exchangeEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(200, 503);
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(3);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theRateLimitIsForAllTokenRequestsTogether() throws Exception {
		this.dintero.rateLimit(3, Duration.ofSeconds(30));
		assertThat(this.partner.merchantToken()).isNotEmpty();
		assertLimited(this.http.tokenRequest(PartnerHttp.PARTNER));
		assertLimited(this.partner.exchangeRequest("token"));
		assertLimited(this.partner.merchantTokenRequest("token"));
		this.clock.move(Duration.ofSeconds(30));
		assertThat(this.partner.merchantToken()).isNotEmpty();
	}

	private void assertLimited(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(request);
		DinteroErrors.assertError(response, 429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
	}

}
