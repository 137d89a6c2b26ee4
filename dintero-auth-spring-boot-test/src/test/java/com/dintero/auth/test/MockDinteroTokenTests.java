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
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The token endpoint of {@link MockDintero}.
 */
class MockDinteroTokenTests {

	private final MutableClock clock = new MutableClock();

	private MockDintero dintero;

	private DinteroHttp http;

	@BeforeEach
	void start() {
		this.dintero = MockDintero.builder().clock(this.clock).start();
		this.http = new DinteroHttp(this.dintero);
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void aTokenIsIssuedForTheClientsCredentials() throws Exception {
		HttpResponse<String> response = this.http.send(this.http.tokenRequest());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in");
		assertThat(body.get("token_type").stringValue()).isEqualTo("Bearer");
		assertThat(body.get("expires_in").intValue()).isEqualTo(14400);
	}

	@Test
	void theTokenHasTheShapeOfAJwt() throws Exception {
		String[] parts = this.http.token().split("\\.");
		assertThat(parts).hasSize(3);
		Base64.Decoder decoder = Base64.getUrlDecoder();
		JsonNode claims = JsonMapper.shared().readTree(decoder.decode(parts[1]));
		assertThat(claims.propertyNames()).contains("iss", "jti");
		assertThat(claims.get("sub").stringValue()).isEqualTo(this.dintero.client().clientId());
		assertThat(claims.get("aud").stringValue()).isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
		assertThat(claims.get("iat").longValue()).isEqualTo(this.clock.instant().getEpochSecond());
		assertThat(claims.get("exp").longValue()).isEqualTo(this.clock.instant().getEpochSecond() + 14400);
		assertThat(JsonMapper.shared().readTree(decoder.decode(parts[0])).get("typ").stringValue()).isEqualTo("JWT");
		assertThat(decoder.decode(parts[2])).hasSize(256);
	}

	@Test
	void noTwoTokensAreTheSame() throws Exception {
		assertThat(this.http.token()).isNotEqualTo(this.http.token());
	}

	@Test
	void theLifetimeOfNewTokensCanBeSet() throws Exception {
		this.dintero.tokenLifetime(Duration.ofMinutes(5));
		assertThat(DinteroHttp.json(this.http.send(this.http.tokenRequest())).get("expires_in").intValue())
			.isEqualTo(300);
		assertThatIllegalArgumentException().isThrownBy(() -> this.dintero.tokenLifetime(Duration.ofMillis(999)));
	}

	@Test
	void theContentTypeMayHaveACharset() throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest()
			.setHeader("Content-Type", "application/json; charset=UTF-8")
			.setHeader("Accept", "text/plain, application/json;q=0.5");
		assertThat(this.http.send(request).statusCode()).isEqualTo(200);
	}

