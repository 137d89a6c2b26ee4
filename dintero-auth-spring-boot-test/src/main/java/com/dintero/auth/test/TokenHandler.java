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

/**
 * Answers requests for tokens. A token that is not valid is refused with {@code 401}, and
 * one that is valid but not for this purpose or this account with {@code 403}, except for
 * OIDC, where that is {@code 401} too.
 */
final class TokenHandler {

	private static final MockGrantType[] OWN = { MockGrantType.ANY, MockGrantType.CLIENT_CREDENTIALS };

	private final MockClients clients;

	private final MockMerchants merchants;

	private final IssuedTokens tokens;

	private final CodeRedeemer redeemer;

	TokenHandler(MockClients clients, MockMerchants merchants, IssuedTokens tokens, CodeRedeemer redeemer) {
		this.clients = clients;
		this.merchants = merchants;
		this.tokens = tokens;
		this.redeemer = redeemer;
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the credentials of a
	 * client.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer clientToken(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		MockDinteroClient client = authenticate(exchange, accountId);
		TokenRequest request = TokenRequest.read(exchange.body());
		client.checkGrant(request.audience(), OWN);
		return Answer.json(200, this.tokens.issue(TokenKind.OWN, accountId, client, request.audience()));
	}

	/**
	 * Answers {@code POST /v1/accounts/{partner_id}/auth/exchange_token}.
	 * @param exchange the request
	 * @param partnerId the partner
	 * @return the answer
	 */
	Answer exchangeToken(Exchange exchange, String partnerId) {
		RequestChecks.account(MockMerchant.isPartnerId(partnerId));
		RequestChecks.jsonPost(exchange);
		IssuedToken token = this.tokens.authenticate(exchange);
		if (!token.isFor(TokenKind.OWN, partnerId)) {
			throw RefusedException.of(403, "The token is not this partner's own");
		}
		token.require(Scopes.EXCHANGE);
		String accountId = ExchangeTokenRequest.read(exchange.body()).accountId();
		if (!this.merchants.isMerchantOf(partnerId, accountId)) {
			// Who has other merchants is nobody's business
			throw RefusedException.of(403, "The partner has no such merchant");
		}
		String audience = MockDinteroClient.ownAudience(accountId);
		return Answer.json(200, this.tokens.issue(TokenKind.EXCHANGE, accountId, token.issuedTo(), audience));
	}

	/**
	 * Answers {@code POST /v1/accounts/{merchant}/auth/token} with an exchange token.
	 * @param exchange the request
	 * @param accountId the merchant's account
	 * @return the answer
	 */
	Answer merchantToken(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		IssuedToken token = this.tokens.authenticate(exchange);
		if (!token.isFor(TokenKind.EXCHANGE, accountId)) {
			throw RefusedException.of(403, "The token is not an exchange token for this account");
		}
		TokenRequest request = TokenRequest.read(exchange.body());
		MockDinteroClient client = this.clients.current(token.issuedTo());
		if (!request.audience().equals(MockDinteroClient.ownAudience(accountId))) {
			client.checkGrant(request.audience(), OWN);
		}
		return Answer.json(200, this.tokens.issue(TokenKind.MERCHANT, accountId, client, request.audience()));
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/oidc/token}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer oidcToken(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		IssuedToken token = this.tokens.authenticate(exchange);
		if (!token.isFor(TokenKind.OWN, accountId)) {
			throw IssuedTokens.unauthorized("The token is not a client's own for this account");
		}
		token.require(Scopes.OIDC);
		OidcTokenRequest request = OidcTokenRequest.read(exchange.body());
		MockDinteroClient client = this.clients.require(accountId, request.clientId());
		client.checkGrant(request.audience(), MockGrantType.AUTHORIZATION_CODE);
		// Last, because an attempt may use the code up
		MockUserInfo user = this.redeemer.redeem(request.code(), request.redirectUri());
		Map<String, Object> response = this.tokens.issue(TokenKind.USER, accountId, client, request.audience());
		if (user != null) {
			Map<String, Object> userInfo = new LinkedHashMap<>();
			userInfo.put("authority", user.authority());
			userInfo.put("value", user.value());
			response.put("user_info", userInfo);
		}
		return Answer.json(200, response);
	}

	private MockDinteroClient authenticate(Exchange exchange, String accountId) {
		BasicCredentials credentials = BasicCredentials.parse(exchange.header("Authorization"));
		MockDinteroClient client = (credentials != null) ? this.clients.find(accountId, credentials) : null;
		if (client == null) {
			throw RefusedException.of(401, "These are not the credentials of a client of this account");
		}
		return client;
	}

}
