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
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients send that work with the real Dintero: {@link MockDintero} takes it too.
 */
class DinteroClientRequestTests {

	private static final String BODY = DinteroHttp.tokenBody("https://api.dintero.com/v1/accounts/T12345678");

	private MockDintero dintero;

	@BeforeEach
	void start() {
		this.dintero = UserHttp.dintero().start();
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void theNodeSdkSendsAChunkedBodyAndNoAccept() throws IOException {
		int half = BODY.length() / 2;
		assertToken("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				content-type: application/json
				authorization: %s
				host: localhost
				Connection: close
				Transfer-Encoding: chunked

				%s
				%s
				%x;extension=ignored
				%s
				0
				X-Trailer: ignored

				""".formatted(basic(), Integer.toHexString(half).toUpperCase(Locale.ROOT), BODY.substring(0, half),
				BODY.length() - half, BODY.substring(half)));
		assertThat(this.dintero.tokenEndpoint().requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("Transfer-Encoding")).isEqualTo("chunked");
			assertThat(request.header("Content-Length")).isNull();
			assertThat(request.header("Accept")).isNull();
			assertThat(request.body()).isEqualTo(BODY);
		});
	}

	@Test
	void thePythonSdkAcceptsAnything() throws IOException {
		assertToken("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				Host: localhost
				User-Agent: python-requests/2.32.3
				Accept-Encoding: gzip, deflate
				Accept: */*
				Connection: close
				Content-Length: %d
				Content-Type: application/json
				Authorization: %s

				%s""".formatted(BODY.length(), basic(), BODY));
	}

	@Test
	void openCartSendsMembersThatAreNotDocumented() throws IOException {
		String body = BODY.substring(0, BODY.length() - 1)
				+ ",\"type\":\"checkout\",\"scope\":[\"admin:checkout\"],\"expires\":null,\"options\":{\"a\":[1,true]}}";
		assertToken("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				Host: localhost
				Authorization: %s
				Accept: */*
				Content-Type: application/json
				Connection: close
				Content-Length: %d

				%s""".formatted(basic(), body.length(), body));
	}

	@Test
	void theReferencesCurlAcceptsAnythingAndMayAskWhetherToGoOn() throws IOException {
		assertThat(sendRaw("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				Host: localhost
				Authorization: %s
				User-Agent: curl/7.88.1
				Accept: */*
				Content-Type: application/json
				Connection: close
				Content-Length: %d
				Expect: 100-continue

				%s""".formatted(basic(), BODY.length(), BODY))).startsWith("HTTP/1.1 100 ")
			.contains("\r\n\r\nHTTP/1.1 200 ")
			.contains("\"access_token\"");
	}

	@Test
	void aClientMayWaitForTheServerToAskForTheBody() throws Exception {
		DinteroHttp http = new DinteroHttp(this.dintero);
		assertThat(http.send(http.tokenRequest().expectContinue(true)).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/*", "APPLICATION/JSON", "text/html, */*;q=0.8",
			"application/json;q=0.001", "application/*;q=0, application/json", "" })
	void whoAcceptsJsonInAnyWayIsAnswered(String accept) throws IOException {
		assertToken("""
				POST /v1/accounts/T12345678/auth/token HTTP/1.1
				Host: localhost
				Authorization: %s
				Accept: %s
				Content-Type: application/json
				Connection: close
				Content-Length: %d

				%s""".formatted(basic(), accept, BODY.length(), BODY));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/jsonp", "text/*", "application/json;q=0, */*",
			"application/*;q=0.0, */*", "*/*;q=0" })
	void whoExcludesJsonIsRefused(String accept) throws Exception {
		DinteroHttp http = new DinteroHttp(this.dintero);
		DinteroErrors.assertBadRequest(http.send(http.tokenRequest().setHeader("Accept", accept)), "Accept");
	}

	@ParameterizedTest
	@MethodSource("com.dintero.auth.test.UserRequest#all")
	void everyEndpointOfUsersTakesWhatTheSdksSend(UserRequest request) throws Exception {
		UserHttp users = new UserHttp(this.dintero);
		Map<String, Object> members = UserHttp.with(
				UserHttp.with(UserHttp.with(request.members(), "type", Map.of("a", 1)), "scope", List.of("b")),
				"nothing", null);
		byte[] body = JsonMapper.shared().writeValueAsBytes(members);
		HttpRequest chunkedWithoutAccept = HttpRequest
			.newBuilder(URI.create(this.dintero.baseUrl() + "/accounts/T12345678/auth/" + request.path()))
			.header("Authorization", "Bearer " + users.http().token(UserHttp.CLIENT))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
			.build();
		HttpResponse<String> response = users.http()
			.client()
			.send(chunkedWithoutAccept, HttpResponse.BodyHandlers.ofString());
		assertThat(request.endpointOf(this.dintero).requests()).singleElement()
			.satisfies((received) -> assertThat(received.header("Transfer-Encoding")).isEqualTo("chunked"));
		// 401 for the codes and tokens in it, which are wrong
		assertThat(response.statusCode()).isIn(200, 204, 401);
	}

	private String basic() {
		return DinteroHttp.basic(this.dintero.client());
	}

	private void assertToken(String request) throws IOException {
		assertThat(sendRaw(request)).startsWith("HTTP/1.1 200 ")
			.contains("\"access_token\"")
			.containsIgnoringCase("\r\ncontent-type: application/json; charset=utf-8\r\n");
	}

	private String sendRaw(String request) throws IOException {
		URI uri = URI.create(this.dintero.baseUrl());
		try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