	@Test
	void theOrderOfMembersDoesNotMatter() throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest()
			.POST(BodyPublishers.ofString(
					"{\"audience\": \"https://api.dintero.com/v1/accounts/T12345678\", \"grant_type\": \"client_credentials\"}"));
		assertThat(this.http.send(request).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH" })
	void anotherMethodThanPostIsNotAllowed(String method) throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest().method(method, BodyPublishers.noBody());
		HttpResponse<String> response = this.http.send(request);
		DinteroErrors.assertError(response, 405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-www-form-urlencoded", "text/plain", "application/vnd.api+json", "json" })
	void anotherContentTypeThanJsonIsRefused(String contentType) throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest().setHeader("Content-Type", contentType);
		DinteroErrors.assertBadRequest(this.http.send(request), "Content-Type");
	}

	@Test
	void aRequestWithoutABodyIsRefused() throws Exception {
		String answer = sendRaw("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				Host: localhost
				Content-Type: application/json
				Authorization: %s

				""".formatted(DinteroHttp.basic(this.dintero.client())));
		assertThat(answer).startsWith("HTTP/1.1 400").contains("\"field\":\"body\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			{"audience": "a"}                                                                    | grant_type
			{"grant_type": "client_credentials"}                                                 | audience
			{"grant_type": "client_credentials", "audience": "a", "audience": "a"}               | body
			{"grant_type": "client_credentials", "audience": 1}                                  | audience
			{"grant_type": "client_credentials", "audience": null}                               | audience
			{"grant_type": ["client_credentials"], "audience": "a"}                              | grant_type
			{"grant_type": "password", "audience": "a"}                                          | grant_type
			{"grant_type": "client_credentials", "audience": {"a": 1, "a": 2}}                   | body
			{"grant_type": "client_credentials", "audience": "a"                                 | body
			{"grant_type": "client_credentials", "audience": "a"} {}                             | body
			["client_credentials"]                                                               | body
			"client_credentials"                                                                 | body
			grant_type=client_credentials&audience=a                                             | body
			{'grant_type': 'client_credentials', 'audience': 'a'}                                | body
			""")
	void aBodyThatIsNotTheGrantIsRefused(String body, String field) throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest().POST(BodyPublishers.ofString(body));
		DinteroErrors.assertBadRequest(this.http.send(request), field);
	}

	@Test
	void anEmptyBodyIsRefused() throws Exception {
		DinteroErrors.assertBadRequest(this.http.send(this.http.tokenRequest().POST(BodyPublishers.noBody())), "body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic", "Basic ", "Basic ***", "Basic bm8tY29sb24=", "Basic Og==", "Basic /zo=",
			"Bearer token", "bW9jay1jbGllbnQ6eA==" })
	void credentialsThatCannotBeReadAreRefused(String authorization) throws Exception {
		DinteroErrors.assertError(this.http.send(this.http.tokenRequest().setHeader("Authorization", authorization)),
				401);
	}

	@Test
	void wrongCredentialsAreRefused() throws Exception {
		String clientId = this.dintero.client().clientId();
		String secret = this.dintero.client().clientSecret();
		DinteroErrors.assertError(sendWith(DinteroHttp.basic(clientId, secret + "x")), 401);
		DinteroErrors.assertError(sendWith(DinteroHttp.basic("x" + clientId, secret)), 401);
		DinteroErrors.assertError(sendWith(DinteroHttp.basic(clientId, "")), 401);
	}

	@Test
	void missingOrRepeatedCredentialsAreRefused() throws Exception {
		MockDinteroClient client = this.dintero.client();
		HttpRequest.Builder without = this.http.request("/accounts/T12345678/auth/token")
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString("{}"));
		DinteroErrors.assertError(this.http.send(without), 401);
		DinteroErrors.assertError(
				this.http.send(this.http.tokenRequest().header("Authorization", DinteroHttp.basic(client))), 401);
	}

	@Test
	void theSchemeIsBasicInAnyCase() throws Exception {
		String basic = DinteroHttp.basic(this.dintero.client());
		assertThat(sendWith(basic.replace("Basic", "BASIC")).statusCode()).isEqualTo(200);
	}

	@Test
	void formEncodedCredentialsAreWrongCredentials() throws Exception {
		String encoded = this.dintero.client().clientSecret().replace("/", "%2F").replace("+", "%2B");
		DinteroErrors.assertError(sendWith(DinteroHttp.basic(this.dintero.client().clientId(), encoded)), 401);
	}

	@Test
	void theSecretIsUtf8() throws Exception {
		MockDinteroClient client = this.dintero.client();
		byte[] latin = (client.clientId() + ":" + client.clientSecret()).getBytes(StandardCharsets.ISO_8859_1);
		DinteroErrors.assertError(sendWith("Basic " + Base64.getEncoder().encodeToString(latin)), 401);
	}

	@Test
	void theSecretMayHaveColons() throws Exception {
		MockDinteroClient client = MockDinteroClient.of("T112", "partner", "a:b::c:");
		this.dintero.register(client);
		assertThat(this.http.token(client)).isNotEmpty();
	}

	@Test
	void credentialsOfAnotherAccountAreRefused() throws Exception {
		MockDinteroClient other = MockDinteroClient.of("P12345678", "other", "other-secret");
		this.dintero.register(other);
		assertThat(this.http.send(this.http.tokenRequest(other)).statusCode()).isEqualTo(200);
		DinteroErrors.assertError(sendWith(DinteroHttp.basic(other)), 401);
	}

