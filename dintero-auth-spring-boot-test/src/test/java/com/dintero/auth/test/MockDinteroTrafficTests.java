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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Many requests to {@link MockDintero}: how many are under way at once, and how many it
 * remembers.
 */
class MockDinteroTrafficTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Test
	void thePeakIsOfTheTokenRequestsOfAllStepsTogether() throws Exception {
		try (MockDintero dintero = PartnerHttp.dintero().start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			PartnerHttp partner = new PartnerHttp(http);
			assertThat(dintero.peakTokenRequests()).isZero();
			String own = partner.ownToken();
			String exchangeToken = partner.exchangeToken();
			partner.settingsStatus(partner.merchantToken());
			assertThat(dintero.peakTokenRequests()).isEqualTo(1);
			List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
			try (MockHold first = dintero.tokenEndpoint().hold();
					MockHold second = dintero.exchangeEndpoint().hold();
					MockHold third = dintero.merchantTokenEndpoint().hold()) {
				responses.add(http.sendAsync(http.tokenRequest()));
				responses.add(http.sendAsync(partner.exchangeRequest(own)));
				responses.add(http.sendAsync(partner.merchantTokenRequest(exchangeToken)));
				responses.add(http.sendAsync(partner.merchantTokenRequest(exchangeToken)));
				first.awaitRequests(1, TIMEOUT);
				second.awaitRequests(1, TIMEOUT);
				third.awaitRequests(2, TIMEOUT);
				partner.settingsStatus(exchangeToken);
				assertThat(dintero.peakTokenRequests()).isEqualTo(4);
			}
			assertThat(responses).allSatisfy(
					(response) -> assertThat(response).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode));
			partner.ownToken();
			assertThat(dintero.peakTokenRequests()).isEqualTo(4);
		}
	}

	@Test
	void thePeakIsForgottenOnReset() throws Exception {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			MockHold hold = dintero.tokenEndpoint().hold();
			List<CompletableFuture<HttpResponse<String>>> responses = List.of(http.sendAsync(http.tokenRequest()),
					http.sendAsync(http.tokenRequest()));
			hold.awaitRequests(2, TIMEOUT);
			assertThat(dintero.peakTokenRequests()).isEqualTo(2);
			dintero.reset();
			assertThat(dintero.peakTokenRequests()).isZero();
			responses.forEach((response) -> assertThat(response).succeedsWithin(TIMEOUT));
			http.token();
			assertThat(dintero.peakTokenRequests()).isEqualTo(1);
		}
	}

	@Test
	void requestsThatFailCountForThePeakWhileTheyAreUnderWay() throws Exception {
		try (MockDintero dintero = MockDintero.start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			dintero.tokenEndpoint().failNext(3, MockFault.status(500));
			for (int i = 0; i < 3; i++) {
				assertThat(http.send(http.tokenRequest()).statusCode()).isEqualTo(500);
			}
			assertThat(dintero.peakTokenRequests()).isEqualTo(1);
		}
	}

	@Test
	void delayedRequestsOnParallelConnectionsDoNotWaitForEachOther() throws Exception {
		int connections = 16;
		int requestsEach = 25;
		Duration delay = Duration.ofMillis(40);
		ExecutorService executor = Executors.newFixedThreadPool(connections);
		try (MockDintero dintero = PartnerHttp.dintero().start()) {
			DinteroHttp http = new DinteroHttp(dintero);
			PartnerHttp partner = new PartnerHttp(http);
			String token = partner.exchangeToken();
			dintero.merchantTokenEndpoint().delay(delay);
			long start = System.nanoTime();
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < connections; i++) {
				futures.add(executor.submit(() -> {
					for (int j = 0; j < requestsEach; j++) {
						PartnerHttp.accessToken(http.send(partner.merchantTokenRequest(token)));
					}
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
			Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
			assertThat(elapsed).isGreaterThanOrEqualTo(delay.multipliedBy(requestsEach));
			// One after the other would take sixteen times as long
			assertThat(elapsed).isLessThan(delay.multipliedBy(requestsEach * connections / 2));
			assertThat(dintero.merchantTokenEndpoint().requestCount()).isEqualTo(connections * requestsEach);
			assertThat(dintero.peakTokenRequests()).isBetween(2, connections);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void onlyTheLastRequestsAreRecordedIfSoWished() throws Exception {
		try (MockDintero dintero = PartnerHttp.dintero().recordedRequests(2).start()) {
			PartnerHttp partner = new PartnerHttp(new DinteroHttp(dintero));
			for (int i = 0; i < 3; i++) {
				partner.settingsStatus(partner.merchantToken());
			}
			assertThat(dintero.requests()).extracting(MockRequest::method).containsExactly("POST", "GET");
			assertThat(dintero.merchantTokenEndpoint().requests()).hasSize(1);
			assertThat(dintero.tokenEndpoint().requests()).isEmpty();
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(3);
			assertThat(dintero.exchangeEndpoint().requestCount()).isEqualTo(3);
			assertThat(dintero.merchantTokenEndpoint().requestCount()).isEqualTo(3);
			assertThat(dintero.resources().requestCount()).isEqualTo(3);
			dintero.reset();
			assertThat(dintero.requests()).isEmpty();
			assertThat(dintero.resources().requestCount()).isZero();
		}
	}

	@Test
	void noRequestNeedBeRecorded() throws Exception {
		try (MockDintero dintero = MockDintero.builder().recordedRequests(0).start()) {
			assertThat(new DinteroHttp(dintero).token()).isNotEmpty();
			assertThat(dintero.requests()).isEmpty();
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(1);
		}
		assertThatIllegalArgumentException().isThrownBy(() -> MockDintero.builder().recordedRequests(-1));
	}

}
