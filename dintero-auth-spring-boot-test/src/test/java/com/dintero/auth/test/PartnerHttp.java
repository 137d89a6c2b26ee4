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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a {@link MockDintero} over HTTP as an application of a partner does.
 */
final class PartnerHttp {

	static final MockDinteroClient PARTNER = MockDinteroClient.of("T11200000", "partner", "partner-secret");

	static final MockMerchant MERCHANT = new MockMerchant("T11200001", "T11200000", "Kaffe & Kake");

	static final String PARTNER_AUDIENCE = "https://api.dintero.com/v1/accounts/T11200000";

	private final DinteroHttp http;

	PartnerHttp(DinteroHttp http) {
		this.http = http;
	}

	static MockDintero.Builder dintero() {
		return MockDintero.builder().client(PARTNER).merchant(MERCHANT);
	}

	HttpRequest.Builder exchangeRequest(String token) {
		return exchangeRequest(token, MERCHANT.accountId());
	}

	HttpRequest.Builder exchangeRequest(String token, String accountId) {
		return this.http.post("/accounts/T11200000/auth/exchange_token", token,
				"{\"account_id\":\"" + accountId + "\"}");
	}

	HttpRequest.Builder merchantTokenRequest(String token) {
		return merchantTokenRequest(token, MERCHANT.accountId(), PARTNER_AUDIENCE);
	}

	HttpRequest.Builder merchantTokenRequest(String token, String accountId, String audience) {
		return this.http.post("/accounts/" + accountId + "/auth/token", token, DinteroHttp.tokenBody(audience));
	}

	String ownToken() throws IOException, InterruptedException {
		return this.http.token(PARTNER);
	}

	String exchangeToken() throws IOException, InterruptedException {
		return exchangeToken(MERCHANT.accountId());
	}

	String exchangeToken(String accountId) throws IOException, InterruptedException {
		return accessToken(this.http.send(exchangeRequest(ownToken(), accountId)));
	}

	String merchantToken() throws IOException, InterruptedException {
		return accessToken(this.http.send(merchantTokenRequest(exchangeToken())));
	}

	int settingsStatus(String token) throws IOException, InterruptedException {
		return settings(MERCHANT.accountId(), token).statusCode();
	}

	HttpResponse<String> settings(String accountId, String token) throws IOException, InterruptedException {
		return this.http.send(this.http.settingsRequest(accountId, token));
	}

	static String accessToken(HttpResponse<String> response) {
		return DinteroHttp.json(response).get("access_token").stringValue();
	}

	static JsonNode claims(String token) {
		String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
		return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(claims));
	}

}
