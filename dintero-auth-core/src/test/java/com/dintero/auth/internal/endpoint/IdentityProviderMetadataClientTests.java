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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.MutableClock;
import com.dintero.auth.TestTransports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@Timeout(120)
class IdentityProviderMetadataClientTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Duration A_MILLISECOND = Duration.ofMillis(1);

	@AutoClose
	private final TestIdentityProvider authority = new TestIdentityProvider();

	private final IdentityProviderMetadataClient client = new IdentityProviderMetadataClient(
			TestTransports.inRealTime(), TokenCalls.PATIENT);

	@Test
	void findsWhereBrowsersSignInAndOut() {
		this.authority.answerAsItShould();
		assertThat(discover()).isEqualTo(new IdentityProviderMetadata(
				URI.create(this.authority.issuer() + "/authorize"), URI.create(this.authority.issuer() + "/logout")));
	}

	@Test
	void asksForJsonAndSendsNothingThatIsSecret() {
		this.authority.answerAsItShould();
		discover();
		assertThat(this.authority.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("GET");
			assertThat(request.headers().get("Accept")).containsExactly("application/json");
			assertThat(request.headers()).doesNotContainKeys("Authorization", "Cookie");
		});
	}

	@ParameterizedTest
	@CsvSource({ "'',/.well-known/openid-configuration", "/,/.well-known/openid-configuration",
			"/tenant,/tenant/.well-known/openid-configuration", "/tenant/,/tenant/.well-known/openid-configuration",
			"/a/b%20c,/a/b%20c/.well-known/openid-configuration" })
	void openIdConnectAppendsToTheIssuer(String issuerPath, String path) {
		String issuer = this.authority.issuer() + issuerPath;
		this.authority.answer(path, 200, metadata(issuer));
		assertThat(discover(issuer).authorizationEndpoint()).hasToString("https://id.example.com/authorize");
		assertThat(this.authority.requests()).extracting(TestIdentityProvider.Request::path).containsExactly(path);
	}

	@ParameterizedTest
	@CsvSource({ "'',/.well-known/oauth-authorization-server", "/,/.well-known/oauth-authorization-server",
			"/tenant,/.well-known/oauth-authorization-server/tenant",
			"/tenant/,/.well-known/oauth-authorization-server/tenant",
			"/a/b%20c,/.well-known/oauth-authorization-server/a/b%20c" })
	void whereThatIsNotFoundRfc8414GoesBeforeTheIssuersPath(String issuerPath, String path) {
		String issuer = this.authority.issuer() + issuerPath;
		this.authority.answer(path, 200, metadata(issuer));
		assertThat(discover(issuer).authorizationEndpoint()).hasToString("https://id.example.com/authorize");
		assertThat(this.authority.requests()).extracting(TestIdentityProvider.Request::path).hasSize(2).endsWith(path);
	}

	@Test
	void whatIsFoundAtNeitherPlaceCannotBeUsed() {
		assertThat(fail()).hasMessage("%s/.well-known/oauth-authorization-server answered with status 404",
				this.authority.issuer());
		assertThat(this.authority.requestCount()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 204, 400, 401, 403, 410, 429, 500, 502, 503 })
	void anyOtherStatusIsAFailureAndAskedNoMore(int status) {
		this.authority.answer(status, (status != 204) ? metadata(this.authority.issuer()) : "");
		assertThat(fail()).hasMessage("%s/.well-known/openid-configuration answered with status %d",
				this.authority.issuer(), status);
		assertThat(this.authority.requestCount()).isOne();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void aRedirectIsNotFollowed(int status) {
		try (TestIdentityProvider elsewhere = new TestIdentityProvider()) {
			elsewhere.answer(200, metadata(this.authority.issuer()));
			this.authority.redirect(status, elsewhere.issuer() + "/.well-known/openid-configuration");
			assertThat(fail()).hasMessageEndingWith("answered with status %d", status);
			assertThat(elsewhere.requestCount()).isZero();
			assertThat(this.authority.requestCount()).isOne();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/tenant", ".example.com", "x" })
	void whoCallsItselfAnotherIssuerIsNotTheOneThatWasAsked(String suffix) {
		String issuer = this.authority.issuer();
		this.authority.answer(200, metadata(issuer + suffix));
		assertThat(fail()).hasMessage(
				"%1$s/.well-known/openid-configuration is not of the issuer %1$s: " + "check 'login.issuer-uri'",
				issuer);
	}

	@Test
	void aSlashAtTheEndOfTheIssuerMakesADifference() {
		this.authority.answer(200, metadata(this.authority.issuer()));
		assertThat(fail(this.authority.issuer() + "/")).hasMessageContaining("is not of the issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "42", "{}", "[]", "\"\"" })
	void whoSaysNoIssuerIsNotTheOneThatWasAsked(String issuer) {
		this.authority.answer(200,
				"{\"issuer\":%s,\"authorization_endpoint\":\"https://id.example.com/authorize\"}".formatted(issuer));
		assertThat(fail()).hasMessageContaining("is not of the issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<h1>Welcome</h1>", "{\"issuer\":", "{'issuer':'x'}", "issuer=x", "", " ", "null", "[]",
			"\"text\"", "42", "{} {}", "{\"issuer\":\"x\",\"issuer\":\"x\"}" })
	void whatIsNotOneJsonObjectCannotBeUsed(String body) {
		this.authority.answer(200, body);
		assertThat(fail()).hasMessage("%s/.well-known/openid-configuration did not answer with a JSON object",
				this.authority.issuer());
	}

	@Test
	void anEmptyObjectCannotBeUsed() {
		this.authority.answer(200, "{}");
		assertThat(fail()).hasMessageContaining("/.well-known/openid-configuration is not of the issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "42", "true", "{}", "[]", "[\"https://id.example.com/authorize\"]", "\"\"",
			"\"/authorize\"", "\"authorize\"", "\"//id.example.com/authorize\"", "\"https:///authorize\"",
			"\"https:id.example.com\"", "\"https://id example com\"", "\"javascript:alert(1)\"",
			"\"JavaScript://id.example.com/%0aalert(1)\"", "\"data:text/html,x\"", "\"file:///etc/passwd\"",
			"\"ftp://id.example.com/authorize\"", "\"https://id.example.com/authorize#here\"" })
	void browsersAreSentNowhereButToTheWeb(String authorizationEndpoint) {
		this.authority.answer(200, "{\"issuer\":\"%s\",\"authorization_endpoint\":%s}"
			.formatted(this.authority.issuer(), authorizationEndpoint));
		assertThat(fail()).hasMessage(
				"%s/.well-known/openid-configuration has no 'authorization_endpoint' that is a URL",
				this.authority.issuer());
	}

	@Test
	void withoutAnAuthorizationEndpointNobodyCanSignIn() {
		this.authority.answer(200, "{\"issuer\":\"%s\"}".formatted(this.authority.issuer()));
		assertThat(fail()).hasMessageContaining("has no 'authorization_endpoint'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080/authorize", "HTTPS://id.example.com",
			"https://id.example.com/authorize?tenant=a%20b" })
	void theAuthorizationEndpointIsTakenAsItIs(String authorizationEndpoint) {
		this.authority.answer(200, "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s\"}"
			.formatted(this.authority.issuer(), authorizationEndpoint));
		assertThat(discover().authorizationEndpoint()).hasToString(authorizationEndpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "42", "{}", "\"\"", "\"/logout\"", "\"javascript:alert(1)\"",
			"\"https://id example com\"" })
	void withoutAnEndpointThatSignsOutBrowsersAreNotSentThere(String endSessionEndpoint) {
		this.authority.answer(200,
				"""
						{"issuer": "%s", "authorization_endpoint": "https://id.example.com/authorize", "end_session_endpoint": %s}
						"""
					.formatted(this.authority.issuer(), endSessionEndpoint));
		assertThat(discover())
			.isEqualTo(new IdentityProviderMetadata(URI.create("https://id.example.com/authorize"), null));
	}

	@Test
	void theEndpointThatSignsOutCanBeLeftOut() {
		this.authority.answer(200, metadata(this.authority.issuer()));
		assertThat(discover().endSessionEndpoint()).isNull();
	}

	@Test
	void anAnswerOfAMegabyteIsReadAndALongerOneIsNot() {
		String metadata = metadata(this.authority.issuer());
		String megabyte = metadata + " ".repeat(1024 * 1024 - metadata.length());
		this.authority.answer(200, megabyte);
		assertThat(discover()).isNotNull();
		this.authority.answer(200, megabyte + " ");
		assertThat(fail()).hasMessageContaining("/.well-known/openid-configuration gave no answer")
			.hasCauseInstanceOf(BodyTooLargeException.class);
	}

	@Test
	void anAnswerWithoutEndIsHungUpOn() throws Exception {
		CountDownLatch hungUp = new CountDownLatch(1);
		byte[] piece = new byte[16 * 1024];
		Arrays.fill(piece, (byte) ' ');
		try (RawServer server = new RawServer((socket, out) -> {
			try {
				RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
				while (!Thread.currentThread().isInterrupted()) {
					out.write(piece);
				}
			}
			catch (IOException ex) {
				hungUp.countDown();
			}
		})) {
			assertThat(fail(server.baseUrl())).hasCauseInstanceOf(BodyTooLargeException.class);
			assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("the client hangs up").isTrue();
		}
	}

	@Test
	void whoDoesNotAnswerIsGivenUpInTime() {
		MutableClock clock = new MutableClock();
		IdentityProviderMetadataClient impatient = new IdentityProviderMetadataClient(TestTransports.of(clock),
				TIMEOUT);
		this.authority.answerAsItShould();
		this.authority.hold();
		CompletableFuture<IdentityProviderMetadata> metadata = impatient.discover(URI.create(this.authority.issuer()));
		this.authority.awaitRequests(1);
		clock.move(TIMEOUT.minus(A_MILLISECOND));
		assertThat(metadata).isNotDone();
		clock.move(A_MILLISECOND);
		assertThat(failureOf(metadata))
			.hasMessage(
					"%s/.well-known/openid-configuration gave no answer, or none that can be read (TimeoutException)",
					this.authority.issuer())
			.hasCauseInstanceOf(TimeoutException.class);
		this.authority.release();
	}

	@Test
	void whoDoesNotAnswerTheSecondTimeIsGivenUpTooAndNotAskedAThird() {
		MutableClock clock = new MutableClock();
		IdentityProviderMetadataClient impatient = new IdentityProviderMetadataClient(TestTransports.of(clock),
				TIMEOUT);
		this.authority.hold();
		CompletableFuture<IdentityProviderMetadata> metadata = impatient.discover(URI.create(this.authority.issuer()));
		this.authority.awaitRequests(1);
		this.authority.hold();
		this.authority.awaitRequests(2);
		clock.awaitScheduled(1, TIMEOUT);
		clock.move(TIMEOUT);
		assertThat(failureOf(metadata)).hasMessage(
				"%s/.well-known/oauth-authorization-server gave no answer, or none that can be read (TimeoutException)",
				this.authority.issuer());
		assertThat(this.authority.requestCount()).isEqualTo(2);
		this.authority.release();
	}

	@Test
	void nothingIsScheduledAnyMoreAfterAnAnswer() {
		MutableClock clock = new MutableClock();
		this.authority.answerAsItShould();
		assertThat(new IdentityProviderMetadataClient(TestTransports.of(clock), TIMEOUT)
			.discover(URI.create(this.authority.issuer()))).succeedsWithin(TokenCalls.PATIENT);
		clock.awaitScheduled(0, TIMEOUT);
	}

	@Test
	void aServerThatIsDownGivesNoAnswer() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThat(fail("http://127.0.0.1:%d".formatted(port))).hasMessage(
				"http://127.0.0.1:%d/.well-known/openid-configuration gave no answer, or none that can be read (ConnectException)",
				port)
			.hasCauseInstanceOf(IOException.class);
	}

	@Test
	void aHostThatIsNotKnownGivesNoAnswer() {
		assertThat(fail("https://id.example.invalid")).hasMessageStartingWith(
				"https://id.example.invalid/.well-known/openid-configuration gave no answer, or none that can be read");
	}

	// The JDK's client sends a GET more than once
	@Test
	void aConnectionThatBreaksEveryTimeGivesNoAnswer() {
		RawServer.AnswerWriter reset = (socket, out) -> socket.setSoLinger(true, 0);
		try (RawServer server = new RawServer(Collections.nCopies(10, reset).toArray(RawServer.AnswerWriter[]::new))) {
			assertThat(fail(server.baseUrl())).hasMessageContaining("gave no answer")
				.hasCauseInstanceOf(IOException.class);
		}
	}

	@Test
	void nothingIsKept() {
		this.authority.answerAsItShould();
		IdentityProviderMetadata first = discover();
		this.authority.answer(200, metadata(this.authority.issuer()));
		assertThat(discover()).isNotEqualTo(first);
		assertThat(this.authority.requestCount()).isEqualTo(2);
	}

	private IdentityProviderMetadata discover() {
		return discover(this.authority.issuer());
	}

	private IdentityProviderMetadata discover(String issuer) {
		return this.client.discover(URI.create(issuer)).join();
	}

	private IdentityProviderMetadataException fail() {
		return fail(this.authority.issuer());
	}

	private IdentityProviderMetadataException fail(String issuer) {
		return failureOf(this.client.discover(URI.create(issuer)));
	}

	private static IdentityProviderMetadataException failureOf(CompletableFuture<IdentityProviderMetadata> metadata) {
		Throwable thrown = catchThrowable(() -> metadata.get(TokenCalls.PATIENT.toSeconds(), TimeUnit.SECONDS));
		assertThat(thrown).isExactlyInstanceOf(ExecutionException.class)
			.cause()
			.isExactlyInstanceOf(IdentityProviderMetadataException.class);
		return (IdentityProviderMetadataException) thrown.getCause();
	}

	private static String metadata(String issuer) {
		return "{\"issuer\":\"%s\",\"authorization_endpoint\":\"https://id.example.com/authorize\"}".formatted(issuer);
	}

}
