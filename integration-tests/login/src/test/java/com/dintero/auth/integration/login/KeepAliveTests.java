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

package com.dintero.auth.integration.login;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.http.HttpHeaders;

import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signs in to a reactive application over one connection that is kept alive. Each request
 * comes after the answer to the one before.
 */
class KeepAliveTests {

	private static final int ROUNDS = 20;

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String JSON = "application/json";

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	KeepAliveTests() {
		this.fixture.dintero().register(MockUser.of("T12345678", "kari", "password"));
		this.fixture.start(WebApplicationType.REACTIVE);
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private KeptConnection connect() throws IOException {
		return new KeptConnection(
				this.fixture.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@Test
	void aRefusedSignInIsFollowedByTheNext() throws IOException {
		try (KeptConnection connection = connect()) {
			for (int round = 0; round < ROUNDS; round++) {
				String body = "username=kari&password=wrong&_csrf=" + connection.csrfToken();
				assertThat(connection.post("/login", FORM, "", body)).isEqualTo(302);
			}
			String body = "username=kari&password=password&_csrf=" + connection.csrfToken();
			assertThat(connection.post("/login", FORM, "", body)).isEqualTo(302);
			assertThat(connection.get("/authorities")).isEqualTo(200);
		}
	}

	@Test
	void aFormWithoutATokenAgainstForgeryIsFollowedByTheNext() throws IOException {
		try (KeptConnection connection = connect()) {
			for (int round = 0; round < ROUNDS; round++) {
				assertThat(connection.post("/login", FORM, "", "username=kari&password=password")).isEqualTo(403);
			}
		}
	}

	// Nobody reads the body: the page is for forms of a sign-in that has begun
	@Test
	void aBodyThatThePageOfTheSecondFactorDoesNotReadIsFollowedByTheNextRequest() throws IOException {
		try (KeptConnection connection = connect()) {
			for (int round = 0; round < ROUNDS; round++) {
				String token = "X-CSRF-TOKEN: " + connection.csrfToken() + "\r\n";
				assertThat(connection.post("/login/mfa", JSON, token, "x".repeat(10_000))).isEqualTo(302);
			}
		}
	}

	/**
	 * A connection that is never opened again, unlike those of an HTTP client.
	 */
	private static final class KeptConnection implements AutoCloseable {

		private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

		private final Map<String, String> cookies = new TreeMap<>();

		private final Socket socket;

		private final InputStream input;

		private String body = "";

		KeptConnection(int port) throws IOException {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(10_000);
			this.input = new BufferedInputStream(this.socket.getInputStream());
		}

		String csrfToken() throws IOException {
			assertThat(get("/login")).isEqualTo(200);
			Matcher csrf = CSRF.matcher(this.body);
			assertThat(csrf.find()).isTrue();
			return csrf.group(1);
		}

		int get(String path) throws IOException {
			write(head("GET", path, ""));
			return answer();
		}

		// Like many a browser, with the body in a packet of its own
		int post(String path, String contentType, String header, String content) throws IOException {
			write(head("POST", path,
					header + "Content-Type: " + contentType + "\r\nContent-Length: " + content.length() + "\r\n"));
			write(content);
			return answer();
		}

		private String head(String method, String path, String headers) {
			String cookie = this.cookies.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + "=" + entry.getValue())
				.collect(Collectors.joining("; "));
			return "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nCookie: %s\r\n%s\r\n".formatted(method,
					path, cookie, headers);
		}

		private void write(String text) throws IOException {
			this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		}

		private int answer() throws IOException {
			int status = Integer.parseInt(line().split(" ", 3)[1]);
			HttpHeaders headers = new HttpHeaders();
			for (String line = line(); !line.isEmpty(); line = line()) {
				headers.add(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).trim());
			}
			assertThat(headers.getConnection()).doesNotContain("close");
			headers.getOrEmpty(HttpHeaders.SET_COOKIE).forEach((cookie) -> {
				String[] pair = cookie.split(";", 2)[0].split("=", 2);
				this.cookies.put(pair[0], pair[1]);
			});
			byte[] content = this.input.readNBytes((int) headers.getContentLength());
			this.body = new String(content, StandardCharsets.UTF_8);
			return status;
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int next = this.input.read(); next != '\n'; next = this.input.read()) {
				assertThat(next).as("the end of the connection").isNotNegative();
				line.append((char) next);
			}
			return line.toString().strip();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
