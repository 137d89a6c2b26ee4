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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Answers requests to send a code to a user.
 */
final class PasswordlessHandler {

	private final MockClients clients;

	private final MockUsers users;

	private final IssuedTokens tokens;

	private final PasswordlessCodes codes;

	PasswordlessHandler(MockClients clients, MockUsers users, IssuedTokens tokens, PasswordlessCodes codes) {
		this.clients = clients;
		this.users = users;
		this.tokens = tokens;
		this.codes = codes;
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/passwordless}. Whether there is such a
	 * user is nobody's business, so the answer does not tell.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer send(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		IssuedToken token = this.tokens.authenticateOwn(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), List.of("audience", "client_id", "connection"),
				List.of("user_id", "email"));
		CodeChannel channel = CodeChannel.of(body, "connection");
		token.require(Scopes.passwordless(channel));
		this.clients.require(accountId, body.get("client_id"))
			.checkGrant(body.get("audience"), MockGrantType.AUTHORIZATION_CODE);
		MockUser user = find(accountId, body.find("user_id"), body.find("email"));
		if (user != null) {
			this.codes.send(user, channel);
		}
		return Answer.of(204, "");
	}

	private @Nullable MockUser find(String accountId, @Nullable String userId, @Nullable String email) {
		if (userId != null) {
			return this.users.findByUserId(accountId, userId);
		}
		return (email != null) ? this.users.findByEmail(accountId, email) : null;
	}

}
