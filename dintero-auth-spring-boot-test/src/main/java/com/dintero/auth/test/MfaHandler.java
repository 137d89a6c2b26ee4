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
import java.util.List;
import java.util.Map;

/**
 * Answers requests to challenge a user.
 */
final class MfaHandler {

	private static final String OOB = "oob";

	private static final String TYPE = "challenge_type";

	private static final String CHANNEL = "oob_channel";

	private final MockClients clients;

	private final MockUsers users;

	private final IssuedTokens tokens;

	private final MfaChallenges challenges;

	MfaHandler(MockClients clients, MockUsers users, IssuedTokens tokens, MfaChallenges challenges) {
		this.clients = clients;
		this.users = users;
		this.tokens = tokens;
		this.challenges = challenges;
	}

	/**
	 * Answers {@code POST /v1/accounts/{aid}/auth/mfa/challenge}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer challenge(Exchange exchange, String accountId) {
		MockDinteroClient client = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), List.of(TYPE, "mfa_token"), List.of(CHANNEL));
		body.oneOf(TYPE, OOB);
		CodeChannel channel = CodeChannel.orSms(body, CHANNEL);
		return Answer.json(200, response(this.challenges.challenge(client, body.get("mfa_token"), channel)));
	}

	/**
	 * Answers {@code POST /v1/accounts/{aid}/auth/mfa/recovery}. Whether there is such a
	 * user is nobody's business, so the answer does not tell.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer recovery(Exchange exchange, String accountId) {
		MockDinteroClient client = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), List.of(TYPE, "username", "audience"), List.of(CHANNEL));
		body.oneOf(TYPE, OOB);
		CodeChannel channel = CodeChannel.orSms(body, CHANNEL);
		String audience = body.get("audience");
		this.clients.current(client).checkGrant(audience, MockGrantType.values());
		MockUser user = this.users.find(accountId, body.get("username"));
		MfaLogin login = (user != null && user.mfa()) ? MfaLogin.recovery(client, user, audience) : null;
		MfaChallenges.Recovery recovery = this.challenges.recover(login, channel);
		Map<String, Object> response = response(recovery.oobCode());
		response.put("mfa_token", recovery.mfaToken());
		return Answer.json(200, response);
	}

	private MockDinteroClient authenticate(Exchange exchange, String accountId) {
		RequestChecks.account(MockMerchant.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		return this.tokens.authenticateOwn(exchange, accountId).require(Scopes.MFA).issuedTo();
	}

	private static Map<String, Object> response(String oobCode) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put(TYPE, OOB);
		response.put("binding_method", "prompt");
		response.put("oob_code", oobCode);
		return response;
	}

}
