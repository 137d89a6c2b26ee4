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

package com.dintero.auth.benchmarks.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * A token request as one would write it by hand.
 */
public final class TokenEndpoint {

	/**
	 * What this project waits for a connection.
	 */
	static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/**
	 * What this project waits for an answer.
	 */
	static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private final JsonMapper jsonMapper = JsonMapper.builder().build();

	private final HttpClient httpClient = httpClient();

	private final Clock clock = Clock.systemUTC();

	private final HttpRequest request;

	/**
	 * Create an endpoint.
	 * @param server where it is
	 */
	public TokenEndpoint(ServerAddress server) {
		String credentials = ServerAddress.CLIENT_ID + ":" + ServerAddress.CLIENT_SECRET;
		byte[] body = this.jsonMapper
			.writeValueAsBytes(Map.of("grant_type", "client_credentials", "audience", server.audience()));
		this.request = HttpRequest.newBuilder(URI.create(server.tokenUrl()))
			.timeout(READ_TIMEOUT)
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
			.header("Accept", "application/json")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(body))
			.build();
	}

	static HttpClient httpClient() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
	}

	Token request() throws IOException {
		Instant sentAt = this.clock.instant();
		HttpResponse<byte[]> response = send();
		if (response.statusCode() != 200) {
			throw new IOException("The token endpoint answered " + response.statusCode());
		}
		JsonNode body = this.jsonMapper.readTree(response.body());
		return new Token(body.get("access_token").stringValue(),
				sentAt.plusSeconds(body.get("expires_in").longValue()));
	}

	private HttpResponse<byte[]> send() throws IOException {
		try {
			return this.httpClient.send(this.request, BodyHandlers.ofByteArray());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	record Token(String value, Instant expiresAt) {

	}

}
