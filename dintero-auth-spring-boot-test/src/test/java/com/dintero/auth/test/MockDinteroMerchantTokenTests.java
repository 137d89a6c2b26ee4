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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The third step of the partner exchange with {@link MockDintero}, from an exchange token
 * to the merchant's access token, and what the tokens of each step are good for.
 */
class MockDinteroMerchantTokenTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

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
	void aMerchantTokenIsIssuedForAnExchangeToken() throws Exception {
		HttpResponse<String> response = this.http.send(this.partner.merchantTokenRequest(this.partner.exchangeToken()));
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
		assertThat(body.get("expires_in").intValue()).isEqualTo(14400);
		assertThat(PartnerHttp.claims(PartnerHttp.accessToken(response)).get("aud").stringValue())
			.isEqualTo(PartnerHttp.PARTNER_AUDIENCE);
	}

	@Test
	void anExchangeTokenCanBeUsedAgain() throws Exception {
		String token = this.partner.exchangeToken();
		HttpResponse<String> one = this.http.send(this.partner.merchantTokenRequest(token));
		HttpResponse<String> other = this.http.send(this.partner.merchantTokenRequest(token));
		assertThat(PartnerHttp.accessToken(one)).isNotEqualTo(PartnerHttp.accessToken(other));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.dintero.com/v1/accounts/T11200000,200",
			"https://api.dintero.com/v1/accounts/T11200001,200", "https://api.dintero.com/v1/accounts/T11200002,403",
			"https://api.dintero.com/v1/accounts/T11200001/,403", "https://test.dintero.com/v1/accounts/T11200001,403",
			"T11200001,403" })
	void theAudienceIsAGrantOfThePartnerOrTheMerchant(String audience, int status) throws Exception {
		String token = this.partner.exchangeToken();
		HttpRequest.Builder request = this.partner.merchantTokenRequest(token, "T11200001", audience);
		assertThat(this.http.send(request).statusCode()).isEqualTo(status);
	}

	@Test
	void aGrantThatTheClientGetsLaterIsFine() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T11200000";
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken(), "T11200001",
				audience);
		assertThat(this.http.send(request).statusCode()).isEqualTo(403);
		this.dintero.register(PartnerHttp.PARTNER.withAudience(audience));
		assertThat(this.http.send(request).statusCode()).isEqualTo(200);
	}

	@Test
	void aGrantOfAnotherClientOfThePartnerIsForbidden() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T11200000";
		this.dintero.register(MockDinteroClient.of("T11200000", "other", "other-secret").withAudience(audience));
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken(), "T11200001",
				audience);
		assertThat(this.http.send(request).statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "T11200002", "T11200000", "T112" })
	void theExchangeTokenOfAnotherAccountIsForbidden(String accountId) throws Exception {
		this.dintero.register(MockMerchant.of("T11200000", "T11200002"));
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken(), accountId,
				PartnerHttp.PARTNER_AUDIENCE);
		assertThat(this.http.send(request).statusCode()).isEqualTo(403);
	}

	@Test
	void anotherTokenThanAnExchangeTokenIsForbidden() throws Exception {
		MockDinteroClient merchantsOwn = MockDinteroClient.of("T11200001", "merchant", "merchant-secret");
		this.dintero.register(merchantsOwn);
		assertThat(this.http.send(this.partner.merchantTokenRequest(this.partner.ownToken())).statusCode())
			.isEqualTo(403);
		assertThat(this.http.send(this.partner.merchantTokenRequest(this.partner.merchantToken())).statusCode())
			.isEqualTo(403);
		assertThat(this.http.send(this.partner.merchantTokenRequest(this.http.token(merchantsOwn))).statusCode())
			.isEqualTo(403);
	}

	@Test
	void anUnknownTokenIsUnauthorized() throws Exception {
		DinteroErrors.assertUnauthorized(this.http.send(this.partner.merchantTokenRequest("not-issued-here")));
	}

	@Test
	void anExpiredExchangeTokenIsUnauthorized() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String token = this.partner.exchangeToken();
		this.clock.move(Duration.ofSeconds(60));
		DinteroErrors.assertUnauthorized(this.http.send(this.partner.merchantTokenRequest(token)));
	}

	@Test
	void aRevokedExchangeTokenIsUnauthorized() throws Exception {
		String token = this.partner.exchangeToken();
		this.dintero.revokeTokens("T11200001");
		DinteroErrors.assertUnauthorized(this.http.send(this.partner.merchantTokenRequest(token)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"grant_type\": \"client_credentials\"}",
			"{\"grant_type\": \"device_code\", \"audience\": \"https://api.dintero.com/v1/accounts/T11200000\"}",
			"grant_type=client_credentials" })
	void aBodyThatIsNotTheGrantIsRefused(String body) throws Exception {
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken())
			.POST(BodyPublishers.ofString(body));
		HttpResponse<String> response = this.http.send(request);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(DinteroHttp.json(response).get("error").get("errors")).isNotEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Content-Type,text/plain,400", "Accept,text/html,400" })
	void theHeadersAreCheckedAsThoseOfAnyTokenRequest(String header, String value, int status) throws Exception {
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken())
			.setHeader(header, value);
		assertThat(this.http.send(request).statusCode()).isEqualTo(status);
		assertThat(this.http.send(request.PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
	}

	@Test
	void anAccountOffThePatternIsNotFound() throws Exception {
		HttpRequest.Builder request = this.partner.merchantTokenRequest(this.partner.exchangeToken(), "T1120000",
				PartnerHttp.PARTNER_AUDIENCE);
		assertThat(this.http.send(request).statusCode()).isEqualTo(404);
	}

	@Test
	void aMerchantMayHaveAClientOfItsOwn() throws Exception {
		MockDinteroClient merchantsOwn = MockDinteroClient.of("T11200001", "merchant", "merchant-secret");
		this.dintero.register(merchantsOwn);
		assertThat(this.partner.settingsStatus(this.http.token(merchantsOwn))).isEqualTo(200);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
	}

	@Test
	void theMerchantsSettingsAreServedToWhoHasATokenForTheMerchant() throws Exception {
		assertThat(this.partner.settingsStatus(this.partner.merchantToken())).isEqualTo(200);
		assertThat(this.partner.settingsStatus(this.partner.exchangeToken())).isEqualTo(200);
		assertThat(this.partner.settingsStatus(this.partner.ownToken())).isEqualTo(403);
	}

	@Test
	void theSettingsOfOthersAreForbiddenToTheMerchant() throws Exception {
		this.dintero.register(MockMerchant.of("T11200000", "T11200002"));
		String token = this.partner.merchantToken();
		assertThat(this.partner.settings("T11200000", token).statusCode()).isEqualTo(403);
		assertThat(this.partner.settings("T11200002", token).statusCode()).isEqualTo(403);
		assertThat(this.partner.settings("T11200000", this.partner.exchangeToken()).statusCode()).isEqualTo(403);
	}

	@Test
	void theSettingsAreThoseOfTheRegisteredMerchant() throws Exception {
		this.dintero.register(new MockMerchant("P98765432", "T11200000", "Kaffe"));
		String token = this.partner.exchangeToken("P98765432");
		JsonNode settings = DinteroHttp.json(this.partner.settings("P98765432", token));
		assertThat(settings.get("account_id").stringValue()).isEqualTo("P98765432");
		assertThat(settings.get("partner_id").stringValue()).isEqualTo("T11200000");
		assertThat(settings.get("livemode").booleanValue()).isTrue();
		assertThat(settings.get("company").get("business_name").stringValue()).isEqualTo("Kaffe");
		this.dintero.register(new MockMerchant("P98765432", "T11200000", "Kake"));
		JsonNode renamed = DinteroHttp.json(this.partner.settings("P98765432", token));
		assertThat(renamed.get("company").get("business_name").stringValue()).isEqualTo("Kake");
	}

	@Test
	void theSessionsOfAMerchantAreItsOwn() throws Exception {
		HttpResponse<String> response = this.http
			.send(this.http.sessionRequest(this.partner.merchantToken(), DinteroHttp.SESSION));
		assertThat(DinteroHttp.json(response).get("id").stringValue()).startsWith("T11200001.");
	}

	@Test
	void theTokensOfOneAccountCanBeRevoked() throws Exception {
		this.dintero.register(MockMerchant.of("T11200000", "T11200002"));
		String own = this.partner.ownToken();
		String exchangeToken = this.partner.exchangeToken();
		String merchantToken = this.partner.merchantToken();
		String other = this.partner.exchangeToken("T11200002");
		this.dintero.revokeTokens("T11200001");
		DinteroErrors.assertUnauthorized(this.partner.settings("T11200001", exchangeToken));
		DinteroErrors.assertUnauthorized(this.partner.settings("T11200001", merchantToken));
		assertThat(this.partner.settings("T11200000", own).statusCode()).isEqualTo(200);
		assertThat(this.partner.settings("T11200002", other).statusCode()).isEqualTo(200);
		assertThat(this.partner.settingsStatus(this.partner.merchantToken())).isEqualTo(200);
		this.dintero.revokeTokens("T11200000");
		DinteroErrors.assertUnauthorized(this.partner.settings("T11200000", own));
		assertThat(this.partner.settings("T11200002", other).statusCode()).isEqualTo(200);
		this.dintero.revokeTokens();
		DinteroErrors.assertUnauthorized(this.partner.settings("T11200002", other));
	}

	@Test
	void theThirdStepFailsAndIsCountedOnItsOwn() throws Exception {
		this.dintero.merchantTokenEndpoint().failNext(MockFault.status(503));
		String token = this.partner.exchangeToken();
		assertThat(this.http.send(this.partner.merchantTokenRequest(token)).statusCode()).isEqualTo(503);
		assertThat(this.http.send(this.partner.merchantTokenRequest(token)).statusCode()).isEqualTo(200);
		assertThat(this.dintero.merchantTokenEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(503, 200);
		assertThat(this.dintero.merchantTokenEndpoint().requests()).allMatch(MockRequest::isToken);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theThirdStepIsHeldOnItsOwn() throws Exception {
		String token = this.partner.exchangeToken();
		try (MockHold hold = this.dintero.merchantTokenEndpoint().hold()) {
			CompletableFuture<HttpResponse<String>> one = this.http.sendAsync(this.partner.merchantTokenRequest(token));
			CompletableFuture<HttpResponse<String>> two = this.http.sendAsync(this.partner.merchantTokenRequest(token));
			hold.awaitRequests(2, TIMEOUT);
			assertThat(this.partner.exchangeToken()).isNotEmpty();
			assertThat(one).isNotDone();
			hold.release();
			assertThat(one).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
			assertThat(two).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
		}
	}

}
