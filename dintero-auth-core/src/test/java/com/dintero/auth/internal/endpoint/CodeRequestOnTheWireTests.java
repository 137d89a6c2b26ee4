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

package com.dintero.auth.internal.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the request for a user's token looks like when it arrives.
 */
class CodeRequestOnTheWireTests {

	@AutoClose
	private final MockDintero dintero = CodeCalls.start();

	private final DinteroRegistration registration = CodeCalls.registration(this.dintero);

	@Test
	void isAPostToTheOidcEndpointOfTheAccount() {
		MockRequest request = send("the-code");
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/accounts/T12345678/auth/oidc/token");
	}

	@Test
	void namesGrantCodeClientAudienceAndRedirectUriAndNothingElse() {
		assertThat(json(send("the-code"))).isEqualTo(
				json("{\"grant_type\":\"authorization_code\",\"code\":\"the-code\",\"client_id\":\"mock-client\","
						+ "\"audience\":\"https://api.dintero.com/v1/accounts/T12345678\","
						+ "\"redirect_uri\":\"https://app.example.com/login/oauth2/code/dintero\"}"));
	}

	@Test
	void theClientIsTheOneWhoseGrantKnowsTheIdentityServer() {
		MockDinteroClient other = MockDinteroClient.of("T12345678", "other-client", "other-secret");
		this.dintero.register(other);
		String clientToken = new TokenCalls(TestRegistrations.of("dintero", this.dintero, other)).succeed()
			.tokenValue();
		CodeCalls.redeeming(this.dintero, clientToken, "the-code", TestLogins.REDIRECT_URI).succeed();
		MockRequest request = this.dintero.oidcEndpoint().requests().get(0);
		assertThat(request.header("Authorization")).isEqualTo("Bearer " + clientToken);
		assertThat(json(request.body()).get("client_id").stringValue()).isEqualTo("mock-client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4/0AX4XfWh-_~.code", "a code % of & many + things=", "\"\\\u00e6\u20ac\ud83d\udd11" })
	void theCodeIsSentAsItIs(String code) {
		assertThat(json(send(code)).get("code").stringValue()).isEqualTo(code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080/login/oauth2/code/dintero",
			"https://app.example.com/a%20b/login?x=%C3%A6&y", "myapp://callback" })
	void theRedirectUriIsSentAsItIs(String redirectUri) {
		CodeCalls.redeeming(this.dintero, "the-code", redirectUri).succeed();
		MockRequest request = this.dintero.oidcEndpoint().requests().get(0);
		assertThat(json(request.body()).get("redirect_uri").stringValue()).isEqualTo(redirectUri);
	}

	@Test
	void theCredentialIsTheRegistrationsOwnToken() {
		String clientToken = CodeCalls.clientToken(this.dintero);
		CodeCalls.redeeming(this.dintero, clientToken, "the-code", TestLogins.REDIRECT_URI).succeed();
		assertThat(this.dintero.oidcEndpoint().requests().get(0).headers().get("Authorization"))
			.containsExactly("Bearer " + clientToken);
	}

	@Test
	void sendsAndAcceptsJsonOfAKnownLength() {
		MockRequest request = send("c\u00f8de");
		assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
		assertThat(request.headers().get("Accept")).containsExactly("application/json");
		assertThat(request.headers().get("Content-Length"))
			.containsExactly(String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
	}

	@Test
	void theSecretIsNotSent() {
		MockRequest request = send("the-code");
		TokenCalls calls = TokenCalls.to(this.dintero);
		assertThat(request.headers() + request.body()).doesNotContain(calls.secret(), calls.basic());
	}

	@Test
	void printsNeitherTheTokenNorTheCode() {
		TokenRequest request = TokenRequest
			.authorizationCode(this.registration, Objects.requireNonNull(this.registration.login()), "my-code",
					TestLogins.REDIRECT_URI)
			.withToken("my-token");
		assertThat(request.toString())
			.contains("AUTHORIZATION_CODE", "dintero", this.registration.oidcTokenEndpoint().toString())
			.doesNotContain("my-token", "my-code", "Bearer");
	}

	private MockRequest send(String code) {
		CodeCalls.redeeming(this.dintero, code).succeed();
		List<MockRequest> requests = this.dintero.oidcEndpoint().requests();
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private static JsonNode json(MockRequest request) {
		return json(request.body());
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
