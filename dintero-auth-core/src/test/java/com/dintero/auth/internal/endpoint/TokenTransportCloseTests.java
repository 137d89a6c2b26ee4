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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.dintero.auth.LeftThreads;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transport that is closed in the middle of requests: they end, and the HTTP client
 * goes with its thread.
 */
@Timeout(300)
class TokenTransportCloseTests {

	private static final int ROUNDS = 50;

	private static final int CALLERS = 4;

	private static final Duration PATIENT = Duration.ofSeconds(30);

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newFixedThreadPool(CALLERS);

	private final LeftThreads threads = LeftThreads.sinceNow();

	@Test
	void requestsThatHangEndWithItAndLeaveNoThread() throws Exception {
		try (ServerSocket silentServer = new ServerSocket(0, 2 * ROUNDS, InetAddress.getLoopbackAddress())) {
			URI uri = URI.create("http://127.0.0.1:" + silentServer.getLocalPort());
			for (int i = 0; i < ROUNDS; i++) {
				TokenTransport transport = open();
				CompletableFuture<TokenAnswer> first = send(transport, uri);
				CompletableFuture<TokenAnswer> second = send(transport, uri);
				transport.close();
				assertThat(first).failsWithin(PATIENT);
				assertThat(second).failsWithin(PATIENT);
			}
			// The server still has nothing to say: that is not what ends them
			assertThatNothingIsLeft();
		}
	}

	@Test
	void requestsThatLeaveMeanwhileEndWithItAndLeaveNoThread() throws Exception {
		try (MockDintero server = MockDintero.start()) {
			for (int i = 0; i < ROUNDS; i++) {
				TokenTransport transport = open();
				CountDownLatch answered = new CountDownLatch(CALLERS);
				List<CompletableFuture<Void>> callers = Stream.generate(() -> CompletableFuture.runAsync(
						() -> sendUntilItIsClosed(transport, URI.create(server.baseUrl()), answered), this.executor))
					.limit(CALLERS)
					.toList();
				assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
				transport.close();
				assertThat(callers).allSatisfy((caller) -> assertThat(caller).failsWithin(PATIENT));
			}
			assertThatNothingIsLeft();
		}
	}

	private static void sendUntilItIsClosed(TokenTransport transport, URI uri, CountDownLatch answered) {
		while (true) {
			send(transport, uri).join();
			answered.countDown();
		}
	}

	private void assertThatNothingIsLeft() {
		this.threads.awaitNoneOfOurs();
		this.threads.awaitNoneOfHttpClients();
	}

	private static TokenTransport open() {
		return TokenTransport.open((builder) -> {
		}, null, null);
	}

	private static CompletableFuture<TokenAnswer> send(TokenTransport transport, URI uri) {
		return new HttpExchanges(transport, Duration.ofHours(1)).send(HttpRequest.newBuilder(uri).build(),
				new CompletableFuture<>());
	}

}
