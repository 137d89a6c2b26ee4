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

package com.dintero.auth.internal.user;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockEndpoint;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What the starter sends to Dintero, which takes more than this: a length, JSON for JSON,
 * and the documented members alone.
 */
class StarterRequestsTests {

	@AutoClose
	private final UserFixture fixture = new UserFixture();

	private final MockDintero dintero = this.fixture.dintero();

	private final DinteroUserClient client = this.fixture.client(Face.BLOCKING);

	@Test
	void everyRequestSaysItsLengthAndAsksForJson() {
		sendAll();
		assertThat(this.dintero.requests()).hasSize(11).allSatisfy((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
			assertThat(request.headers().get("Accept")).containsExactly("application/json");
			assertThat(request.headers().get("Content-Length"))
				.containsExactly(String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
			assertThat(request.headers()).doesNotContainKeys("Transfer-Encoding", "Expect");
			assertThat(request.headers().get("Authorization")).hasSize(1);
		});
	}

	@Test
	void everyRequestHasTheDocumentedMembersAndNoOthers() {
		sendAll();
		assertMembers(this.dintero.tokenEndpoint(), "grant_type", "audience");
		assertMembers(this.dintero.passwordlessEndpoint(), "audience", "client_id", "connection", "email");
		assertMembers(this.dintero.mfaChallengeEndpoint(), "challenge_type", "mfa_token", "oob_channel");
		assertMembers(this.dintero.mfaRecoveryEndpoint(), "challenge_type", "username", "audience", "oob_channel");
		assertMembers(this.dintero.refreshEndpoint(), "grant_type", "refresh_token");
		assertMembers(this.dintero.revocationEndpoint(), "token");
		Map<Object, String[]> grants = Map.of("password",
				new String[] { "grant_type", "username", "password", "audience" }, "authorization_code",
				new String[] { "grant_type", "ident_type", "ident", "verification_code", "audience" }, "mfa-oob",
				new String[] { "grant_type", "mfa_token", "oob_code", "binding_code" }, "account_user_token",
				new String[] { "grant_type", "audience" });
		assertThat(this.dintero.userTokenEndpoint().requests())
			.extracting((request) -> members(request).get("grant_type"))
			.contains(grants.keySet().toArray());
		assertThat(this.dintero.userTokenEndpoint().requests()).map(StarterRequestsTests::members)
			.allSatisfy((members) -> assertThat(members).containsOnlyKeys(grants.get(members.get("grant_type")))
				.allSatisfy((name, value) -> assertThat(value).isInstanceOf(String.class)));
	}

	private void sendAll() {
		String refreshToken = refreshToken(this.client.signIn("ada", UserFixture.ADAS_PASSWORD));
		this.client.revoke(refreshToken(this.client.refresh(refreshToken)));
		this.client.sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
		this.client.redeemCode(PasswordlessCode.ofEmail("ada@example.com", this.dintero.lastSentCode("ada").code()));
		this.client.exchange(this.dintero.accountUserToken(UserFixture.ADA));
		DinteroMfaRequiredException mfa = catchThrowableOfType(DinteroMfaRequiredException.class,
				() -> this.client.signIn("bea", UserFixture.BEAS_PASSWORD));
		MfaChallenge challenge = this.client.requestChallenge(mfa.getMfaToken(), MfaChannel.SMS);
		this.client.answerChallenge(challenge, this.dintero.lastSentCode("bea").code());
		this.client.startRecovery("bea", MfaChannel.EMAIL);
	}

	private static void assertMembers(MockEndpoint endpoint, String... names) {
		assertThat(endpoint.requests()).map(StarterRequestsTests::members)
			.isNotEmpty()
			.allSatisfy((members) -> assertThat(members).containsOnlyKeys(names)
				.allSatisfy((name, value) -> assertThat(value).isInstanceOf(String.class)));
	}

	private static Map<String, Object> members(MockRequest request) {
		return JsonMapper.shared().readValue(request.body(), new TypeReference<>() {
		});
	}

	private static String refreshToken(OAuth2AccessTokenResponse response) {
		return Objects.requireNonNull(response.getRefreshToken()).getTokenValue();
	}

}
