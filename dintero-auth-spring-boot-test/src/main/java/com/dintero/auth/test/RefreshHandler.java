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

import java.util.Map;

/**
 * Answers requests that use or revoke a refresh token.
 */
final class RefreshHandler {

	private final IssuedTokens tokens;

	private final RefreshTokens refreshTokens;

	RefreshHandler(IssuedTokens tokens, RefreshTokens refreshTokens) {
		this.tokens = tokens;
		this.refreshTokens = refreshTokens;
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the grant
	 * {@code refresh_token}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer refresh(Exchange exchange, String accountId) {
		MockDinteroClient client = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), "grant_type", "refresh_token");
		RefreshTokens.Use use = this.refreshTokens.use(client, body.get("refresh_token"));
		RefreshToken token = use.token();
		Map<String, Object> response = this.tokens.issue(TokenKind.USER, accountId, client, token.subject(),
				token.audience());
		if (use.next() != null) {
			response.put("refresh_token", use.next());
		}
		return Answer.json(200, response);
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/revoke}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer revoke(Exchange exchange, String accountId) {
		MockDinteroClient client = authenticate(exchange, accountId);
		this.refreshTokens.revoke(client, TextMembers.read(exchange.body(), "token").get("token"));
		return Answer.json(200, Map.of());
	}

	private MockDinteroClient authenticate(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		return this.tokens.authenticateOwn(exchange, accountId).require(Scopes.REFRESH_TOKENS).issuedTo();
	}

}