	@Test
	void anAudienceThatIsNoGrantOfTheClientIsForbidden() throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest()
			.POST(BodyPublishers.ofString(DinteroHttp.tokenBody("https://test.dintero.com/v1/accounts/T12345678")));
		DinteroErrors.assertError(this.http.send(request), 403);
	}

	@Test
	void eachAudienceOfTheClientIsFine() throws Exception {
		String audience = "https://T12345678@test.dintero.com/v1/accounts/T12345678";
		this.dintero.register(this.dintero.client().withAudience(audience));
		HttpRequest.Builder request = this.http.tokenRequest()
			.POST(BodyPublishers.ofString(DinteroHttp.tokenBody(audience)));
		assertThat(this.http.send(request).statusCode()).isEqualTo(200);
		assertThat(this.http.token()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X12345678", "T1234567", "T123456789", "t12345678", "T12", "%20" })
	void anAccountOffThePatternIsNotFound(String accountId) throws Exception {
		HttpRequest.Builder request = this.http.tokenRequest()
			.uri(URI.create(this.dintero.baseUrl() + "/accounts/" + accountId + "/auth/token"));
		DinteroErrors.assertError(this.http.send(request), 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/accounts", "/accounts/T12345678/auth/token/", "/accounts//auth/token",
			"/accounts/T12345678/auth/oidc", "/accounts/T12345678/auth/Token" })
	void anyOtherPathIsNotFound(String path) throws Exception {
		DinteroErrors
			.assertError(this.http.send(this.http.tokenRequest().uri(URI.create(this.dintero.baseUrl() + path))), 404);
	}

	@Test
	void aRegisteredClientReplacesTheOneWithTheSameId() throws Exception {
		MockDinteroClient old = this.dintero.client();
		MockDinteroClient renewed = MockDinteroClient.of(old.accountId(), old.clientId(), "renewed");
		this.dintero.register(renewed);
		DinteroErrors.assertError(this.http.send(this.http.tokenRequest(old)), 401);
		assertThat(this.http.send(this.http.tokenRequest(renewed)).statusCode()).isEqualTo(200);
	}

	@Test
	void pastTheRateLimitThereIsARetryAfterUntilTheWindowEnds() throws Exception {
		this.dintero.rateLimit(2, Duration.ofSeconds(30));
		assertThat(this.http.send(this.http.tokenRequest()).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMillis(9500));
		assertThat(this.http.send(this.http.tokenRequest()).statusCode()).isEqualTo(200);
		HttpResponse<String> limited = this.http.send(this.http.tokenRequest());
		DinteroErrors.assertError(limited, 429);
		assertThat(limited.headers().firstValue("Retry-After")).hasValue("21");
		this.clock.move(Duration.ofSeconds(20));
		assertThat(this.http.send(this.http.tokenRequest()).headers().firstValue("Retry-After")).hasValue("1");
		this.clock.move(Duration.ofSeconds(1));
		assertThat(this.http.send(this.http.tokenRequest()).statusCode()).isEqualTo(200);
	}

	@Test
	void aRateLimitOfNothingAllowsNothing() throws Exception {
		this.dintero.rateLimit(0, Duration.ofSeconds(1));
		DinteroErrors.assertError(this.http.send(this.http.tokenRequest()), 429);
		assertThatIllegalArgumentException().isThrownBy(() -> this.dintero.rateLimit(-1, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.dintero.rateLimit(1, Duration.ZERO));
	}

	@ParameterizedTest
	@CsvSource({ "X12345678,id,secret", "T1234,id,secret", "'',id,secret", "T12345678,' ',secret",
			"T12345678,with:colon,secret", "T12345678,id,' '" })
	void aClientThatCannotBeIsRejected(String accountId, String clientId, String secret) {
		assertThatIllegalArgumentException().isThrownBy(() -> MockDinteroClient.of(accountId, clientId, secret));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MockDinteroClient("T12345678", "id", "secret", Set.of()));
	}

	private HttpResponse<String> sendWith(String authorization) throws IOException, InterruptedException {
		return this.http.send(this.http.tokenRequest().setHeader("Authorization", authorization));
	}

	private String sendRaw(String request) throws IOException {
		URI uri = URI.create(this.dintero.baseUrl());
		try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
			socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
