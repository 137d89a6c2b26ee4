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

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users who sign in at a {@link MockDintero} with a password.
 */
class MockDinteroPasswordTests {

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final MockDintero dintero = UserHttp.dintero().clock(this.clock).start();

	private final UserHttp users = new UserHttp(this.dintero);

	@Test
	void aTokenIsIssuedForTheUser() throws Exception {
		this.dintero.tokenLifetime(Duration.ofMinutes(5));
		HttpResponse<String> response = this.users.token(UserHttp.password(UserHttp.ADA));
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "refresh_token");
		assertThat(body.get("token_type").stringValue()).isEqualTo("Bearer");
		assertThat(body.get("expires_in").intValue()).isEqualTo(300);
		JsonNode claims = PartnerHttp.claims(PartnerHttp.accessToken(response));
		assertThat(claims.get("sub").stringValue()).isEqualTo("user-ada");
		assertThat(claims.get("aud").stringValue()).isEqualTo(UserHttp.AUDIENCE);
	}

	@Test
	void theTokenIsForTheResourcesOfTheAccountUntilItExpires() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String token = PartnerHttp.accessToken(this.users.token(UserHttp.password(UserHttp.ADA)));
		assertThat(this.users.http().settings(token).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofSeconds(60));
		DinteroErrors.assertUnauthorized(this.users.http().settings(token));
	}

	@Test
	void thereIsNoRefreshTokenWithoutTheScope() throws Exception {
		HttpResponse<String> response = this.users.send("token", UserHttp.OTHER_CLIENT,
				UserHttp.password(UserHttp.ADA));
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in");
	}

	@Test
	void itIsTheScopeOfTheTokenThatCounts() throws Exception {
		String token = this.users.http().token(UserHttp.OTHER_CLIENT);
		this.dintero.register(UserHttp.OTHER_CLIENT.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
		HttpResponse<String> response = this.users.http()
			.send(this.users.request("token", token, UserHttp.password(UserHttp.ADA)));
		assertThat(DinteroHttp.json(response).has("refresh_token")).isFalse();
		HttpResponse<String> renewed = this.users.send("token", UserHttp.OTHER_CLIENT, UserHttp.password(UserHttp.ADA));
		assertThat(DinteroHttp.json(renewed).has("refresh_token")).isTrue();
	}

	@Test
	void anUnknownUserAndAWrongPasswordAreRefusedInTheSameWay() throws Exception {
		HttpResponse<String> unknown = this.users
			.token(UserHttp.with(UserHttp.password(UserHttp.ADA), "username", "eve"));
		HttpResponse<String> wrong = this.users
			.token(UserHttp.with(UserHttp.password(UserHttp.ADA), "password", "ada's Password"));
		HttpResponse<String> wrongWithMfa = this.users
			.token(UserHttp.with(UserHttp.password(UserHttp.BOB), "password", "wrong"));
		DinteroErrors.assertError(unknown, 401);
		assertThat(unknown.headers().firstValue("WWW-Authenticate")).isEmpty();
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(wrong.body()).isEqualTo(unknown.body());
		assertThat(wrongWithMfa.body()).isEqualTo(unknown.body());
	}

	@Test
	void aUserOfAnotherAccountIsUnknown() throws Exception {
		this.dintero.register(MockUser.of("T12345679", "eve", "eve's password"));
		DinteroErrors
			.assertError(this.users.token(UserHttp.password(MockUser.of("T12345678", "eve", "eve's password"))), 401);
	}

	@Test
	void aRegisteredUserReplacesTheOneWithTheSameName() throws Exception {
		MockUser renewed = MockUser.of("T12345678", "ada", "another password").withUserId("ada-2");
		this.dintero.register(renewed);
		DinteroErrors.assertError(this.users.token(UserHttp.password(UserHttp.ADA)), 401);
		JsonNode claims = PartnerHttp.claims(PartnerHttp.accessToken(this.users.token(UserHttp.password(renewed))));
		assertThat(claims.get("sub").stringValue()).isEqualTo("ada-2");
	}

	@Test
	void anAudienceThatIsNoGrantOfTheClientIsForbidden() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T12345678";
		this.dintero.register(UserHttp.OTHER_CLIENT.withAudience(audience));
		DinteroErrors
			.assertError(this.users.token(UserHttp.with(UserHttp.password(UserHttp.ADA), "audience", audience)), 403);
		assertThat(this.users
			.send("token", UserHttp.OTHER_CLIENT, UserHttp.with(UserHttp.password(UserHttp.ADA), "audience", audience))
			.statusCode()).isEqualTo(200);
	}

	@Test
	void aUserWithMfaHasToAnswerAChallenge() throws Exception {
		HttpResponse<String> response = this.users.token(UserHttp.password(UserHttp.BOB));
		DinteroErrors.assertError(response, 403);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("error", "mfa_token");
		assertThat(body.get("error").get("code").stringValue()).isEqualTo("mfa_required");
		assertThat(body.get("mfa_token").stringValue()).isNotEmpty().isNotEqualTo(this.users.mfaToken());
		assertThat(this.dintero.sentCodes()).isEmpty();
	}

	@Test
	void nothingShowsAPasswordOrATokenInItsText() throws Exception {
		String refreshToken = this.users.refreshToken();
		String mfaToken = this.users.mfaToken();
		assertThat(this.dintero.toString() + this.dintero.requests() + UserHttp.ADA).contains("ada")
			.doesNotContain("ada's password", refreshToken, mfaToken);
		assertThat(this.dintero.userTokenEndpoint().requests()).first()
			.hasToString("POST /v1/accounts/T12345678/auth/token -> 200");
	}

}
