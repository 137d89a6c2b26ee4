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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What becomes of a request that gets no answer, half an answer, too much of an answer,
 * or one from somewhere else.
 */
@Timeout(120)
class TransportFaultTests {

	private static final String JSON_HEADERS = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

	@AutoClose
	private final MockDintero dintero = MockDintero.start();

	@AutoClose("shutdown")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final TokenCalls calls = TokenCalls.to(this.dintero);

	@Test
	void aRefusedConnection() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertUnavailable(callsTo("http://localhost:%d/v1".formatted(port)).fail(), "the connection was refused",
				"Check the base URL, the network and the proxy");
	}

	@Test
	void anUnknownHost() {
		assertUnavailable(callsTo("http://dintero.invalid/v1").fail(), "the host is not known",
				"Check the base URL, the proxy and the name service");
	}

	@Test
	void noConnectionInTime() {
		TransportFailure failure = TransportFailure.of(new HttpConnectTimeoutException("connect timed out"),
				TokenCalls.IMPATIENT);
		assertThat(failure.errorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.description())
			.isEqualTo("no connection within the connect timeout. Check the network, the proxy and the base URL");
	}

	@Test
	void noSecureConnection() {
		try (RawServer server = RawServer.ofFirstWord("220 no TLS here\r\n")) {
			assertUnavailable(callsTo(server.baseUrl().replace("http:", "https:")).fail(), "no secure connection",
					"Check that the port is one for https, that the certificate of the server is for this host, "
							+ "and that the application trusts it");
		}
	}

	@Test
	void noTunnelThroughAProxy() {
		TransportFailure failure = TransportFailure.of(new IOException("Tunnel failed, got: 403"),
				TokenCalls.IMPATIENT);
		assertThat(failure.errorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.description()).contains("the proxy", "status 403", "credentials", "allows this host");
	}

	@Test
	void noSecureConnectionAndForThatReasonNoAnswer() {
		TransportFailure failure = TransportFailure.of(new IOException("no bytes", new SSLException("no TLS here")),
				TokenCalls.IMPATIENT);
		assertThat(failure.description()).startsWith("no secure connection");
	}

	@Test
	void aDisconnectBeforeAnAnswer() {
		assertBroken(this.calls.fail(this.dintero, MockFault.disconnect()));
	}

	@Test
	void aDisconnectOfAConnectionThatServedBeforeIsNotTriedAgainBehindTheCallersBack() {
		this.calls.succeed();
		assertBroken(this.calls.fail(this.dintero, MockFault.disconnect()));
	}

	@Test
	void aDisconnectHalfway() {
		assertBroken(this.calls.fail(this.dintero, MockFault.disconnectHalfway()));
	}

	@Test
	void aResetBeforeAnAnswer() {
		try (RawServer server = new RawServer((socket, out) -> socket.setSoLinger(true, 0))) {
			assertBroken(fail(server, TokenCalls.PATIENT));
		}
	}

	@Test
	void aResetHalfway() {
		try (RawServer server = new RawServer((socket, out) -> {
			RawServer.write(out, JSON_HEADERS + "Content-Length: 100\r\n\r\n{\"access_token\":");
			socket.setSoLinger(true, 0);
		})) {
			assertBroken(fail(server, TokenCalls.PATIENT));
		}
	}

	@Test
	void aResetInTheHeaders() {
		try (RawServer server = new RawServer((socket, out) -> {
			RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Ty");
			socket.setSoLinger(true, 0);
		})) {
			assertBroken(fail(server, TokenCalls.PATIENT));
		}
	}

	@Test
	void aChunkedBodyThatBreaksOff() {
		try (RawServer server = new RawServer((socket, out) -> RawServer.write(out,
				JSON_HEADERS + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"access_token\":"))) {
			assertBroken(fail(server, TokenCalls.PATIENT));
		}
	}

	@Test
	void noHttp() {
		try (RawServer server = new RawServer((socket, out) -> RawServer.write(out, "220 mail ready\r\n\r\n"))) {
			assertBroken(fail(server, TokenCalls.PATIENT));
		}
	}

	@Test
	void aHangBeforeTheAnswer() {
		this.dintero.tokenEndpoint().failNext(MockFault.hang());
		assertTimedOut(this.calls.fail(TokenCalls.IMPATIENT));
		this.calls.succeed();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void headersThatTrickleForEver() throws Exception {
		assertTrickleTimesOut("HTTP/1.1 200 OK\r\nX-Endless: ");
	}

	@Test
	void aBodyThatTricklesForEver() throws Exception {
		assertTrickleTimesOut(JSON_HEADERS + "Content-Length: 100000\r\n\r\n");
	}

	@Test
	void aBodyOfUnknownLengthThatTricklesForEver() throws Exception {
		assertTrickleTimesOut(JSON_HEADERS + "Connection: close\r\n\r\n");
	}

	private void assertTrickleTimesOut(String beginning) throws Exception {
		CountDownLatch hungUp = new CountDownLatch(1);
		RawServer[] self = new RawServer[1];
		try (RawServer server = new RawServer((socket, out) -> {
			try {
				RawServer.write(out, beginning);
				while (self[0].pause()) {
					RawServer.write(out, " ");
				}
			}
			catch (IOException ex) {
				hungUp.countDown();
			}
		})) {
			self[0] = server;
			assertTimedOut(fail(server, TokenCalls.IMPATIENT));
			assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("the client hangs up").isTrue();
		}
	}

	@Test
	void aBodyOfAHundredMegabytes() {
		assertTooLong(this.calls.fail(this.dintero, MockFault.oversized(100 * 1024 * 1024)));
	}

	@Test
	void aBodyWithoutEndIsHungUpOn() throws Exception {
		AtomicLong written = new AtomicLong();
		CountDownLatch hungUp = new CountDownLatch(1);
		try (RawServer server = new RawServer((socket, out) -> {
			RawServer.write(out, JSON_HEADERS + "\r\n{\"access_token\":\"");
			writeUntilHungUp(out, written);
			hungUp.countDown();
		})) {
			assertTooLong(fail(server, TokenCalls.PATIENT));
			assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("the client hangs up").isTrue();
			// What the buffers of two sockets hold, and no more
			assertThat(written).hasValueLessThan(50 * 1024 * 1024);
		}
	}

	private static void writeUntilHungUp(OutputStream out, AtomicLong written) {
		byte[] piece = new byte[16 * 1024];
		Arrays.fill(piece, (byte) 'x');
		try {
			while (!Thread.currentThread().isInterrupted()) {
				out.write(piece);
				written.addAndGet(piece.length);
			}
		}
		catch (IOException ex) {
			// Hung up
		}
	}

	@Test
	void aBodyOfAMegabyteIsReadToItsEnd() {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero,
				MockFault.error(500, "text/html", "x".repeat(1024 * 1024)));
		assertThat(failure.getStatus()).isEqualTo(500);
		assertThat(failure).hasMessageContaining("1048576 bytes");
		assertTooLong(this.calls.fail(this.dintero, MockFault.error(500, "text/html", "x".repeat(1024 * 1024 + 1))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 301, 302, 303, 307, 308 })
	void aRedirectIsNotFollowed(int status) {
		try (MockDintero elsewhere = MockDintero.start()) {
			DinteroAuthorizationException failure = this.calls.fail(this.dintero,
					MockFault.redirect(status, elsewhere.baseUrl() + "/accounts/T12345678/auth/token"));
			assertThat(elsewhere.requests()).isEmpty();
			assertThat(failure.getStatus()).isEqualTo(status);
			assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
			assertThat(failure).hasMessageEndingWith(
					"Redirects are not followed, because they would carry the credentials: check the base URL");
			assertThat(failure).hasMessageNotContaining(elsewhere.baseUrl());
		}
	}

	@Test
	void aRedirectToTheSameServerIsNotFollowedEither() {
		assertThat(
				this.calls.fail(this.dintero, MockFault.redirect(307, "/v1/accounts/T12345678/auth/token")).getStatus())
			.isEqualTo(307);
		assertThat(this.dintero.requests()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(value = HttpClient.Redirect.class, names = { "ALWAYS", "NORMAL" })
	void aClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirect) {
		HttpClient httpClient = HttpClient.newBuilder().followRedirects(redirect).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TokenTransport(httpClient, this.executor, new MutableClock()))
			.withMessageContaining("must not follow redirects");
	}

	@Test
	void aTokenArrivesWhileTheApplicationHasFilledTheCommonPool() throws Exception {
		whileTheCommonPoolIsFull(
				() -> assertThat(this.calls.send(TokenCalls.PATIENT).get(30, TimeUnit.SECONDS).tokenValue())
					.startsWith("ey"));
	}

	@Test
	void aTimeoutArrivesWhileTheApplicationHasFilledTheCommonPool() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.hang());
		whileTheCommonPoolIsFull(
				() -> assertThat(this.calls.send(TokenCalls.IMPATIENT)).failsWithin(Duration.ofSeconds(30)));
	}

	private void whileTheCommonPoolIsFull(ThrowingCallable test) throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch full = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
		assertThat(ForkJoinPool.getCommonPoolParallelism()).as("a pool that futures use").isGreaterThan(1);
		try {
			for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
				ForkJoinPool.commonPool().execute(() -> {
					full.countDown();
					try {
						release.await();
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
			}
			assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
			assertThatCode(test).doesNotThrowAnyException();
		}
		finally {
			release.countDown();
		}
	}

	@Test
	void answeredRequestsLeaveTheirConnectionToTheNext() {
		for (int i = 0; i < 200; i++) {
			this.calls.succeed();
		}
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(200);
	}

	@Test
	void aCancelledCallDoesNotBreakTheNext() {
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			CompletableFuture<TokenResponse> response = this.calls.send(TokenCalls.PATIENT);
			hold.awaitRequests(1, Duration.ofSeconds(30));
			response.cancel(true);
		}
		this.calls.succeed();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	private DinteroAuthorizationException fail(RawServer server, Duration timeout) {
		TokenCalls toServer = callsTo(server.baseUrl());
		DinteroAuthorizationException failure = toServer.fail(timeout);
		assertThat(server.requestCount()).as("requests of the failed call").isEqualTo(1);
		assertThat(toServer.succeed().tokenValue()).isEqualTo("raw");
		assertThat(server.requestCount()).as("requests of both calls").isEqualTo(2);
		return failure;
	}

	private static void assertBroken(DinteroAuthorizationException failure) {
		assertUnavailable(failure, "the connection broke before the answer was complete (",
				"The next call tries again");
	}

	private static void assertTimedOut(DinteroAuthorizationException failure) {
		assertUnavailable(failure, "no complete answer within 300 ms",
				"Check the network, or allow a longer read timeout");
	}

	private static void assertTooLong(DinteroAuthorizationException failure) {
		assertThat(failure).hasMessageEndingWith(
				"failed: the answer is not Dintero's. The body is longer than 1048576 bytes. Check the base URL");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
	}

	private static void assertUnavailable(DinteroAuthorizationException failure, String what, String advice) {
		assertThat(failure).hasMessageContaining(" failed: " + what).hasMessageEndingWith(advice);
		assertThat(failure.getError().getErrorCode()).isEqualTo("temporarily_unavailable");
		assertThat(failure.getStatus()).isNull();
		assertThat(failure.getCode()).isNull();
		assertThat(failure.getRetryAfter()).isNull();
		assertThat(failure.getErrors()).isEmpty();
		assertThat(failure.getCause()).isNotNull();
	}

	private static TokenCalls callsTo(String baseUrl) {
		return new TokenCalls(TestRegistrations.of("dintero", baseUrl,
				MockDinteroClient.of("T12345678", "my-client", "my/secret+\u00e6")));
	}

}
