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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The API keys of {@link MockDintero}.
 */
class MockDinteroApiKeyTests {

	private MockDintero dintero;

	private DinteroHttp http;

	@BeforeEach
	void start() {
		this.dintero = MockDintero.builder().apiKey("T12345678", "my-key").start();
		this.http = new DinteroHttp(this.dintero);
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void aSessionIsCreatedForAKeyInPlaceOfAToken() throws Exception {
		HttpResponse<String> response = this.http.send(request("my-key"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).get("id").stringValue()).startsWith("T12345678.");
		MockRequest request = this.dintero.resources().requests().get(0);
		assertThat(request.header("X-Api-Key")).isEqualTo("my-key");
		assertThat(request.header("Authorization")).isNull();
		assertThat(request.toString()).doesNotContain("my-key");
	}

	@Test
	void aKeyCanBeRegisteredLaterAndIsKeptOnReset() throws Exception {
		DinteroErrors.assertError(this.http.send(request("another-key")), 401);
		this.dintero.registerApiKey("P11200001", "another-key");
		this.dintero.reset();
		assertThat(DinteroHttp.json(this.http.send(request("another-key"))).get("id").stringValue())
			.startsWith("P11200001.");
		assertThat(this.http.send(request("my-key")).statusCode()).isEqualTo(200);
	}

	@Test
	void anUnknownOrRepeatedKeyIsUnauthorized() throws Exception {
		DinteroErrors.assertError(this.http.send(request("My-Key")), 401);
		DinteroErrors.assertError(this.http.send(request("")), 401);
		DinteroErrors.assertError(this.http.send(request("my-key").header("x-api-key", "my-key")), 401);
	}

	@Test
	void aKeyBesideATokenIsABadRequest() throws Exception {
		DinteroErrors.assertBadRequest(
				this.http.send(request("my-key").header("Authorization", "Bearer " + this.http.token())), "x-api-key");
	}

	@Test
	void theSessionIsCheckedAsWithAToken() throws Exception {
		DinteroErrors.assertBadRequest(this.http.send(request("my-key").POST(BodyPublishers.ofString("{}"))), "order");
		DinteroErrors.assertError(this.http.send(request("my-key").GET()), 405);
	}

	@Test
	void otherResourcesDoNotTakeAKey() throws Exception {
		String path = "/accounts/T12345678/management/settings";
		DinteroErrors.assertUnauthorized(this.http.send(this.http.request(path).header("x-api-key", "my-key")));
		DinteroErrors.assertError(this.http.send(this.http.request("/accounts/T12345678/auth/token")
			.header("x-api-key", "my-key")
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(BodyPublishers.ofString("{}"))), 401);
	}

	@ParameterizedTest
	@CsvSource({ "X12345678,key", "'',key", "T12345678,' '" })
	void aKeyThatCannotBeIsRejected(String accountId, String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.dintero.registerApiKey(accountId, key));
		MockDintero.Builder builder = MockDintero.builder().apiKey(accountId, key);
		assertThatIllegalArgumentException().isThrownBy(builder::start);
	}

	private HttpRequest.Builder request(String key) {
		return this.http.request("/sessions-profile")
			.header("x-api-key", key)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(DinteroHttp.SESSION));
	}

}
