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

package com.dintero.auth.integration.okhttp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.Test;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link MockDintero} in an application with OkHttp 4, which other SDKs bring.
 */
class OkHttp4Tests {

	private final OkHttpClient client = new OkHttpClient();

	@Test
	void theMockStartsBesideOkHttp4AndServesIt() throws IOException {
		assertThat(OkHttp.VERSION).isEqualTo("4.12.0");
		try (MockDintero dintero = MockDintero.start(); Response response = token(dintero)) {
			assertThat(response.code()).isEqualTo(200);
			assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
			assertThat(response.body().string()).contains("\"access_token\"");
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		}
	}

	@Test
	void theMockRunsBesideTheApplicationsOwnMockWebServer4() throws IOException {
		try (MockWebServer server = new MockWebServer(); MockDintero dintero = MockDintero.start()) {
			server.enqueue(new MockResponse().setBody("the application's own"));
			Request request = new Request.Builder().url(server.url("/")).build();
			try (Response own = this.client.newCall(request).execute(); Response token = token(dintero)) {
				assertThat(own.body().string()).isEqualTo("the application's own");
				assertThat(token.code()).isEqualTo(200);
			}
		}
	}

	private Response token(MockDintero dintero) throws IOException {
		MockDinteroClient client = dintero.client();
		String body = "{\"grant_type\":\"client_credentials\",\"audience\":\"https://api.dintero.com/v1/accounts/T12345678\"}";
		return this.client
			.newCall(new Request.Builder().url(dintero.baseUrl() + "/accounts/" + client.accountId() + "/auth/token")
				.header("Authorization",
						Credentials.basic(client.clientId(), client.clientSecret(), StandardCharsets.UTF_8))
				.post(RequestBody.create(body, MediaType.get("application/json")))
				.build())
			.execute();
	}

}
