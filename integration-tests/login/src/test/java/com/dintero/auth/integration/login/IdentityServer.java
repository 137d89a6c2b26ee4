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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * The company's identity provider, as far as the application sees it: what it says of
 * itself. A test takes the browser's part, and so sees the pages of none.
 */
final class IdentityServer implements AutoCloseable {

	private final MockWebServer server = new MockWebServer();

	private final AtomicInteger discoveries = new AtomicInteger();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile State state = State.UP;

	private IdentityServer() {
		this.server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
				return answer(request);
			}

		});
	}

	static IdentityServer start() {
		IdentityServer identityServer = new IdentityServer();
		try {
			identityServer.server.start(InetAddress.getLoopbackAddress(), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return identityServer;
	}

	String issuer() {
		return "http://127.0.0.1:" + this.server.getPort() + "/realms/staff";
	}

	String authorizationEndpoint() {
		return issuer() + "/authorize";
	}

	String endSessionEndpoint() {
		return issuer() + "/sign-out";
	}

	/**
	 * How often it was asked what it is.
	 * @return the number of requests
	 */
	int discoveries() {
		return this.discoveries.get();
	}

	void is(State state) {
		this.state = state;
	}

	private MockResponse answer(RecordedRequest request) throws InterruptedException {
		if (!request.getTarget().equals("/realms/staff/.well-known/openid-configuration")) {
			return new MockResponse.Builder().code(404).build();
		}
		this.discoveries.incrementAndGet();
		return switch (this.state) {
			case UP -> new MockResponse.Builder().addHeader("Content-Type", "application/json").body("""
					{"issuer": "%s", "authorization_endpoint": "%s", "end_session_endpoint": "%s"}
					""".formatted(issuer(), authorizationEndpoint(), endSessionEndpoint())).build();
			case DOWN -> new MockResponse.Builder().code(500).build();
			case HANGING -> {
				this.end.await();
				yield new MockResponse.Builder().code(500).build();
			}
		};
	}

	@Override
	public void close() {
		this.end.countDown();
		this.server.close();
	}

	/**
	 * How it is.
	 */
	enum State {

		UP, DOWN, HANGING

	}

}
