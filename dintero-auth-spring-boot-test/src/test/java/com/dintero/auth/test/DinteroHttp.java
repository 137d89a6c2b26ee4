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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a {@link MockDintero} over HTTP as an application does.
 */
final class DinteroHttp {

	static final String SESSION = """
			{"url": {"return_url": "https://shop.example/return"},
			 "order": {"amount": 100, "currency": "NOK", "merchant_reference": "1", "items": [{"id": "a"}]},
			 "profile_id": "default"}
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final MockDintero dintero;

	DinteroHttp(MockDintero dintero) {
		this.dintero = dintero;
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.dintero.baseUrl() + path)).timeout(TIMEOUT);
	}

	HttpRequest.Builder tokenRequest() {
		return tokenRequest(this.dintero.client());
	}

	HttpRequest.Builder tokenRequest(MockDinteroClient client) {
		return request("/accounts/" + client.accountId() + "/auth/token").header("Authorization", basic(client))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(tokenBody(client.audiences().iterator().next())));
	}

	HttpRequest.Builder settingsRequest(String accountId, String token) {
		return request("/accounts/" + accountId + "/management/settings").header("Authorization", "Bearer " + token);
	}

	HttpRequest.Builder sessionRequest(String token, String body) {
		return request("/sessions-profile").header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	HttpRequest.Builder post(String path, String token, String body) {
		return request(path).header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
		return this.client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpClient client() {
		return this.client;
	}

	String token() throws IOException, InterruptedException {
		return token(this.dintero.client());
	}

	String token(MockDinteroClient client) throws IOException, InterruptedException {
		return json(send(tokenRequest(client))).get("access_token").stringValue();
	}

	HttpResponse<String> settings(String token) throws IOException, InterruptedException {
		return send(settingsRequest(this.dintero.client().accountId(), token));
	}

	static String tokenBody(String audience) {
		return "{\"grant_type\":\"client_credentials\",\"audience\":\"%s\"}".formatted(audience);
	}

	static String basic(MockDinteroClient client) {
		return basic(client.clientId(), client.clientSecret());
	}

	static String basic(String clientId, String clientSecret) {
		byte[] bytes = (clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(bytes);
	}

	static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}
