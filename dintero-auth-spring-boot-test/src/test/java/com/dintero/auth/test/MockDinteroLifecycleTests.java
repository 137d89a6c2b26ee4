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

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Start, reset and close of {@link MockDintero}, and many requests at once.
 */
class MockDinteroLifecycleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Test
	void theBaseUrlIsOnThisMachine() {
		try (MockDintero dintero = MockDintero.start()) {
			assertThat(dintero.baseUrl()).matches("http://127\\.0\\.0\\.1:\\d+/v1");
		}
	}

	@Test
	void thePortCanBeChosen() throws Exception {
		int port = freePort();
		try (MockDintero dintero = MockDintero.builder().port(port).start()) {
			assertThat(dintero.baseUrl()).endsWith(":" + port + "/v1");
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> MockDintero.builder().port(port).start())
				.withMessageContaining(String.valueOf(port));
			assertThat(new DinteroHttp(dintero).token()).isNotEmpty();
		}
	}

	@Test
	void thePortIsFreeOnceItIsClosed() {
		int port = freePort();
		for (int i = 0; i < 200; i++) {
			MockDintero.builder().port(port).start().close();
		}
	}

	@Test
	void theClientsOfTheBuilderReplaceTheDefaultOne() throws Exception {
		MockDinteroClient first = MockDinteroClient.of("T11200000", "first", "first-secret");
		MockDinteroClient second = MockDinteroClient.of("P12345678", "second", "second-secret");
		try (MockDintero dintero = MockDintero.builder().client(first).client(second).start();
				MockDintero other = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			assertThat(dintero.client()).isEqualTo(first);
			assertThat(http.token(first)).isNotEmpty();
			assertThat(http.token(second)).isNotEmpty();
			assertThat(http.send(http.tokenRequest(other.client())).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void serversKnowNothingOfEachOther() throws Exception {
		try (MockDintero one = MockDintero.start(); MockDintero other = MockDintero.start()) {
			String token = new DinteroHttp(one).token();
			assertThat(new DinteroHttp(other).settings(token).statusCode()).isEqualTo(401);
			assertThat(other.tokenEndpoint().requestCount()).isZero();
		}
	}

	@Test
	void resetForgetsAllButClientsAndTokens() throws Exception {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			MockDinteroClient client = MockDinteroClient.of("T11200000", "partner", "partner-secret");
			dintero.register(client);
			dintero.register(PartnerHttp.MERCHANT);
			String revoked = http.token();
			dintero.revokeTokens();
			String token = http.token();
			dintero.tokenLifetime(Duration.ofSeconds(10));
			dintero.rateLimit(0, Duration.ofHours(1));
			Stream
				.of(dintero.tokenEndpoint(), dintero.exchangeEndpoint(), dintero.merchantTokenEndpoint(),
						dintero.resources())
				.forEach((endpoint) -> {
					endpoint.failAlways(MockFault.status(500));
					endpoint.failNext(MockFault.status(500));
					endpoint.delay(Duration.ofHours(1));
					endpoint.hold();
				});
			dintero.reset();
			assertThat(dintero.requests()).isEmpty();
			assertThat(dintero.tokenEndpoint().requestCount()).isZero();
			assertThat(dintero.peakTokenRequests()).isZero();
			HttpResponse<String> response = http.send(http.tokenRequest(client));
			assertThat(DinteroHttp.json(response).get("expires_in").intValue()).isEqualTo(14400);
			assertThat(http.settings(token).statusCode()).isEqualTo(200);
			assertThat(http.settings(revoked).statusCode()).isEqualTo(401);
			assertThat(dintero.requests()).hasSize(3);
			PartnerHttp partner = new PartnerHttp(http);
			String exchangeToken = PartnerHttp
				.accessToken(http.send(partner.exchangeRequest(PartnerHttp.accessToken(response))));
			assertThat(http.send(partner.merchantTokenRequest(exchangeToken)).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void hundredsOfRequestsAreServedAtOnce() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			List<CompletableFuture<HttpResponse<String>>> responses;
			try (MockHold hold = dintero.tokenEndpoint().hold()) {
				responses = IntStream.range(0, 200).mapToObj((i) -> http.sendAsync(http.tokenRequest())).toList();
				hold.awaitRequests(200, TIMEOUT);
				assertThat(responses).noneMatch(CompletableFuture::isDone);
			}
			Set<String> tokens = new HashSet<>();
			responses
				.forEach((response) -> tokens.add(DinteroHttp.json(response.join()).get("access_token").stringValue()));
			assertThat(tokens).hasSize(200);
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(200);
			assertThat(dintero.requests()).extracting(MockRequest::status).containsOnly(200);
		}
	}

	@Test
	void concurrentRequestsTakeEachFaultOnce() {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			dintero.tokenEndpoint().failNext(50, MockFault.status(503));
			List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 200)
				.mapToObj((i) -> http.sendAsync(http.tokenRequest()))
				.toList();
			assertThat(responses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
				.filteredOn((status) -> status == 503)
				.hasSize(50);
		}
	}

	@Test
	void closeEndsWhateverWaitsAndLeavesNoThread() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		MockDintero dintero = MockDintero.start();
		DinteroHttp http = new DinteroHttp(dintero);
		dintero.resources().failAlways(MockFault.hang());
		dintero.tokenEndpoint().delay(Duration.ofHours(1));
		CompletableFuture<HttpResponse<String>> hanging = http.sendAsync(http.settingsRequest("T12345678", "token"));
		dintero.exchangeEndpoint().delay(Duration.ofHours(1));
		dintero.merchantTokenEndpoint().delay(Duration.ofHours(1));
		PartnerHttp partner = new PartnerHttp(http);
		List<CompletableFuture<HttpResponse<String>>> delayed = List.of(http.sendAsync(http.tokenRequest()),
				http.sendAsync(partner.exchangeRequest("token")),
				http.sendAsync(partner.merchantTokenRequest("token")));
		Awaitility.await().atMost(TIMEOUT).until(() -> dintero.requests().size() == 4);
		dintero.tokenEndpoint().delay(Duration.ZERO);
		MockHold hold = dintero.tokenEndpoint().hold();
		CompletableFuture<HttpResponse<String>> held = http.sendAsync(http.tokenRequest());
		hold.awaitRequests(1, TIMEOUT);
		long start = System.nanoTime();
		dintero.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		// With an answer, if that was just being made
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> hanging.isDone() && delayed.stream().allMatch(CompletableFuture::isDone) && held.isDone());
		Awaitility.await().atMost(TIMEOUT).until(() -> serverThreadsBesides(before).isEmpty());
	}

	@Test
	void closeDoesNotWaitForABodyThatNobodyReads() throws Exception {
		MockDintero dintero = MockDintero.start();
		DinteroHttp http = new DinteroHttp(dintero);
		dintero.tokenEndpoint().failNext(MockFault.oversized(1L << 40));
		http.client().send(http.tokenRequest().build(), HttpResponse.BodyHandlers.ofInputStream());
		long start = System.nanoTime();
		dintero.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
	}

	@Test
	void closeCanBeRepeated() {
		MockDintero dintero = MockDintero.start();
		dintero.close();
		dintero.close();
		assertThatIllegalStateException().isThrownBy(() -> dintero.tokenEndpoint().hold());
		DinteroHttp http = new DinteroHttp(dintero);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> http.send(http.tokenRequest()));
	}

	private static List<Thread> serverThreadsBesides(Set<Thread> others) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("MockDintero") && !others.contains(thread))
			.toList();
	}

	private static int freePort() {
		try (MockDintero dintero = MockDintero.start()) {
			return URI.create(dintero.baseUrl()).getPort();
		}
	}

}
