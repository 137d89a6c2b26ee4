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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What all requests about users have in common at a {@link MockDintero}.
 */
class MockDinteroUserRequestTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final MutableClock clock = new MutableClock();

	private MockDintero dintero;

	private DinteroHttp http;

	private UserHttp users;

	@BeforeEach
	void start() {
		this.dintero = UserHttp.dintero().clock(this.clock).start();
		this.users = new UserHttp(this.dintero);
		this.http = this.users.http();
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void whoHasNoTokenOfOursIsUnauthorized(UserRequest request) throws Exception {
		DinteroErrors.assertUnauthorized(this.http.send(request(request, "not-issued-here")));
		DinteroErrors.assertError(this.http.send(request(request, "")), 401);
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void anExpiredOrRevokedTokenIsUnauthorized(UserRequest request) throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String expired = token();
		this.clock.move(Duration.ofSeconds(60));
		DinteroErrors.assertUnauthorized(this.http.send(request(request, expired)));
		String revoked = token();
		this.dintero.revokeTokens("T12345678");
		DinteroErrors.assertUnauthorized(this.http.send(request(request, revoked)));
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void aTokenForSomethingElseIsForbidden(UserRequest request) throws Exception {
		this.dintero.register(PartnerHttp.PARTNER);
		this.dintero.register(MockMerchant.of("T11200000", "T12345678"));
		PartnerHttp partner = new PartnerHttp(this.http);
		String exchangeToken = partner.exchangeToken("T12345678");
		String merchantToken = PartnerHttp
			.accessToken(this.http.send(partner.merchantTokenRequest(exchangeToken, "T12345678", UserHttp.AUDIENCE)));
		String userToken = PartnerHttp.accessToken(this.users.token(UserHttp.password(UserHttp.ADA)));
		List<String> others = List.of(this.http.token(UserHttp.OTHER_ACCOUNT), exchangeToken, merchantToken, userToken,
				this.dintero.accountUserToken(UserHttp.ADA),
				this.dintero.externalIdToken("T12345678", "ada@example.com"));
		for (String other : others) {
			DinteroErrors.assertError(this.http.send(request(request, other)), 403);
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void aMemberThatIsMissingIsABadRequest(UserRequest request) throws Exception {
		for (String member : request.required()) {
			DinteroErrors.assertBadRequest(send(request, UserHttp.without(request.members(), member)), member);
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void aMemberThatIsNoTextIsABadRequest(UserRequest request) throws Exception {
		for (String member : request.members().keySet()) {
			if (!member.equals("grant_type")) {
				for (Object value : Arrays.asList("", " ", 1, true, null, List.of("a"), Map.of("a", "b"))) {
					DinteroErrors.assertBadRequest(send(request, UserHttp.with(request.members(), member, value)),
							member);
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#withPathOfItsOwn")
	void aBodyThatIsNotOneObjectIsABadRequest(UserRequest request) throws Exception {
		String token = token();
		for (String body : List.of("", "[]", "\"a\"", "a=b", "{} {}", "{")) {
			HttpRequest.Builder unreadable = request(request, token).POST(BodyPublishers.ofString(body));
			DinteroErrors.assertBadRequest(this.http.send(unreadable), "body");
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#withPathOfItsOwn")
	void anotherMethodThanPostIsNotAllowed(UserRequest request) throws Exception {
		for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
			HttpResponse<String> response = this.http
				.send(request(request, "token").method(method, BodyPublishers.noBody()));
			DinteroErrors.assertError(response, 405);
			assertThat(response.headers().firstValue("Allow")).hasValue("POST");
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void anotherMethodWithTheSameBodyIsNotAllowed(UserRequest request) throws Exception {
		String body = JsonMapper.shared().writeValueAsString(request.members());
		DinteroErrors.assertError(this.http.send(request(request, "token").PUT(BodyPublishers.ofString(body))), 405);
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void anythingButJsonIsABadRequest(UserRequest request) throws Exception {
		DinteroErrors.assertBadRequest(
				this.http
					.send(request(request, "token").setHeader("Content-Type", "application/x-www-form-urlencoded")),
				"Content-Type");
		DinteroErrors.assertBadRequest(this.http.send(request(request, "token").setHeader("Accept", "text/html")),
				"Accept");
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void anAccountOffThePatternIsNotFound(UserRequest request) throws Exception {
		for (String accountId : List.of("X12345678", "T1234567", "T123456789", "t12345678", "%20")) {
			DinteroErrors.assertError(
					this.http.send(this.users.request(accountId, request.path(), "token", request.members())), 404);
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void theShortFormOfAnAccountIsNotFoundWhereItIsAboutMfa(UserRequest request) throws Exception {
		boolean mfa = request.path().startsWith("mfa/");
		HttpResponse<String> response = this.http
			.send(this.users.request("T112", request.path(), "token", request.members()));
		DinteroErrors.assertError(response, mfa ? 404 : 401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "passwordless/", "Passwordless", "revoke/", "revocation", "mfa", "mfa/", "mfa/Challenge",
			"mfa/challenge/", "mfa/recovery/", "mfa/challenge/sms" })
	void anyOtherPathIsNotFound(String path) throws Exception {
		DinteroErrors.assertError(this.http.send(this.users.request(path, token(), Map.of())), 404);
		assertThat(this.dintero.passwordlessEndpoint().requestCount()).isZero();
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void eachEndpointFailsAndIsCountedOnItsOwn(UserRequest request) throws Exception {
		MockEndpoint endpoint = request.endpointOf(this.dintero);
		endpoint.failNext(MockFault.status(503));
		for (UserRequest other : UserRequest.all().toList()) {
			if (other.endpointOf(this.dintero) != endpoint) {
				assertThat(this.http.send(request(other, "token")).statusCode()).isEqualTo(401);
			}
		}
		assertThat(endpoint.requestCount()).isZero();
		DinteroErrors.assertError(this.http.send(request(request, "token")), 503);
		DinteroErrors.assertUnauthorized(this.http.send(request(request, "token")));
		assertThat(endpoint.requests()).extracting(MockRequest::status).containsExactly(503, 401);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isZero();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void eachEndpointIsHeldAndCountsForThePeak(UserRequest request) {
		MockEndpoint endpoint = request.endpointOf(this.dintero);
		try (MockHold hold = endpoint.hold()) {
			CompletableFuture<HttpResponse<String>> one = this.http.sendAsync(request(request, "token"));
			CompletableFuture<HttpResponse<String>> other = this.http.sendAsync(request(request, "token"));
			hold.awaitRequests(2, TIMEOUT);
			assertThat(this.dintero.peakTokenRequests()).isEqualTo(2);
			assertThat(one).isNotDone();
			hold.release();
			assertThat(one).succeedsWithin(TIMEOUT).returns(401, HttpResponse::statusCode);
			assertThat(other).succeedsWithin(TIMEOUT).returns(401, HttpResponse::statusCode);
		}
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void theRateLimitIsForAllEndpoints(UserRequest request) throws Exception {
		this.dintero.rateLimit(1, Duration.ofSeconds(30));
		String token = token();
		HttpResponse<String> response = this.http.send(request(request, token));
		DinteroErrors.assertError(response, 429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue("30");
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void resetEndsAllTrouble(UserRequest request) throws Exception {
		MockEndpoint endpoint = request.endpointOf(this.dintero);
		endpoint.failAlways(MockFault.status(500));
		endpoint.delay(Duration.ofHours(1));
		endpoint.hold();
		this.dintero.reset();
		DinteroErrors.assertUnauthorized(this.http.send(request(request, "token")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"grant_type\": \"client_credentials\"}", "{\"grant_type\": \"unknown\"}",
			"{\"grant_type\": \"PASSWORD\"}", "{\"grant_type\": 1}", "{\"grant_type\": null}", "{}", "[]", "",
			"{\"grant_type\": \"password\", \"grant_type\": \"password\"}", "{\"grant_type\": \"password\"" })
	void aGrantThatIsNoneOfAUserBelongsToTheMerchants(String body) throws Exception {
		HttpRequest.Builder request = request(UserRequest.PASSWORD, token()).POST(BodyPublishers.ofString(body));
		DinteroErrors.assertError(this.http.send(request), 403);
		assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(1);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isZero();
		assertThat(this.dintero.refreshEndpoint().requestCount()).isZero();
	}

	@Test
	void theGrantsOfUsersNeedABearerToken() throws Exception {
		HttpRequest.Builder request = request(UserRequest.PASSWORD, "token").setHeader("Authorization",
				DinteroHttp.basic(UserHttp.CLIENT));
		DinteroErrors.assertError(this.http.send(request), 400);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	private String token() throws IOException, InterruptedException {
		return this.http.token(UserHttp.CLIENT);
	}

	private HttpRequest.Builder request(UserRequest request, String token) {
		return this.users.request(request.path(), token, request.members());
	}

	private HttpResponse<String> send(UserRequest request, Map<String, Object> members)
			throws IOException, InterruptedException {
		return this.users.send(request.path(), members);
	}

}
