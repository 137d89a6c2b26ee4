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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many requests are under way at a time, how one is given up, and what becomes of
 * them all when the application shuts down.
 */
@Timeout(120)
class RequestsUnderWayTests {

	private static final int MAXIMUM = 16;

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private static final AccountId MERCHANT = AccountId.ofMerchant("T11200001");

	@AutoClose
	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of("T11200000", "my-partner", "my-secret"))
		.merchant(MockMerchant.of("T11200000", "T11200001"))
		.start();

	@AutoClose
	private final TokenTransport transport = TokenTransport.open((builder) -> builder.connectTimeout(PATIENT), null,
			null);

	@AutoClose
	private final TokenEndpointClient client = client(MAXIMUM, PATIENT);

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final DinteroRegistration registration = TestRegistrations.of(this.dintero);

	private final TokenRequest ownToken = TokenRequest.clientCredentials(this.registration);

	@Test
	void thereAreNeverMoreThanTheMaximumAndAllAreServed() throws Exception {
		List<CompletableFuture<TokenResponse>> responses;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			responses = send(this.ownToken, 40);
			hold.awaitRequests(MAXIMUM, PATIENT);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(MAXIMUM);
			assertThat(responses).noneMatch(CompletableFuture::isDone);
		}
		for (CompletableFuture<TokenResponse> response : responses) {
			assertThat(response.get(30, TimeUnit.SECONDS).tokenValue()).isNotEmpty();
		}
		assertThat(this.dintero.peakTokenRequests()).isEqualTo(MAXIMUM);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(40);
	}

	@Test
	void aPartnersOwnTokenDoesNotWaitBehindMerchants() throws Exception {
		TokenRequest exchange = exchange();
		List<CompletableFuture<TokenResponse>> responses;
		try (MockHold hold = this.dintero.exchangeEndpoint().hold()) {
			responses = send(exchange, 40);
			hold.awaitRequests(MAXIMUM - 1, PATIENT);
			assertThat(this.client.send(this.ownToken).get(30, TimeUnit.SECONDS)).isNotNull();
			assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(MAXIMUM - 1);
			assertThat(responses).noneMatch(CompletableFuture::isDone);
		}
		for (CompletableFuture<TokenResponse> response : responses) {
			assertThat(response.get(30, TimeUnit.SECONDS)).isNotNull();
		}
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(40);
		assertThat(this.dintero.peakTokenRequests()).isEqualTo(MAXIMUM);
	}

	@Test
	void manyThreadsShareThePlacesAndNobodyIsForgotten() throws Exception {
		List<Future<Integer>> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			threads.add(this.executor.submit(() -> {
				int ended = 0;
				for (CompletableFuture<TokenResponse> response : send(this.ownToken, 50)) {
					response.handle((token, failure) -> true).get(60, TimeUnit.SECONDS);
					ended++;
				}
				return ended;
			}));
		}
		for (Future<Integer> thread : threads) {
			assertThat(thread.get(60, TimeUnit.SECONDS)).isEqualTo(50);
		}
		assertThat(this.dintero.peakTokenRequests()).isBetween(1, MAXIMUM);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(400);
		assertPlaces(this.client, MAXIMUM);
	}

	@ParameterizedTest
	@MethodSource("faults")
	void aFailedRequestFreesItsPlace(MockFault fault) throws Exception {
		TokenEndpointClient narrow = client(2, TokenCalls.IMPATIENT);
		this.dintero.tokenEndpoint().failNext(6, fault);
		for (int i = 0; i < 6; i++) {
			failure(narrow.send(this.ownToken));
		}
		assertPlaces(narrow, 2);
	}

	static Stream<Arguments> faults() {
		return Stream.of(Arguments.argumentSet("an error", MockFault.status(500)),
				Arguments.argumentSet("a rejection", MockFault.status(401)),
				Arguments.argumentSet("a limit", MockFault.rateLimited("0")),
				Arguments.argumentSet("garbage", MockFault.error(200, "text/html", "<h1>Hello</h1>")),
				Arguments.argumentSet("broken JSON", MockFault.body("{\"access_token\":")),
				Arguments.argumentSet("JSON too deep to be read", MockFault.body("[".repeat(100_000))),
				Arguments.argumentSet("a redirect", MockFault.redirect(307, "/elsewhere")),
				Arguments.argumentSet("a disconnect", MockFault.disconnect()),
				Arguments.argumentSet("a disconnect halfway", MockFault.disconnectHalfway()),
				Arguments.argumentSet("too long an answer", MockFault.oversized(5 * 1024 * 1024)),
				Arguments.argumentSet("a hang", MockFault.hang()));
	}

	@Test
	void aRequestThatCannotBeSentFreesItsPlace() throws Exception {
		TokenEndpointClient narrow = client(2, PATIENT);
		TokenRequest unsendable = new TokenRequest(TokenRequestKind.CLIENT_CREDENTIALS, "dintero", null,
				this.ownToken.uri(), "no\r\nheader", Map.of(), List.of());
		TokenRequest unreachable = new TokenRequest(TokenRequestKind.CLIENT_CREDENTIALS, "dintero", null,
				URI.create("ftp://dintero.invalid/"), "Basic x", Map.of(), List.of());
		for (int i = 0; i < 3; i++) {
			assertThat(failure(narrow.send(unsendable))).hasMessageContaining("it could not be made");
			assertThat(failure(narrow.send(unreachable))).hasMessageContaining("it could not be made");
		}
		assertPlaces(narrow, 2);
	}

	@Test
	void aRequestOfWhichTheFutureIsCancelledFreesItsPlaceWhenItIsAnswered() throws Exception {
		TokenEndpointClient narrow = client(2, PATIENT);
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			List<CompletableFuture<TokenResponse>> responses = send(narrow, this.ownToken, 2);
			hold.awaitRequests(2, PATIENT);
			responses.forEach((response) -> response.cancel(true));
		}
		assertPlaces(narrow, 2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aRequestThatIsGivenUpHangsUpAndFreesItsPlace(boolean normally) throws Exception {
		CountDownLatch hungUp = new CountDownLatch(2);
		RawServer.AnswerWriter waiting = (socket, out) -> {
			if (socket.getInputStream().read() < 0) {
				hungUp.countDown();
			}
		};
		try (RawServer server = new RawServer(waiting, waiting)) {
			TokenEndpointClient narrow = client(2, PATIENT);
			TokenRequest request = TokenRequest.clientCredentials(TestRegistrations.of("dintero", server.baseUrl(),
					MockDinteroClient.of("T12345678", "my-client", "my-secret")));
			List<CompletableFuture<@Nullable Void>> ends = List.of(new CompletableFuture<>(),
					new CompletableFuture<>());
			List<CompletableFuture<TokenResponse>> responses = ends.stream()
				.map((end) -> narrow.send(request, end))
				.toList();
			Awaitility.await().atMost(PATIENT).until(() -> server.requestCount() == 2);
			CompletableFuture<TokenResponse> next = narrow.send(request);
			assertThat(next).isNotDone();
			for (CompletableFuture<@Nullable Void> end : ends) {
				boolean ended = (normally) ? end.complete(null)
						: end.completeExceptionally(new IllegalStateException());
				assertThat(ended).isTrue();
			}
			for (CompletableFuture<TokenResponse> response : responses) {
				assertThat(failure(response)).hasMessageEndingWith("failed: nobody waits for it any more");
			}
			assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("the client hangs up").isTrue();
			assertThat(next.get(30, TimeUnit.SECONDS).tokenValue()).isEqualTo("raw");
		}
	}

	@Test
	void aRequestThatIsGivenUpBeforeItsTurnIsNeverSent() throws Exception {
		TokenEndpointClient narrow = client(2, PATIENT);
		CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			send(narrow, this.ownToken, 2);
			hold.awaitRequests(2, PATIENT);
			CompletableFuture<TokenResponse> waiting = narrow.send(this.ownToken, end);
			end.complete(null);
			assertThat(failure(waiting)).hasMessageEndingWith("failed: nobody waits for it any more");
		}
		assertPlaces(narrow, 2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(4);
	}

	@Test
	void aRequestThatNobodyCaresForAnyMoreIsNotEvenSent() throws Exception {
		TokenEndpointClient narrow = client(2, PATIENT);
		for (int i = 0; i < 3; i++) {
			assertThat(failure(narrow.send(this.ownToken, CompletableFuture.completedFuture(null))))
				.hasMessageEndingWith("failed: nobody waits for it any more");
		}
		assertPlaces(narrow, 2);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void whatEndsAfterTheAnswerChangesNothing() throws Exception {
		CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
		CompletableFuture<TokenResponse> response = this.client.send(this.ownToken, end);
		String token = response.get(30, TimeUnit.SECONDS).tokenValue();
		end.complete(null);
		assertThat(response.get().tokenValue()).isEqualTo(token);
	}

	@Test
	void closingEndsWhatIsUnderWayAndWhatWaitsForItsTurn() throws Exception {
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			List<CompletableFuture<TokenResponse>> responses = send(this.ownToken, 40);
			hold.awaitRequests(MAXIMUM, PATIENT);
			this.client.close();
			for (CompletableFuture<TokenResponse> response : responses) {
				assertIsOfTheShutdown(failure(response));
			}
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(MAXIMUM);
	}

	@Test
	void closingHangsUp() throws Exception {
		CountDownLatch hungUp = new CountDownLatch(1);
		try (RawServer server = new RawServer((socket, out) -> {
			if (socket.getInputStream().read() < 0) {
				hungUp.countDown();
			}
		})) {
			CompletableFuture<TokenResponse> response = this.client
				.send(TokenRequest.clientCredentials(TestRegistrations.of("dintero", server.baseUrl(),
						MockDinteroClient.of("T12345678", "my-client", "my-secret"))));
			Awaitility.await().atMost(PATIENT).until(() -> server.requestCount() == 1);
			this.client.close();
			assertIsOfTheShutdown(failure(response));
			assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("the client hangs up").isTrue();
		}
	}

	@Test
	void nothingIsSentAfterwards() throws Exception {
		this.client.close();
		for (TokenRequest request : List.of(this.ownToken,
				TokenRequest.exchangeToken(this.registration, MERCHANT, "my-token"))) {
			assertIsOfTheShutdown(failure(this.client.send(request)));
		}
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void closingTwiceIsNoMistake() throws Exception {
		this.client.send(this.ownToken).get(30, TimeUnit.SECONDS);
		this.client.close();
		this.client.close();
		assertThat(this.transport.isClosed()).isTrue();
	}

	@Test
	void closingAmidManyThreadsEndsEverything() throws Exception {
		for (int round = 0; round < 20; round++) {
			TokenTransport closingTransport = TokenTransport.open((builder) -> builder.connectTimeout(PATIENT), null,
					null);
			TokenEndpointClient closing = new TokenEndpointClient(closingTransport, PATIENT, PATIENT.multipliedBy(2), 3,
					Clock.systemUTC());
			CountDownLatch begun = new CountDownLatch(4);
			List<Future<List<CompletableFuture<TokenResponse>>>> threads = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				threads.add(this.executor.submit(() -> {
					List<CompletableFuture<TokenResponse>> responses = new ArrayList<>();
					while (!closingTransport.isClosed()) {
						responses.addAll(send(closing, this.ownToken, 5));
						begun.countDown();
						responses.get(responses.size() - 5).handle((response, failure) -> true).join();
					}
					responses.addAll(send(closing, this.ownToken, 5));
					return responses;
				}));
			}
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			closing.close();
			for (Future<List<CompletableFuture<TokenResponse>>> thread : threads) {
				for (CompletableFuture<TokenResponse> response : thread.get(30, TimeUnit.SECONDS)) {
					Throwable thrown = failureOf(response);
					if (thrown != null) {
						assertIsOfTheShutdown((DinteroAuthorizationException) thrown);
					}
				}
			}
		}
	}

	@Test
	void itsThreadsAreDaemonsAndEndWhenItIsClosed() throws Exception {
		List<Thread> before = threads();
		TokenTransport own = TokenTransport.open((builder) -> builder.connectTimeout(PATIENT), null, null);
		TokenEndpointClient ownClient = new TokenEndpointClient(own, PATIENT, PATIENT.multipliedBy(2), MAXIMUM,
				Clock.systemUTC());
		ownClient.send(this.ownToken).get(30, TimeUnit.SECONDS);
		List<Thread> threads = threads();
		threads.removeAll(before);
		assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
		assertThat(threads).map(Thread::getName).anyMatch((name) -> name.startsWith("dintero-auth-timer-"));
		ownClient.close();
		Awaitility.await().atMost(PATIENT).until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static List<Thread> threads() {
		return new ArrayList<>(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("dintero-auth-"))
			.toList());
	}

	private TokenEndpointClient client(int maximum, Duration timeout) {
		return new TokenEndpointClient(this.transport, timeout, PATIENT.multipliedBy(2), maximum, Clock.systemUTC());
	}

	private TokenRequest exchange() throws Exception {
		String token = this.client.send(this.ownToken).get(30, TimeUnit.SECONDS).tokenValue();
		return TokenRequest.exchangeToken(this.registration, MERCHANT, token);
	}

	private List<CompletableFuture<TokenResponse>> send(TokenRequest request, int count) {
		return send(this.client, request, count);
	}

	private static List<CompletableFuture<TokenResponse>> send(TokenEndpointClient client, TokenRequest request,
			int count) {
		List<CompletableFuture<TokenResponse>> responses = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			responses.add(client.send(request));
		}
		return responses;
	}

	// So many requests arrive at the same time, and are answered
	private void assertPlaces(TokenEndpointClient client, int count) throws Exception {
		List<CompletableFuture<TokenResponse>> responses;
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			responses = send(client, this.ownToken, count);
			hold.awaitRequests(count, PATIENT);
		}
		for (CompletableFuture<TokenResponse> response : responses) {
			assertThat(response.get(30, TimeUnit.SECONDS)).isNotNull();
		}
	}

	private static DinteroAuthorizationException failure(CompletableFuture<TokenResponse> response) throws Exception {
		Throwable thrown = failureOf(response);
		assertThat(thrown).isInstanceOf(DinteroAuthorizationException.class);
		return (DinteroAuthorizationException) thrown;
	}

	private static @Nullable Throwable failureOf(CompletableFuture<TokenResponse> response) throws Exception {
		try {
			response.get(30, TimeUnit.SECONDS);
			return null;
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (CancellationException ex) {
			return ex;
		}
	}

	private static void assertIsOfTheShutdown(DinteroAuthorizationException failure) {
		assertThat(failure).hasMessageEndingWith("failed: the application is shutting down").hasNoCause();
		assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.getStatus()).isNull();
	}

}
