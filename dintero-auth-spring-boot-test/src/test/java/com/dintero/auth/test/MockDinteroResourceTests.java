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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The resources of {@link MockDintero}.
 */
class MockDinteroResourceTests {

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
	void theSettingsOfTheAccountAreServed() throws Exception {
		HttpResponse<String> response = this.http.settings(this.http.token());
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode settings = DinteroHttp.json(response);
		assertThat(settings.get("account_id").stringValue()).isEqualTo("T12345678");
		assertThat(settings.get("partner_id").stringValue()).isEqualTo("T12300000");
		assertThat(settings.get("active").booleanValue()).isTrue();
		assertThat(settings.get("livemode").booleanValue()).isFalse();
		assertThat(settings.get("company").propertyNames()).containsExactly("business_name", "organization_number");
	}

	@Test
	void aSessionIsCreated() throws Exception {
		HttpResponse<String> response = this.http
			.send(this.http.sessionRequest(this.http.token(), DinteroHttp.SESSION));
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode session = DinteroHttp.json(response);
		assertThat(session.propertyNames()).containsExactly("id", "url");
		assertThat(session.get("url").stringValue()).startsWith(this.dintero.baseUrl())
			.endsWith(session.get("id").stringValue());
	}

	@Test
	void aSessionMayHaveMoreMembers() throws Exception {
		String body = DinteroHttp.SESSION.replace("\"profile_id\"", "\"customer\": {\"id\": \"1\"}, \"profile_id\"");
		assertThat(this.http.send(this.http.sessionRequest(this.http.token(), body)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\0', delimiter = '|', textBlock = """
			"amount": 100            | "amount": 0             | order.amount
			"amount": 100            | "amount": -1            | order.amount
			"amount": 100            | "amount": 1.5           | order.amount
			"amount": 100            | "amount": "100"         | order.amount
			"amount": 100            | "total": 100            | order.amount
			"currency": "NOK"        | "currency": 578         | order.currency
			"merchant_reference"     | "reference"             | order.merchant_reference
			"items": [{"id": "a"}]   | "items": {"id": "a"}    | order.items
			"items": [{"id": "a"}]   | "items": ["a"]          | order.items
			"order"                  | "orders"                | order
			"return_url"             | "callback_url"          | url.return_url
			"url": {                 | "link": {               | url
			"profile_id": "default"  | "profile_id": ""        | profile_id
			"profile_id": "default"  | "url": {}               | body
			""")
	void aSessionThatIsNotValidIsRefused(String part, String replacement, String field) throws Exception {
		String body = DinteroHttp.SESSION.replace(part, replacement);
		HttpResponse<String> response = this.http.send(this.http.sessionRequest(this.http.token(), body));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(DinteroHttp.json(response)
			.get("error")
			.get("errors")
			.valueStream()
			.map((error) -> error.get("field").stringValue())).contains(field);
	}

	@Test
	void aSessionMustBeJson() throws Exception {
		assertThat(this.http
			.send(this.http.sessionRequest(this.http.token(), DinteroHttp.SESSION)
				.setHeader("Content-Type", "text/plain"))
			.statusCode()).isEqualTo(400);
		assertThat(this.http.send(this.http.sessionRequest(this.http.token(), "no")).statusCode()).isEqualTo(400);
	}

	@Test
	void wrongMethodsAreNotAllowed() throws Exception {
		String token = this.http.token();
		assertThat(this.http.send(this.http.settingsRequest("T12345678", token).POST(BodyPublishers.ofString("{}")))
			.statusCode()).isEqualTo(405);
		assertThat(this.http.send(this.http.sessionRequest(token, DinteroHttp.SESSION).GET()).statusCode())
			.isEqualTo(405);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer not-issued-here", "Bearer", "Bearer ", "Basic bW9jazptb2Nr", "token" })
	void whoHasNoTokenOfOursIsUnauthorized(String authorization) throws Exception {
		assertUnauthorized(
				this.http.send(this.http.settingsRequest("T12345678", "").setHeader("Authorization", authorization)));
		assertUnauthorized(this.http
			.send(this.http.sessionRequest("", DinteroHttp.SESSION).setHeader("Authorization", authorization)));
	}

	@Test
	void whoHasNoAuthorizationAtAllIsUnauthorized() throws Exception {
		assertUnauthorized(this.http.send(this.http.request("/accounts/T12345678/management/settings")));
	}

	@Test
	void aTokenIsValidUntilItExpires() throws Exception {
		this.dintero.tokenLifetime(Duration.ofSeconds(60));
		String token = this.http.token();
		this.clock.move(Duration.ofMillis(59_999));
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMillis(1));
		assertUnauthorized(this.http.settings(token));
	}

	@Test
	void revokedTokensAreRefusedAndNewOnesAreNot() throws Exception {
		String old = this.http.token();
		this.dintero.revokeTokens();
		assertUnauthorized(this.http.settings(old));
		assertThat(this.http.settings(this.http.token()).statusCode()).isEqualTo(200);
	}

	@Test
	void theSettingsOfAnotherAccountAreForbidden() throws Exception {
		HttpResponse<String> response = this.http.send(this.http.settingsRequest("T12345679", this.http.token()));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(DinteroHttp.json(response).get("error").get("message").stringValue()).isNotEmpty();
	}

	@Test
	void theSettingsOfAnAccountThatCannotBeAreNotFound() throws Exception {
		assertThat(this.http.send(this.http.settingsRequest("T112", this.http.token())).statusCode()).isEqualTo(404);
	}

	private static void assertUnauthorized(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
		assertThat(DinteroHttp.json(response).get("error").get("message").stringValue()).isNotEmpty();
	}

}
