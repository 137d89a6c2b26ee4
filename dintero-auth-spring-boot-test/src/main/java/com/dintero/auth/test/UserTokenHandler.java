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

import org.jspecify.annotations.Nullable;

/**
 * Answers requests for tokens of users, who sign in with a password, with a code that was
 * sent to them, with a token from elsewhere, or with the answer to a challenge.
 */
final class UserTokenHandler {

	private final MockClients clients;

	private final MockUsers users;

	private final IssuedTokens tokens;

	private final RefreshTokens refreshTokens;

	private final PasswordlessCodes codes;

	private final MfaChallenges challenges;

	UserTokenHandler(MockClients clients, MockUsers users, IssuedTokens tokens, RefreshTokens refreshTokens,
			PasswordlessCodes codes, MfaChallenges challenges) {
		this.clients = clients;
		this.users = users;
		this.tokens = tokens;
		this.refreshTokens = refreshTokens;
		this.codes = codes;
		this.challenges = challenges;
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the grant {@code password}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer password(Exchange exchange, String accountId) {
		IssuedToken token = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), "grant_type", "username", "password", "audience");
		String audience = audience(token, body, MockGrantType.ANY, MockGrantType.PASSWORD);
		MockUser user = this.users.find(accountId, body.get("username"));
		if (user == null || !user.password().equals(body.get("password"))) {
			throw RefusedException.of(401, "These are not the credentials of a user of this account");
		}
		return signIn(token, user, audience);
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the grant
	 * {@code authorization_code}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer passwordlessCode(Exchange exchange, String accountId) {
		IssuedToken token = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), "grant_type", "ident_type", "ident", "verification_code",
				"audience");
		MockUser user = identified(accountId, body.oneOf("ident_type", "email", "user_id"), body.get("ident"));
		String audience = audience(token, body, MockGrantType.AUTHORIZATION_CODE);
		// Last, because it uses the code up
		if (user == null || !this.codes.redeem(user, body.get("verification_code"))) {
			throw RefusedException.of(401, "The code is not valid");
		}
		return signIn(token, user, audience);
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the grant
	 * {@code account_user_token}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer accountUserToken(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		IssuedToken token = this.tokens.authenticate(exchange);
		if (!token.isOfUser(accountId)) {
			throw IssuedTokens.unauthorized("The token is not one of a user of this account");
		}
		String audience = TextMembers.read(exchange.body(), "grant_type", "audience").get("audience");
		MockDinteroClient client = this.clients.findByAudience(accountId, audience);
		if (client == null) {
			throw RefusedException.of(403, "No client of the account has a grant for this audience");
		}
		return Answer.json(200, this.tokens.issue(TokenKind.USER, accountId, client, token.subject(), audience));
	}

	/**
	 * Answers {@code POST /v1/accounts/{oid}/auth/token} with the grant {@code mfa-oob}.
	 * @param exchange the request
	 * @param accountId the account
	 * @return the answer
	 */
	Answer challengeAnswer(Exchange exchange, String accountId) {
		IssuedToken token = authenticate(exchange, accountId);
		TextMembers body = TextMembers.read(exchange.body(), "grant_type", "mfa_token", "oob_code", "binding_code");
		MfaLogin login = this.challenges.answer(token.issuedTo(), body.get("mfa_token"), body.get("oob_code"),
				body.get("binding_code"));
		return Answer.json(200, issue(token, login.user(), login.audience()));
	}

	private IssuedToken authenticate(Exchange exchange, String accountId) {
		RequestChecks.account(MockDinteroClient.isAccountId(accountId));
		RequestChecks.jsonPost(exchange);
		return this.tokens.authenticateOwn(exchange, accountId).require(Scopes.USERS);
	}

	private String audience(IssuedToken token, TextMembers body, MockGrantType... types) {
		String audience = body.get("audience");
		this.clients.current(token.issuedTo()).checkGrant(audience, types);
		return audience;
	}

	private @Nullable MockUser identified(String accountId, String type, String ident) {
		return type.equals("email") ? this.users.findByEmail(accountId, ident)
				: this.users.findByUserId(accountId, ident);
	}

	private Answer signIn(IssuedToken token, MockUser user, String audience) {
		if (user.mfa() && !token.hasAnyOf(Scopes.NO_MFA)) {
			throw RefusedException.mfaRequired(this.challenges.begin(MfaLogin.of(token.issuedTo(), user, audience)));
		}
		Map<String, Object> response = issue(token, user, audience);
		if (token.hasAnyOf(MockDinteroClient.REFRESH_TOKEN_SCOPE)) {
			response.put("refresh_token",
					this.refreshTokens.issue(new RefreshToken(token.issuedTo(), user.userId(), audience)));
		}
		return Answer.json(200, response);
	}

	private Map<String, Object> issue(IssuedToken token, MockUser user, String audience) {
		return this.tokens.issue(TokenKind.USER, token.accountId(), token.issuedTo(), user.userId(), audience);
	}

}
