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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OIDC endpoint of {@link MockDintero}: from the code that a user brings back from an
 * external identity provider to a token, and what that token is good for.
 */
class MockDinteroOidcTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final MutableClock clock = new MutableClock();

	private MockDintero dintero;

	private DinteroHttp http;

	private OidcHttp oidc;

	@BeforeEach
	void start() {
		this.dintero = MockDintero.builder().clock(this.clock).start();
		this.http = new DinteroHttp(this.dintero);
		this.oidc = new OidcHttp(this.dintero, this.http);
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void aTokenIsIssuedForACode() throws Exception {
		this.dintero.tokenLifetime(Duration.ofMinutes(5));
		HttpResponse<String> response = this.oidc.redeem(code());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "user_info");
		assertThat(body.get("token_type").stringValue()).isEqualTo("Bearer");
		assertThat(body.get("expires_in").intValue()).isEqualTo(300);
		assertThat(body.get("user_info")).isEqualTo(JsonMapper.shared().readTree("""
				{"authority": "https://identityserver.example.com/access",
				 "value": {"sub": "c06c4afe", "name": "Ada Lovelace", "roles": {"admin": true}}}
				"""));
	}

	@Test
	void nothingNeedBeToldAboutTheUser() throws Exception {
		HttpResponse<String> response = this.oidc.redeem(this.dintero.authorizationCode(OidcHttp.REDIRECT_URI));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in");
	}

	@Test
	void theTokenIsForTheResourcesOfTheAccount() throws Exception {
		String token = this.oidc.userToken();
		assertThat(PartnerHttp.claims(token).get("aud").stringValue())
			.isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
		HttpResponse<String> session = this.http.send(this.http.sessionRequest(token, DinteroHttp.SESSION));
		assertThat(DinteroHttp.json(session).get("id").stringValue()).startsWith("T12345678.");
		DinteroErrors.assertError(this.http.send(this.http.settingsRequest("T12345679", token)), 403);
	}

	@Test
	void theTokenExpires() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String token = this.oidc.userToken();
		this.clock.move(Duration.ofSeconds(60));
		DinteroErrors.assertUnauthorized(this.http.settings(token));
	}

	@Test
	void theTokenCanBeRevoked() throws Exception {
		String token = this.oidc.userToken();
		this.dintero.revokeTokens("T12345679");
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
		this.dintero.revokeTokens("T12345678");
		DinteroErrors.assertUnauthorized(this.http.settings(token));
		String other = this.oidc.userToken();
		this.dintero.revokeTokens();
		DinteroErrors.assertUnauthorized(this.http.settings(other));
		assertThat(this.http.settings(this.oidc.userToken()).statusCode()).isEqualTo(200);
	}

	@Test
	void theTokenIsForNoTokenEndpoint() throws Exception {
		this.dintero.register(PartnerHttp.PARTNER);
		this.dintero.register(PartnerHttp.MERCHANT);
		PartnerHttp partner = new PartnerHttp(this.http);
		Map<String, Object> members = this.oidc.members(code());
		members.put("client_id", PartnerHttp.PARTNER.clientId());
		members.put("audience", PartnerHttp.PARTNER_AUDIENCE);
		String token = PartnerHttp
			.accessToken(this.http.send(this.oidc.request("T11200000", partner.ownToken(), members)));
		assertThat(partner.settings("T11200000", token).statusCode()).isEqualTo(200);
		DinteroErrors.assertError(this.http.send(partner.exchangeRequest(token)), 403);
		DinteroErrors.assertError(
				this.http.send(partner.merchantTokenRequest(token, "T11200000", PartnerHttp.PARTNER_AUDIENCE)), 403);
		members.put("code", code());
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request("T11200000", token, members)));
	}

	@Test
	void aCodeIsRedeemedOnce() throws Exception {
		String code = code();
		assertThat(code).isNotEqualTo(code());
		assertThat(this.oidc.redeem(code).statusCode()).isEqualTo(200);
		assertRefused(this.oidc.redeem(code), code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example/login/callback", "https://app.example/login/callback?a=b&c=d",
			"https://app.example/login/callback?a=B", "http://app.example/login/callback?a=b" })
	void aCodeIsRedeemedWithTheVerySameRedirectUri(String redirectUri) throws Exception {
		String code = code();
		Map<String, Object> members = this.oidc.members(code);
		members.put("redirect_uri", redirectUri);
		assertRefused(this.oidc.redeem(members), code);
		// The attempt has used it up
		assertRefused(this.oidc.redeem(code), code);
	}

	@Test
	void aCodeIsNotRedeemedWithoutRedirectUri() throws Exception {
		String code = code();
		Map<String, Object> members = this.oidc.members(code);
		members.remove("redirect_uri");
		assertRefused(this.oidc.redeem(members), code);
	}

	@Test
	void anUnknownCodeIsRefused() throws Exception {
		assertRefused(this.oidc.redeem("not-issued-here"), "not-issued-here");
	}

	@Test
	void aRequestThatIsRefusedBeforeDoesNotUseTheCodeUp() throws Exception {
		String code = code();
		Map<String, Object> members = this.oidc.members(code);
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request("not-issued-here", members)));
		members.put("audience", "https://api.dintero.com/v1/accounts/T12345679");
		DinteroErrors.assertError(this.oidc.redeem(members), 403);
		this.dintero.oidcEndpoint().failNext(MockFault.status(503));
		DinteroErrors.assertError(this.oidc.redeem(code), 503);
		assertThat(this.oidc.redeem(code).statusCode()).isEqualTo(200);
	}

	@Test
	void theClientNeedNotBeTheOneWithTheToken() throws Exception {
		String audience = "https://test.dintero.com/v1/accounts/T12345678";
		this.dintero.register(MockDinteroClient.of("T12345678", "login-client", "login-secret").withAudience(audience));
		Map<String, Object> members = this.oidc.members(code());
		members.put("audience", audience);
		// It is the named client's grant that counts
		DinteroErrors.assertError(this.oidc.redeem(members), 403);
		members.put("client_id", "login-client");
		HttpResponse<String> response = this.oidc.redeem(members);
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode claims = PartnerHttp.claims(PartnerHttp.accessToken(response));
		assertThat(claims.get("sub").stringValue()).isEqualTo("login-client");
		assertThat(claims.get("aud").stringValue()).isEqualTo(audience);
	}

	@Test
	void anUnknownClientAndOneOfAnotherAccountAreRefusedInTheSameWay() throws Exception {
		this.dintero.register(MockDinteroClient.of("T12345679", "another-accounts", "secret"));
		Map<String, Object> members = this.oidc.members(code());
		members.put("client_id", "unknown");
		HttpResponse<String> unknown = this.oidc.redeem(members);
		DinteroErrors.assertError(unknown, 403);
		members.put("client_id", "another-accounts");
		HttpResponse<String> anothers = this.oidc.redeem(members);
		assertThat(anothers.statusCode()).isEqualTo(403);
		assertThat(anothers.body()).isEqualTo(unknown.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.dintero.com/v1/accounts/T12345679",
			"https://api.dintero.com/v1/accounts/T12345678/", "T12345678" })
	void anAudienceThatIsNoGrantOfTheClientIsForbidden(String audience) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.put("audience", audience);
		DinteroErrors.assertError(this.oidc.redeem(members), 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer not-issued-here", "Bearer", "Bearer ", "Basic bW9jazptb2Nr", "token" })
	void whoHasNoTokenOfOursIsUnauthorized(String authorization) throws Exception {
		DinteroErrors.assertUnauthorized(
				this.http.send(this.oidc.request("", code()).setHeader("Authorization", authorization)));
	}

	@Test
	void theClientsCredentialsAreNoToken() throws Exception {
		DinteroErrors.assertUnauthorized(this.http
			.send(this.oidc.request("", code()).setHeader("Authorization", DinteroHttp.basic(this.dintero.client()))));
	}

	@Test
	void missingOrRepeatedTokensAreUnauthorized() throws Exception {
		String token = this.http.token();
		DinteroErrors.assertUnauthorized(
				this.http.send(this.oidc.request(token, code()).header("Authorization", "Bearer " + token)));
		DinteroErrors.assertUnauthorized(this.http.send(this.http.request("/accounts/T12345678/auth/oidc/token")
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString("{}"))));
	}

	@Test
	void anExpiredOrRevokedTokenIsUnauthorized() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String expired = this.http.token();
		this.clock.move(Duration.ofSeconds(60));
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request(expired, code())));
		String revoked = this.http.token();
		this.dintero.revokeTokens("T12345678");
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request(revoked, code())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "T12345679", "P12345678", "T12300000", "T123" })
	void theTokenOfAnotherAccountIsUnauthorized(String accountId) throws Exception {
		MockDinteroClient other = MockDinteroClient.of(accountId, "other", "other-secret");
		this.dintero.register(other);
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request(this.http.token(other), code())));
	}

	@Test
	void thePartnersTokensForAMerchantAreUnauthorized() throws Exception {
		this.dintero.register(PartnerHttp.PARTNER);
		this.dintero.register(PartnerHttp.MERCHANT);
		MockDinteroClient merchant = MockDinteroClient.of("T11200001", "merchant", "merchant-secret");
		this.dintero.register(merchant);
		PartnerHttp partner = new PartnerHttp(this.http);
		Map<String, Object> members = this.oidc.members(code());
		members.put("client_id", "merchant");
		members.put("audience", merchant.audiences().iterator().next());
		DinteroErrors.assertUnauthorized(this.http.send(this.oidc.request("T11200001", partner.ownToken(), members)));
		DinteroErrors
			.assertUnauthorized(this.http.send(this.oidc.request("T11200001", partner.exchangeToken(), members)));
		DinteroErrors
			.assertUnauthorized(this.http.send(this.oidc.request("T11200001", partner.merchantToken(), members)));
		assertThat(this.http.send(this.oidc.request("T11200001", this.http.token(merchant), members)).statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "grant_type", "code", "client_id", "audience" })
	void aMemberThatIsMissingIsABadRequest(String member) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.remove(member);
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
	}

	@ParameterizedTest
	@ValueSource(strings = { "code_verifier", "client_secret", "scope", "nonce", "redirectUri" })
	void aMemberThatIsNotKnownDoesNotMatter(String member) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.put(member, Map.of("a", 1));
		assertThat(this.oidc.redeem(members).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "grant_type", "code", "client_id", "audience", "redirect_uri" })
	void aMemberThatIsNoStringIsABadRequest(String member) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.put(member, null);
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
		members.put(member, 1);
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
		members.put(member, new String[] { "value" });
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
	}

	@ParameterizedTest
	@ValueSource(strings = { "grant_type", "code", "client_id", "audience", "redirect_uri" })
	void aMemberThatIsBlankIsABadRequest(String member) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.put(member, "");
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
		members.put(member, " ");
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), member);
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_credentials", "password", "refresh_token", "AUTHORIZATION_CODE", "" })
	void anotherGrantIsABadRequest(String grantType) throws Exception {
		Map<String, Object> members = this.oidc.members(code());
		members.put("grant_type", grantType);
		DinteroErrors.assertBadRequest(this.oidc.redeem(members), "grant_type");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			{"code": "a", "code": "b"}                           | body
			{"grant_type": "authorization_code"                  | body
			{"grant_type": "authorization_code"} {}              | body
			["authorization_code"]                               | body
			grant_type=authorization_code&code=a                 | body
			""")
	void aBodyThatIsNotOneObjectIsABadRequest(String body, String field) throws Exception {
		HttpRequest.Builder request = this.oidc.request(this.http.token(), code());
		DinteroErrors.assertBadRequest(this.http.send(request.POST(BodyPublishers.ofString(body))), field);
		DinteroErrors.assertBadRequest(this.http.send(request.POST(BodyPublishers.noBody())), "body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH" })
	void anotherMethodThanPostIsNotAllowed(String method) throws Exception {
		HttpRequest.Builder request = this.oidc.request(this.http.token(), code())
			.method(method, BodyPublishers.noBody());
		HttpResponse<String> response = this.http.send(request);
		DinteroErrors.assertError(response, 405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
	}

	@ParameterizedTest
	@CsvSource({ "Content-Type,application/x-www-form-urlencoded", "Content-Type,text/plain", "Accept,text/html" })
	void anythingButJsonIsABadRequest(String header, String value) throws Exception {
		HttpRequest.Builder request = this.oidc.request(this.http.token(), code()).setHeader(header, value);
		DinteroErrors.assertBadRequest(this.http.send(request), header);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X12345678", "T1234567", "T123456789", "t12345678", "%20" })
	void anAccountOffThePatternIsNotFound(String accountId) throws Exception {
		HttpRequest.Builder request = this.oidc.request(accountId, this.http.token(), this.oidc.members(code()));
		DinteroErrors.assertError(this.http.send(request), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/accounts/T12345678/auth/oidc", "/accounts/T12345678/auth/oidc/token/",
			"/accounts/T12345678/oidc/token", "/accounts//auth/oidc/token", "/accounts/T12345678/auth/OIDC/token" })
	void anyOtherPathIsNotFound(String path) throws Exception {
		HttpRequest.Builder request = this.oidc.request(this.http.token(), code())
			.uri(URI.create(this.dintero.baseUrl() + path));
		DinteroErrors.assertError(this.http.send(request), 404);
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void theEndpointFailsAndIsCountedOnItsOwn() throws Exception {
		this.dintero.oidcEndpoint().failAlways(MockFault.status(503));
		DinteroErrors.assertError(this.oidc.redeem(code()), 503);
		this.dintero.oidcEndpoint().recover();
		assertThat(this.oidc.redeem(code()).statusCode()).isEqualTo(200);
		assertThat(this.dintero.oidcEndpoint().requests()).extracting(MockRequest::status).containsExactly(503, 200);
		assertThat(this.dintero.oidcEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
	}

	@Test
	void theEndpointIsHeldOnItsOwnAndCountsForThePeak() throws Exception {
		String token = this.http.token();
		try (MockHold hold = this.dintero.oidcEndpoint().hold()) {
			CompletableFuture<HttpResponse<String>> one = this.http.sendAsync(this.oidc.request(token, code()));
			CompletableFuture<HttpResponse<String>> other = this.http.sendAsync(this.oidc.request(token, code()));
			hold.awaitRequests(2, TIMEOUT);
			assertThat(this.http.token()).isNotEmpty();
			assertThat(this.dintero.peakTokenRequests()).isEqualTo(3);
			assertThat(one).isNotDone();
			hold.release();
			assertThat(one).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
			assertThat(other).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
		}
	}

	@Test
	void theRateLimitIsForTheseRequestsToo() throws Exception {
		this.dintero.rateLimit(2, Duration.ofSeconds(30));
		String token = this.http.token();
		String code = code();
		assertThat(this.http.send(this.oidc.request(token, code())).statusCode()).isEqualTo(200);
		HttpResponse<String> response = this.http.send(this.oidc.request(token, code));
		DinteroErrors.assertError(response, 429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
		this.clock.move(Duration.ofSeconds(30));
		assertThat(this.http.send(this.oidc.request(token, code)).statusCode()).isEqualTo(200);
	}

	@Test
	void resetEndsAllTroubleAndKeepsCodesAndTokens() throws Exception {
		String code = code();
		String token = this.oidc.userToken();
		MockEndpoint endpoint = this.dintero.oidcEndpoint();
		endpoint.failAlways(MockFault.status(500));
		endpoint.failNext(MockFault.status(500));
		endpoint.delay(Duration.ofHours(1));
		endpoint.hold();
		this.dintero.reset();
		assertThat(endpoint.requestCount()).isZero();
		assertThat(this.oidc.redeem(code).statusCode()).isEqualTo(200);
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
	}

	@Test
	void nothingShowsACodeOrATokenInItsText() throws Exception {
		String code = code();
		String token = this.http.token();
		String userToken = PartnerHttp.accessToken(this.http.send(this.oidc.request(token, code)));
		assertThat(this.dintero.oidcEndpoint().requests()).singleElement()
			.hasToString("POST /v1/accounts/T12345678/auth/oidc/token -> 200");
		assertThat(this.dintero.toString() + this.dintero.requests()).doesNotContain(code, token, userToken);
		byte[] body = JsonMapper.shared().writeValueAsString(this.oidc.members(code)).getBytes(StandardCharsets.UTF_8);
		assertThat(OidcTokenRequest.read(body).toString()).contains("mock-client").doesNotContain(code);
	}

	private String code() {
		return this.dintero.authorizationCode(OidcHttp.REDIRECT_URI, OidcHttp.ADA);
	}

	private static void assertRefused(HttpResponse<String> response, String code) {
		DinteroErrors.assertBadRequest(response, "code");
		assertThat(response.body()).doesNotContain(code);
	}

}
