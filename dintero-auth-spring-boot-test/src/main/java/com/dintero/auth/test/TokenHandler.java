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

import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /v1/accounts/{oid}/auth/token}.
 */
final class TokenHandler {

	private final MockClients clients;

	private final IssuedTokens tokens;

	private volatile @Nullable RateLimit rateLimit;

	TokenHandler(MockClients clients, IssuedTokens tokens) {
		this.clients = clients;
		this.tokens = tokens;
	}

	void rateLimit(@Nullable RateLimit rateLimit) {
		this.rateLimit = rateLimit;
	}

	Answer handle(Exchange exchange, String accountId) {
		RateLimit limit = this.rateLimit;
		if (limit != null) {
			limit.count();
		}
		if (!MockDinteroClient.isAccountId(accountId)) {
			throw RefusedException.of(404, StatusErrors.message(404));
		}
		RequestChecks.method(exchange, "POST");
		RequestChecks.jsonContent(exchange);
		RequestChecks.acceptsJson(exchange);
		RequestChecks.knownLength(exchange);
		MockDinteroClient client = authenticate(exchange, accountId);
		TokenRequest request = TokenRequest.read(exchange.body());
		if (!client.audiences().contains(request.audience())) {
			throw RefusedException.of(403, "The client has no grant for this audience");
		}
		return Answer.json(200, this.tokens.issue(client, request.audience()));
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
