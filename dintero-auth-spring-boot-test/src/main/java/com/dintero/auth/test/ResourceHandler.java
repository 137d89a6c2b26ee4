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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Answers the resources of the API, to those who have a token or, for one of them, an API
 * key.
 */
final class ResourceHandler {

	private static final String API_KEY = "x-api-key";

	private final MockMerchants merchants;

	private final IssuedTokens tokens;

	private final ApiKeys apiKeys;

	ResourceHandler(MockMerchants merchants, IssuedTokens tokens, ApiKeys apiKeys) {
		this.merchants = merchants;
		this.tokens = tokens;
		this.apiKeys = apiKeys;
	}

	/**
	 * Answers {@code GET /v1/accounts/{aid}/management/settings}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer settings(Exchange exchange, String accountId) {
		RequestChecks.method(exchange, "GET");
		IssuedToken token = accessToken(exchange);
		if (!token.accountId().equals(accountId)) {
			throw RefusedException.of(403, "The token is for another account");
		}
		token.require(Scopes.SETTINGS);
		MockMerchant merchant = this.merchants.find(accountId);
		Map<String, Object> company = new LinkedHashMap<>();
		company.put("business_name", (merchant != null) ? merchant.businessName() : "Mock Merchant " + accountId);
		company.put("organization_number", "9" + accountId.substring(1));
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("account_id", accountId);
		settings.put("partner_id", (merchant != null) ? merchant.partnerId() : accountId.substring(0, 4) + "00000");
		settings.put("active", true);
		settings.put("livemode", accountId.startsWith("P"));
		settings.put("company", company);
		return Answer.json(200, settings);
	}

	/**
	 * Answers {@code POST /v1/sessions-profile}.
	 * @param exchange the request
	 * @return the answer
	 */
	Answer createSession(Exchange exchange) {
		RequestChecks.method(exchange, "POST");
		String accountId = exchange.headers(API_KEY).isEmpty() ? accessToken(exchange).accountId()
				: accountOfApiKey(exchange);
		RequestChecks.jsonContent(exchange);
		SessionRequest.check(exchange.body());
		String id = accountId + "." + UUID.randomUUID();
		Map<String, Object> session = new LinkedHashMap<>();
		session.put("id", id);
		// Nobody serves this page, but it must not be one of the real Dintero either
		session.put("url", "http://%s/v1/view/%s".formatted(exchange.header("Host"), id));
		return Answer.json(200, session);
	}

	private IssuedToken accessToken(Exchange exchange) {
		IssuedToken token = this.tokens.authenticate(exchange);
		if (!token.kind().isAccessToken()) {
			throw RefusedException.of(403, "The token is not an access token");
		}
		return token;
	}

	private String accountOfApiKey(Exchange exchange) {
		if (!exchange.headers("Authorization").isEmpty()) {
			throw RefusedException.badRequest("The request must have either a token or an API key",
					Map.of(API_KEY, "must not be there beside Authorization"));
		}
		String key = exchange.header(API_KEY);
		String accountId = (key != null) ? this.apiKeys.accountOf(key) : null;
		if (accountId == null) {
			throw RefusedException.of(401, "The API key is not known");
		}
		return accountId;
	}

}
