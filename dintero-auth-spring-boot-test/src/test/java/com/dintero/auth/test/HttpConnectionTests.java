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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP as {@link MockDintero} speaks it, byte by byte.
 */
class HttpConnectionTests {

	private static final String GET = "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private static final String LAST = "GET /v1/last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

	private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d+) ");

	private MockDintero dintero;

	@BeforeEach
	void start() {
		this.dintero = MockDintero.start();
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void aConnectionServesRequestsOneAfterTheOther() throws IOException {
		assertThat(statuses(GET + "\r\n" + GET + LAST)).containsExactly("404", "404", "404");
		assertThat(this.dintero.requests()).extracting(MockRequest::path)
			.containsExactly("/v1/nothing", "/v1/nothing", "/v1/last");
	}

	@Test
	void aBodyThatNobodyLooksAtIsReadBeforeTheNextRequest() throws IOException {
		String post = "POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(GET.length(), GET);
		assertThat(statuses(post + LAST)).containsExactly("404", "404");
	}

	@Test
	void anOlderClientIsAnsweredOnce() throws IOException {
		assertThat(statuses("GET /v1/nothing HTTP/1.0\r\n\r\n" + GET)).containsExactly("404");
	}

	@Test
	void anAnswerToHeadHasALengthAndNoBody() throws IOException {
		String answer = send("HEAD /v1/nothing HTTP/1.1\r\nConnection: close\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 404 ").contains("Content-Length: ").endsWith("\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "garbage\r\n\r\n", "GET /v1 HTTP/2.0\r\n\r\n", "GET /v1 HTTP/1.1\r\nno colon\r\n\r\n",
			"GET /v1 HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", "POST /v1 HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
			"POST /v1 HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
			"POST /v1 HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
			"POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
			"POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
			"POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n" })
	void whatIsNotHttpIsRefusedAndEndsTheConnection(String request) throws IOException {
		assertThat(statuses(request + GET)).containsExactly("400");
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void headersAndBodiesHaveABound() throws IOException {
		assertThat(statuses("GET /v1 HTTP/1.1\r\nA: " + "a".repeat(65_536))).containsExactly("400");
		assertThat(statuses("POST /v1 HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n")).containsExactly("413");
		assertThat(statuses("POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n"))
			.containsExactly("413");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GET", "GET /v1 HTTP/1.1\r\nHo", "POST /v1 HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc",
			"POST /v1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc" })
	void aRequestThatBreaksOffIsNotAnswered(String request) throws IOException {
		assertThat(send(request)).isEmpty();
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void aClientThatHangsUpHarmsNobody() throws Exception {
		DinteroHttp http = new DinteroHttp(this.dintero);
		try (MockHold hold = this.dintero.resources().hold()) {
			try (Socket socket = connect()) {
				socket.setSoLinger(true, 0);
				socket.getOutputStream()
					.write("GET /v1/sessions-profile HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
				hold.awaitRequests(1, Duration.ofSeconds(20));
			}
		}
		assertThat(http.token()).isNotEmpty();
	}

	@Test
	void aFaultMaySayAnotherLengthThanItHas() throws IOException {
		this.dintero.resources().failNext(MockFault.error(200, null, "short").withHeader("Content-Length", "100"));
		String answer = send("GET /v1/sessions-profile HTTP/1.1\r\n\r\n" + GET);
		assertThat(answer.toLowerCase(Locale.ROOT)).containsOnlyOnce("content-length: 100").endsWith("\r\n\r\nshort");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 304 })
	void aStatusWithoutABodyHasNone(int status) throws IOException {
		this.dintero.resources().failNext(MockFault.error(status, null, "a body"));
		assertThat(statuses("GET /v1/sessions-profile HTTP/1.1\r\n\r\n" + LAST)).containsExactly("" + status, "404");
	}

	private List<String> statuses(String request) throws IOException {
		return STATUS.matcher(send(request)).results().map((status) -> status.group(1)).toList();
	}

	private String send(String request) throws IOException {
		try (Socket socket = connect()) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private Socket connect() throws IOException {
		URI uri = URI.create(this.dintero.baseUrl());
		return new Socket(uri.getHost(), uri.getPort());
	}

}
