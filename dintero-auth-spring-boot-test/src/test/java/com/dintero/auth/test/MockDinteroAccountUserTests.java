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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Users who come to a {@link MockDintero} with a token from elsewhere.
 */
class MockDinteroAccountUserTests {

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final MockDintero dintero = UserHttp.dintero().clock(this.clock).start();

	private final UserHttp users = new UserHttp(this.dintero);

	@Test
	void aTokenIsIssuedForTheTokenOfAnAccountUser() throws Exception {
		HttpResponse<String> response = redeem(this.dintero.accountUserToken(UserHttp.ADA));
		assertThat(response.statusCode()).isEqualTo(200);
		// Never a refresh token
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in");
		String token = PartnerHttp.accessToken(response);
		assertThat(PartnerHttp.claims(token).get("sub").stringValue()).isEqualTo("user-ada");
		assertThat(this.users.http().settings(token).statusCode()).isEqualTo(200);
	}

	@Test
	void aTokenIsIssuedForAnExternalIdToken() throws Exception {
		String idToken = this.dintero.externalIdToken("T12345678", "ada@example.com");
		JsonNode claims = PartnerHttp.claims(idToken);
		assertThat(claims.get("email").stringValue()).isEqualTo("ada@example.com");
		assertThat(claims.get("exp").longValue() - claims.get("iat").longValue()).isEqualTo(3600);
		assertThat(redeem(idToken).statusCode()).isEqualTo(200);
	}

	@Test
	void aTokenIsIssuedForAUsersAccessToken() throws Exception {
		String token = PartnerHttp.accessToken(this.users.token(UserHttp.password(UserHttp.ADA)));
		assertThat(PartnerHttp.claims(PartnerHttp.accessToken(redeem(token))).get("sub").stringValue())
			.isEqualTo("user-ada");
	}

	@Test
	void theOlderSpellingOfTheGrantIsFine() throws Exception {
		HttpResponse<String> response = this.users.http()
			.send(this.users.request("token", this.dintero.accountUserToken(UserHttp.ADA),
					UserHttp.with(UserHttp.accountUser(), "grant_type", "account_user")));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void anyOtherTokenIsUnauthorized() throws Exception {
		DinteroErrors.assertUnauthorized(redeem("not-issued-here"));
		DinteroErrors.assertUnauthorized(redeem(this.users.http().token(UserHttp.CLIENT)));
		DinteroErrors
			.assertUnauthorized(redeem(this.dintero.accountUserToken(MockUser.of("T12345679", "eve", "password"))));
		DinteroErrors.assertUnauthorized(redeem(this.dintero.externalIdToken("T12345679", "ada@example.com")));
	}

	@Test
	void anExpiredTokenIsUnauthorized() throws Exception {
		String userToken = this.dintero.accountUserToken(UserHttp.ADA);
		String idToken = this.dintero.externalIdToken("T12345678", "ada@example.com");
		this.clock.move(Duration.ofHours(1).minusMillis(1));
		assertThat(redeem(userToken).statusCode()).isEqualTo(200);
		assertThat(redeem(idToken).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMillis(1));
		DinteroErrors.assertUnauthorized(redeem(userToken));
		DinteroErrors.assertUnauthorized(redeem(idToken));
	}

	@Test
	void aRevokedTokenIsUnauthorized() throws Exception {
		String token = this.dintero.accountUserToken(UserHttp.ADA);
		this.dintero.revokeTokens();
		DinteroErrors.assertUnauthorized(redeem(token));
	}

	@Test
	void theTokensFromElsewhereGiveAccessToNothing() throws Exception {
		DinteroErrors.assertError(this.users.http().settings(this.dintero.accountUserToken(UserHttp.ADA)), 403);
		String idToken = this.dintero.externalIdToken("T12345678", "ada@example.com");
		DinteroErrors
			.assertError(this.users.http().send(this.users.http().sessionRequest(idToken, DinteroHttp.SESSION)), 403);
	}

	@Test
	void theAudienceIsAGrantOfAClientOfTheAccount() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T12345678";
		String token = this.dintero.accountUserToken(UserHttp.ADA);
		DinteroErrors.assertError(redeem(token, audience), 403);
		this.dintero.register(UserHttp.OTHER_CLIENT.withAudience(audience));
		assertThat(redeem(token, audience).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "scope", "username", "refresh_token" })
	void aMemberThatIsNotKnownDoesNotMatter(String member) throws Exception {
		assertThat(this.users.http()
			.send(this.users.request("token", this.dintero.accountUserToken(UserHttp.ADA),
					UserHttp.with(UserHttp.accountUser(), member, List.of("value"))))
			.statusCode()).isEqualTo(200);
	}

	@Test
	void theAudienceCannotBeLeftOut() throws Exception {
		DinteroErrors.assertBadRequest(this.users.http()
			.send(this.users.request("token", this.dintero.accountUserToken(UserHttp.ADA),
					UserHttp.without(UserHttp.accountUser(), "audience"))),
				"audience");
	}

	@ParameterizedTest
	@CsvSource({ "X12345678,ada@example.com", "T12345678,' '" })
	void anIdTokenThatCannotBeIsRejected(String accountId, String email) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.dintero.externalIdToken(accountId, email));
	}

	private HttpResponse<String> redeem(String token) throws IOException, InterruptedException {
		return redeem(token, UserHttp.AUDIENCE);
	}

	private HttpResponse<String> redeem(String token, String audience) throws IOException, InterruptedException {
		return this.users.http()
			.send(this.users.request("token", token, UserHttp.with(UserHttp.accountUser(), "audience", audience)));
	}

}
