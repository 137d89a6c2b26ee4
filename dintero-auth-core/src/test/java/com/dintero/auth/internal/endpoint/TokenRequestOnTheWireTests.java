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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a token request looks like when it arrives.
 */
class TokenRequestOnTheWireTests {

	static final List<String> CREDENTIALS = List.of("my-secret", "a/b", "a+b", "a=b==", "a:b:c", ":", " a b ", "100%",
			"a%2Fb", "a&b=c", "\"quoted\\\"", "\u00e6\u00f8\u00e5", "\u20ac\ud83d\udd11", "a/b+c=d:e f%g\u00e6",
			"a".repeat(1000));

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	@Test
	void isAPostToTheTokenEndpointOfTheAccount() {
		MockRequest request = send(this.dintero.client());
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/accounts/T12345678/auth/token");
	}

	@Test
	void aPartnersShortAccountIdIsPartOfThePath() {
		assertThat(send(MockDinteroClient.of("T112", "my-client", "my-secret")).path())
			.isEqualTo("/v1/accounts/T112/auth/token");
	}

	@Test
	void sendsAndAcceptsJsonOfAKnownLength() {
		MockRequest request = send(this.dintero.client());
		assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
		assertThat(request.headers().get("Accept")).containsExactly("application/json");
		assertThat(request.headers().get("Content-Length"))
			.containsExactly(String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
		assertThat(request.headers()).doesNotContainKey("Transfer-Encoding");
	}

	@Test
	void hasNoHeaderThatNobodyAskedFor() {
		assertThat(send(this.dintero.client()).headers().keySet()).extracting(String::toLowerCase)
			.isSubsetOf("accept", "authorization", "connection", "content-length", "content-type", "host",
					"user-agent");
	}

	@Test
	void theBodyIsTheGrantAndTheAudienceAndNothingElse() {
		assertThat(send(this.dintero.client()).body()).isEqualTo("{\"grant_type\":\"client_credentials\","
				+ "\"audience\":\"https://api.dintero.com/v1/accounts/T12345678\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://test.dintero.com/v1/accounts/T12345678",
			"https://T12345678@test.dintero.com/v1/accounts/T12345678", "a \"quoted\" \\ \u00e6\u20ac audience" })
	void theAudienceIsPassedOnUnchanged(String audience) {
		MockDinteroClient client = new MockDinteroClient("T12345678", "my-client", "my-secret", Set.of(audience));
		MockRequest request = send(client);
		assertThat(JsonMapper.shared().readTree(request.body()).get("audience").stringValue()).isEqualTo(audience);
		assertThat(request.headers().get("Content-Length"))
			.containsExactly(String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
	}

	@ParameterizedTest
	@FieldSource("CREDENTIALS")
	void theSecretIsSentAsItIs(String secret) {
		MockDinteroClient client = MockDinteroClient.of("T12345678", "my-client", secret.isBlank() ? "-" : secret);
		assertThat(send(client).headers().get("Authorization"))
			.containsExactly(basic("my-client:" + client.clientSecret()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b+c=d", "a b%20c", "\u00e6\u00f8\u00e5" })
	void theClientIdIsSentAsItIs(String clientId) {
		assertThat(send(MockDinteroClient.of("T12345678", clientId, "my-secret")).headers().get("Authorization"))
			.containsExactly(basic(clientId + ":my-secret"));
	}

	@ParameterizedTest
	@CsvSource({ "Aladdin, open sesame, QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "test, 123\u00a3, dGVzdDoxMjPCow==" })
	void credentialsAreEncodedAsInTheExamplesOfTheSpecification(String clientId, String secret, String encoded) {
		TokenRequest request = TokenRequest.clientCredentials(TestRegistrations.of("dintero", this.dintero.baseUrl(),
				MockDinteroClient.of("T12345678", clientId, secret)));
		assertThat(request.authorization()).isEqualTo("Basic " + encoded);
	}

	@Test
	void printsNeitherTheSecretNorTheHeader() {
		MockDinteroClient client = MockDinteroClient.of("T12345678", "my-client", "my-secret");
		TokenRequest request = TokenRequest.clientCredentials(TestRegistrations.of("dintero", this.dintero, client));
		assertThat(request.toString()).contains("dintero", this.dintero.baseUrl())
			.doesNotContain("my-secret", request.authorization(), request.authorization().substring("Basic ".length()));
		assertThat(request.uri()).isEqualTo(URI.create(this.dintero.baseUrl() + "/accounts/T12345678/auth/token"));
	}

	private MockRequest send(MockDinteroClient client) {
		this.dintero.register(client);
		new TokenCalls(TestRegistrations.of("dintero", this.dintero, client)).succeed();
		assertThat(this.dintero.requests()).hasSize(1);
		return this.dintero.requests().get(0);
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
