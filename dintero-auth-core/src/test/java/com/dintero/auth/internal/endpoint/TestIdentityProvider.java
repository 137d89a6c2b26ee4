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

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;

/**
 * The identity provider of somebody else, as far as it can be discovered. What it has no
 * answer for it does not find.
 */
public final class TestIdentityProvider implements AutoCloseable {

	private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile CountDownLatch hold = new CountDownLatch(0);

	public TestIdentityProvider() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Return the issuer whose path is empty.
	 * @return the issuer
	 */
	public String issuer() {
		return "http://127.0.0.1:%d".formatted(this.server.getAddress().getPort());
	}

	/**
	 * Answer what is asked when the {@link #issuer()} is discovered.
	 * @param status the status
	 * @param body the body
	 */
	public void answer(int status, String body) {
		answer(OPENID_CONFIGURATION, status, body);
	}

	void answer(String path, int status, String body) {
		this.answers.put(path, new Answer(status, Map.of("Content-Type", "application/json"), body));
	}

	void redirect(int status, String location) {
		this.answers.put(OPENID_CONFIGURATION, new Answer(status, Map.of("Location", location), ""));
	}

	/**
	 * Be discovered as the {@link #issuer()}, with an authorization endpoint and one for
	 * signing out.
	 */
	public void answerAsItShould() {
		answer(200,
				"{\"issuer\":\"%1$s\",\"authorization_endpoint\":\"%1$s/authorize\",\"end_session_endpoint\":\"%1$s/logout\"}"
					.formatted(issuer()));
	}

	/**
	 * Hold back the answers to all that is asked from now on, until the hold is released.
	 * What has been held before goes on.
	 */
	public void hold() {
		CountDownLatch previous = this.hold;
		this.hold = new CountDownLatch(1);
		previous.countDown();
	}

	public void release() {
		this.hold.countDown();
	}

	public void awaitRequests(int count) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.requests.size() == count);
	}

	public int requestCount() {
		return this.requests.size();
	}

	List<Request> requests() {
		return this.requests;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getRawPath();
			CountDownLatch hold = this.hold;
			this.requests.add(new Request(exchange.getRequestMethod(), path, exchange.getRequestHeaders()));
			hold.await();
			Answer answer = this.answers.getOrDefault(path, new Answer(404, Map.of(), "not found"));
			answer.headers().forEach(exchange.getResponseHeaders()::set);
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(answer.status(), (body.length > 0) ? body.length : -1);
			try (OutputStream out = exchange.getResponseBody()) {
				out.write(body);
			}
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.server.stop(0);
	}

	record Request(String method, String path, Map<String, List<String>> headers) {

	}

	private record Answer(int status, Map<String, String> headers, String body) {

	}

}
