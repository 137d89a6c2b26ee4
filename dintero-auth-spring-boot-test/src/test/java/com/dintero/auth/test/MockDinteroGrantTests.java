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
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link MockDintero} refuses for want of a type of grant or a scope.
 */
class MockDinteroGrantTests {

	private static final String USERS = "write:accounts:/auth/users";

	private static final String PASSWORDLESS = "write:accounts:/auth/passwordless";

	private MockDintero dintero;

	private UserHttp users;

	private DinteroHttp http;

	@BeforeEach
	void start() {
		this.dintero = UserHttp.dintero().start();
		this.users = new UserHttp(this.dintero);
		this.http = this.users.http();
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "PASSWORD", "AUTHORIZATION_CODE" })
	void aGrantForUsersGivesNoTokenOfTheClient(MockGrantType type) throws Exception {
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(type));
		assertForbidden(this.http.send(this.http.tokenRequest(UserHttp.CLIENT)));
	}

	@ParameterizedTest
	@EnumSource(names = { "ANY", "CLIENT_CREDENTIALS" })
	void theClientsOwnTokenNeedsAGrantForIt(MockGrantType type) throws Exception {
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(type));
		assertThat(this.http.send(this.http.tokenRequest(UserHttp.CLIENT)).statusCode()).isEqualTo(200);
	}

	@Test
	void aPasswordNeedsAGrantForIt() throws Exception {
		Map<String, Object> password = UserHttp.password(UserHttp.ADA);
		this.dintero.register(
				UserHttp.CLIENT.withGrantTypes(MockGrantType.CLIENT_CREDENTIALS, MockGrantType.AUTHORIZATION_CODE));
		assertForbidden(this.users.token(password));
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(MockGrantType.CLIENT_CREDENTIALS, MockGrantType.PASSWORD));
		assertThat(this.users.token(password).statusCode()).isEqualTo(200);
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(MockGrantType.ANY));
		assertThat(this.users.token(password).statusCode()).isEqualTo(200);
	}

	@Test
	void aCodeThatIsSentNeedsAGrantForAuthorizationCodes() throws Exception {
		Map<String, Object> request = UserHttp.passwordless("email", "ada@example.com");
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(MockGrantType.ANY));
		assertForbidden(this.users.send("passwordless", request));
		assertThat(this.dintero.sentCodes()).isEmpty();
		this.dintero.register(UserHttp.CLIENT);
		assertThat(this.users.send("passwordless", request).statusCode()).isEqualTo(204);
		Map<String, Object> redemption = UserHttp.code("email", "ada@example.com",
				this.dintero.lastSentCode("ada").code());
		this.dintero.register(UserHttp.CLIENT.withGrantTypes(MockGrantType.ANY, MockGrantType.PASSWORD));
		assertForbidden(this.users.token(redemption));
		this.dintero.register(
				UserHttp.CLIENT.withGrantTypes(MockGrantType.CLIENT_CREDENTIALS, MockGrantType.AUTHORIZATION_CODE));
		assertThat(this.users.token(redemption).statusCode()).isEqualTo(200);
	}

	@Test
	void oidcNeedsAGrantForAuthorizationCodesOfTheClientThatTheRequestNames() throws Exception {
		MockDinteroClient bearer = this.dintero.client().withGrantTypes(MockGrantType.ANY);
		this.dintero.register(bearer);
		this.dintero.register(UserHttp.OTHER_CLIENT.withGrantTypes(MockGrantType.AUTHORIZATION_CODE));
		OidcHttp oidc = new OidcHttp(this.dintero, this.http);
		String code = this.dintero.authorizationCode(OidcHttp.REDIRECT_URI, OidcHttp.ADA);
		assertForbidden(oidc.redeem(code));
		Map<String, Object> members = oidc.members(code);
		members.put("client_id", UserHttp.OTHER_CLIENT.clientId());
		assertThat(oidc.redeem(members).statusCode()).isEqualTo(200);
	}

	@Test
	void aMerchantsTokenNeedsAGrantForTheClientsOwn() throws Exception {
		this.dintero.register(PartnerHttp.PARTNER);
		this.dintero.register(PartnerHttp.MERCHANT);
		PartnerHttp partner = new PartnerHttp(this.http);
		String exchangeToken = partner.exchangeToken();
		this.dintero.register(PartnerHttp.PARTNER.withGrantTypes(MockGrantType.AUTHORIZATION_CODE));
		assertForbidden(this.http.send(partner.merchantTokenRequest(exchangeToken)));
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void everyEndpointOfUsersNeedsAScope(UserRequest request) throws Exception {
		this.dintero.register(UserHttp.CLIENT.withoutScope(USERS)
			.withoutScope(PASSWORDLESS)
			.withoutScope("write:accounts:/auth/mfa")
			.withoutScope(MockDinteroClient.REFRESH_TOKEN_SCOPE));
		assertForbidden(this.users.send(request.path(), request.members()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "admin:accounts", "write:accounts", USERS, "write:accounts:/auth/users/no-mfa" })
	void eachOfTheseScopesIsEnoughForUsersToSignIn(String scope) throws Exception {
		this.dintero.register(UserHttp.CLIENT.withoutScope(USERS).withScope(scope));
		assertThat(this.users.token(UserHttp.password(UserHttp.ADA)).statusCode()).isEqualTo(200);
	}

	@Test
	void aScopeCanSpareUsersTheChallenge() throws Exception {
		this.dintero.register(UserHttp.CLIENT.withScope("write:accounts:/auth/users/no-mfa"));
		assertThat(this.users.token(UserHttp.password(UserHttp.BOB)).statusCode()).isEqualTo(200);
		this.dintero.register(UserHttp.CLIENT);
		assertThat(this.users.token(UserHttp.password(UserHttp.BOB)).statusCode()).isEqualTo(403);
	}

	@Test
	void aCodeCanBeAllowedOverOneConnectionOnly() throws Exception {
		this.dintero.register(UserHttp.CLIENT.withoutScope(PASSWORDLESS).withScope(PASSWORDLESS + "-sms"));
		assertThat(this.users.send("passwordless", UserHttp.passwordless("sms", "ada@example.com")).statusCode())
			.isEqualTo(204);
		assertForbidden(this.users.send("passwordless", UserHttp.passwordless("email", "ada@example.com")));
	}

	@Test
	void theScopeOfRefreshTokensIsEnoughToUseAndToRevokeThem() throws Exception {
		String first = this.users.refreshToken();
		String second = this.users.refreshToken();
		this.dintero.register(UserHttp.CLIENT.withoutScope(USERS));
		assertThat(this.users.token(UserHttp.refresh(first)).statusCode()).isEqualTo(200);
		assertThat(this.users.send("revoke", UserHttp.revocation(second)).statusCode()).isEqualTo(200);
		assertForbidden(this.users.token(UserHttp.password(UserHttp.ADA)));
	}

	@Test
	void oidcNeedsTheScopeOfUsers() throws Exception {
		changeDefault((client) -> client.withoutScope(USERS).withScope("admin:accounts"));
		OidcHttp oidc = new OidcHttp(this.dintero, this.http);
		assertForbidden(oidc.redeem(this.dintero.authorizationCode(OidcHttp.REDIRECT_URI, OidcHttp.ADA)));
	}

	@Test
	void theExchangeNeedsAScope() throws Exception {
		this.dintero.register(PartnerHttp.MERCHANT);
		this.dintero.register(PartnerHttp.PARTNER.withoutScope("read:accounts"));
		PartnerHttp partner = new PartnerHttp(this.http);
		assertForbidden(this.http.send(partner.exchangeRequest(partner.ownToken())));
		this.dintero.register(PartnerHttp.PARTNER.withoutScope("read:accounts").withScope("admin:accounts"));
		assertThat(this.http.send(partner.exchangeRequest(partner.ownToken())).statusCode()).isEqualTo(200);
	}

	@Test
	void settingsNeedAScope() throws Exception {
		changeDefault((client) -> client.withoutScope("read:accounts"));
		assertForbidden(this.http.settings(this.http.token()));
	}

	@Test
	void tokensKeepTheScopesThatTheyWereIssuedWith() throws Exception {
		String token = this.http.token();
		changeDefault((client) -> client.withoutScope("read:accounts"));
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
	}

	private void changeDefault(UnaryOperator<MockDinteroClient> change) {
		this.dintero.register(change.apply(this.dintero.client()));
	}

	private static void assertForbidden(HttpResponse<String> response) {
		DinteroErrors.assertError(response, 403);
		assertThat(DinteroHttp.json(response).has("mfa_token")).isFalse();
	}

}
