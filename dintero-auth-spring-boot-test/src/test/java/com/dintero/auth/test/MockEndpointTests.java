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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link MockEndpoint}, {@link MockHold} and what is recorded.
 */
class MockEndpointTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private MockDintero dintero;

	private DinteroHttp http;

	@BeforeEach
	void start() {
		this.dintero = MockDintero.start();
		this.http = new DinteroHttp(this.dintero);
	}

	@AfterEach
	void close() {
		this.dintero.close();
	}

	@Test
	void eachFaultIsForOneRequestInOrder() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		this.dintero.tokenEndpoint().failNext(2, MockFault.status(503));
		assertThat(tokenStatuses(4)).containsExactly(500, 503, 503, 200);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.dintero.tokenEndpoint().failNext(-1, MockFault.status(500)));
	}

	@Test
	void aPermanentFaultLastsUntilRecovery() throws Exception {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(500));
		this.dintero.tokenEndpoint().failNext(MockFault.status(429));
		assertThat(tokenStatuses(3)).containsExactly(429, 500, 500);
		this.dintero.tokenEndpoint().recover();
		assertThat(tokenStatuses(1)).containsExactly(200);
	}

	@Test
	void recoveryForgetsQueuedFaults() throws Exception {
		this.dintero.tokenEndpoint().failNext(5, MockFault.status(500));
		this.dintero.tokenEndpoint().recover();
		assertThat(tokenStatuses(1)).containsExactly(200);
	}

	@Test
	void endpointsFailOnTheirOwn() throws Exception {
		String token = this.http.token();
		this.dintero.resources().failAlways(MockFault.status(503));
		assertThat(tokenStatuses(1)).containsExactly(200);
		assertThat(this.http.settings(token).statusCode()).isEqualTo(503);
		assertThat(this.http.send(this.http.sessionRequest(token, DinteroHttp.SESSION)).statusCode()).isEqualTo(503);
	}

	@Test
	void aFaultComesBeforeTheChecks() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		assertThat(this.http.send(this.http.tokenRequest().setHeader("Authorization", "none")).statusCode())
			.isEqualTo(500);
	}

	@Test
	void aDelayMakesEachAnswerLater() throws Exception {
		this.dintero.tokenEndpoint().delay(Duration.ofMillis(150));
		long before = System.nanoTime();
		assertThat(tokenStatuses(2)).containsExactly(200, 200);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.dintero.tokenEndpoint().delay(Duration.ofMillis(-1)));
	}

	@Test
	void aDelayMakesNothingElseWait() throws Exception {
		String token = this.http.token();
		this.dintero.tokenEndpoint().delay(Duration.ofHours(1));
		CompletableFuture<HttpResponse<String>> delayed = this.http.sendAsync(this.http.tokenRequest());
		assertThat(this.http.settings(token).statusCode()).isEqualTo(200);
		assertThat(delayed).isNotDone();
	}

	@Test
	void whoIsDelayedIsServedOnRecovery() {
		this.dintero.tokenEndpoint().delay(Duration.ofHours(1));
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			CompletableFuture<HttpResponse<String>> delayed = this.http.sendAsync(this.http.tokenRequest());
			hold.awaitRequests(1, TIMEOUT);
			this.dintero.tokenEndpoint().recover();
			assertThat(delayed).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
		}
	}

	@Test
	void requestsWaitUntilTheirHoldIsReleased() throws Exception {
		CompletableFuture<HttpResponse<String>> held;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			held = this.http.sendAsync(this.http.tokenRequest());
			hold.awaitRequests(1, TIMEOUT);
			hold.awaitRequests(1, TIMEOUT);
			assertThat(held).isNotDone();
			assertThat(this.dintero.tokenEndpoint().requests()).extracting(MockRequest::status).containsExactly(0);
		}
		assertThat(held).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
		assertThat(tokenStatuses(1)).containsExactly(200);
	}

	@Test
	void requestsThatDoNotArriveAreAClearError() {
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			CompletableFuture<HttpResponse<String>> held = this.http.sendAsync(this.http.tokenRequest());
			hold.awaitRequests(1, TIMEOUT);
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> hold.awaitRequests(3, Duration.ofMillis(10)))
				.withMessage("Expected 3 requests to arrive within PT0.01S, but there are 1");
			assertThat(held).isNotDone();
		}
	}

	@Test
	void thereIsOneHoldAtATime() {
		MockHold hold = this.dintero.tokenEndpoint().hold();
		assertThatIllegalStateException().isThrownBy(() -> this.dintero.tokenEndpoint().hold());
		hold.release();
		this.dintero.tokenEndpoint().hold();
		this.dintero.tokenEndpoint().recover();
		this.dintero.tokenEndpoint().hold();
	}

	@Test
	void allRequestsAreCountedWhateverTheirAnswer() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		this.http.send(this.http.tokenRequest());
		this.http.send(this.http.tokenRequest().GET());
		this.http.settings(this.http.token());
		this.http.settings("none");
		this.http.send(this.http.request("/nothing"));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(3);
		assertThat(this.dintero.resources().requestCount()).isEqualTo(2);
		assertThat(this.dintero.requests()).extracting(MockRequest::status)
			.containsExactly(500, 405, 200, 200, 401, 404);
		assertThat(this.dintero.requests()).extracting(MockRequest::isToken)
			.containsExactly(true, true, true, false, false, false);
	}

	@Test
	void aRequestIsRecordedAsItCame() throws Exception {
		this.http.send(this.http.request("/sessions-profile?a=b")
			.header("X-Test", "one")
			.header("X-Test", "two")
			.POST(BodyPublishers.ofString("{\"æ\": 1}")));
		MockRequest request = this.dintero.resources().requests().get(0);
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/v1/sessions-profile?a=b");
		assertThat(request.body()).isEqualTo("{\"æ\": 1}");
		assertThat(request.status()).isEqualTo(401);
		assertThat(request.headers()).containsEntry("x-test", List.of("one", "two"));
		assertThat(request.header("X-TEST")).isEqualTo("one");
		assertThat(request.header("Absent")).isNull();
	}

	@Test
	void whatWasReturnedDoesNotChange() throws Exception {
		this.http.token();
		List<MockRequest> snapshot = this.dintero.requests();
		this.http.token();
		assertThat(snapshot).hasSize(1);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(snapshot::clear);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> snapshot.get(0).headers().clear());
	}

	@Test
	void nothingShowsASecretInItsText() throws Exception {
		String token = this.http.token();
		this.http.send(this.http.request("/sessions-profile?access_token=" + token)
			.header("Authorization", "Bearer " + token));
		MockDinteroClient client = this.dintero.client();
		String basic = DinteroHttp.basic(client).substring("Basic ".length());
		Stream
			.of(this.dintero, client, this.dintero.requests(), this.dintero.tokenEndpoint(),
					new BasicCredentials("id", client.clientSecret()), MockFault.status(401), MockFault.hang(),
					MockFault.disconnect())
			.map(Object::toString)
			.forEach((text) -> assertThat(text).doesNotContain(token)
				.doesNotContain(basic)
				.doesNotContain(client.clientSecret()));
		assertThat(client).asString()
			.startsWith("MockDinteroClient[accountId=T12345678, clientId=mock-client, "
					+ "clientSecret=***, audiences=[https://api.dintero.com/v1/accounts/T12345678], scopes=[");
		assertThat(this.dintero.requests().get(0)).hasToString("POST /v1/accounts/T12345678/auth/token -> 200");
		assertThat(this.dintero.requests().get(1)).hasToString("GET /v1/sessions-profile -> 405");
	}

	private List<Integer> tokenStatuses(int count) throws IOException, InterruptedException {
		Integer[] statuses = new Integer[count];
		for (int i = 0; i < count; i++) {
			statuses[i] = this.http.send(this.http.tokenRequest()).statusCode();
		}
		return List.of(statuses);
	}

}
