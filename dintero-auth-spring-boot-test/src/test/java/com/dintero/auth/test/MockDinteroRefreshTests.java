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
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The refresh tokens of {@link MockDintero}: how they are used, rotated and revoked.
 */
class MockDinteroRefreshTests {

	private final MutableClock clock = new MutableClock();

	@AutoClose
	private final MockDintero dintero = UserHttp.dintero().clock(this.clock).start();

	private final UserHttp users = new UserHttp(this.dintero);

	@Test
	void aRefreshTokenGivesAnAccessTokenAndTheNextRefreshToken() throws Exception {
		String refreshToken = this.users.refreshToken();
		HttpResponse<String> response = refresh(refreshToken);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in", "refresh_token");
		assertThat(UserHttp.text(response, "refresh_token")).isNotEqualTo(refreshToken);
		assertThat(this.users.http().settings(PartnerHttp.accessToken(response)).statusCode()).isEqualTo(200);
		assertThat(refresh(UserHttp.text(response, "refresh_token")).statusCode()).isEqualTo(200);
	}

	@Test
	void theUserAndTheAudienceStayTheSame() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T12345678";
		this.dintero.register(UserHttp.CLIENT.withAudience(audience));
		String refreshToken = UserHttp.text(
				this.users.token(UserHttp.with(UserHttp.password(UserHttp.ADA), "audience", audience)),
				"refresh_token");
		HttpResponse<String> second = refresh(UserHttp.text(refresh(refreshToken), "refresh_token"));
		JsonNode claims = PartnerHttp.claims(PartnerHttp.accessToken(second));
		assertThat(claims.get("aud").stringValue()).isEqualTo(audience);
		assertThat(claims.get("sub").stringValue()).isEqualTo("user-ada");
	}

	@Test
	void aRefreshTokenIsUsedOnce() throws Exception {
		String refreshToken = this.users.refreshToken();
		assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
		assertNotValid(refresh(refreshToken));
		assertNotValid(refresh("unknown"));
	}

	@Test
	void withoutRotationARefreshTokenStaysTheSame() throws Exception {
		this.dintero.rotateRefreshTokens(false);
		String refreshToken = this.users.refreshToken();
		for (int i = 0; i < 2; i++) {
			HttpResponse<String> response = refresh(refreshToken);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
					"expires_in");
		}
	}

	@Test
	void resetLetsRefreshTokensRotateAndKeepsThem() throws Exception {
		this.dintero.rotateRefreshTokens(false);
		String refreshToken = this.users.refreshToken();
		this.dintero.reset();
		assertThat(DinteroHttp.json(refresh(refreshToken)).has("refresh_token")).isTrue();
	}

	@Test
	void aRefreshTokenDoesNotExpireNorGoWithTheAccessTokens() throws Exception {
		String refreshToken = this.users.refreshToken();
		this.dintero.revokeTokens();
		this.clock.move(Duration.ofDays(365));
		assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
	}

	@Test
	void aRefreshTokenIsForItsClient() throws Exception {
		this.dintero.register(UserHttp.OTHER_CLIENT.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
		String refreshToken = this.users.refreshToken();
		assertNotValid(this.users.send("token", UserHttp.OTHER_CLIENT, UserHttp.refresh(refreshToken)));
		assertNotValid(this.users.http()
			.send(this.users.request("T12345679", "token", this.users.http().token(UserHttp.OTHER_ACCOUNT),
					UserHttp.refresh(refreshToken))));
		assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
	}

	@Test
	void ofManyAtOnceOneUsesTheRefreshToken() throws Exception {
		List<Integer> statuses = this.users.race(this.dintero.refreshEndpoint(),
				UserHttp.refresh(this.users.refreshToken()));
		assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
		assertThat(Collections.frequency(statuses, 401)).isEqualTo(19);
	}

	@Test
	void aFaultDoesNotUseTheRefreshTokenUp() throws Exception {
		String refreshToken = this.users.refreshToken();
		this.dintero.refreshEndpoint().failNext(MockFault.status(503));
		DinteroErrors.assertError(refresh(refreshToken), 503);
		assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
	}

	@Test
	void aRefreshTokenCanBeRevoked() throws Exception {
		String refreshToken = this.users.refreshToken();
		String other = this.users.refreshToken();
		HttpResponse<String> response = revoke(UserHttp.CLIENT, refreshToken);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{}");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertNotValid(refresh(refreshToken));
		assertThat(refresh(other).statusCode()).isEqualTo(200);
	}

	@Test
	void whatCannotBeRevokedGetsTheSameAnswer() throws Exception {
		String refreshToken = this.users.refreshToken();
		assertThat(revoke(UserHttp.OTHER_CLIENT, refreshToken).statusCode()).isEqualTo(200);
		assertThat(revoke(UserHttp.CLIENT, "unknown").statusCode()).isEqualTo(200);
		assertThat(refresh(refreshToken).statusCode()).isEqualTo(200);
		assertThat(revoke(UserHttp.CLIENT, refreshToken).statusCode()).isEqualTo(200);
		assertThat(this.dintero.revocationEndpoint().requestCount()).isEqualTo(3);
	}

	private HttpResponse<String> refresh(String refreshToken) throws IOException, InterruptedException {
		return this.users.token(UserHttp.refresh(refreshToken));
	}

	private HttpResponse<String> revoke(MockDinteroClient client, String refreshToken)
			throws IOException, InterruptedException {
		return this.users.send("revoke", client, UserHttp.revocation(refreshToken));
	}

	private static void assertNotValid(HttpResponse<String> response) {
		DinteroErrors.assertError(response, 401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

}
