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
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each {@link MockFault}, on the wire.
 */
class MockFaultTests {

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

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 405, 418, 429, 500, 502, 503, 504, 599 })
	void aStatusComesWithDinterosErrorObject(int status) throws Exception {
		HttpResponse<String> response = fail(MockFault.status(status));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		JsonNode error = DinteroHttp.json(response).get("error");
		assertThat(error.has("code")).isEqualTo(status != 403);
		assertThat(error.get("message").stringValue()).isNotEmpty();
	}

	@Test
	void theCodeAndTheMessageCanBeGiven() throws Exception {
		assertThat(fail(MockFault.status(403, "some_code", "Some \"message\"")).body())
			.isEqualTo("{\"error\":{\"code\":\"some_code\",\"message\":\"Some \\\"message\\\"\"}}");
	}

	@Test
	void anyGrantCanRequireAnotherFactor() throws Exception {
		HttpResponse<String> response = fail(MockFault.mfaRequired("some-mfa-token"));
		DinteroErrors.assertError(response, 403);
		JsonNode body = DinteroHttp.json(response);
		assertThat(body.propertyNames()).containsExactly("error", "mfa_token");
		assertThat(body.get("error").get("code").stringValue()).isEqualTo("mfa_required");
		assertThat(body.get("mfa_token").stringValue()).isEqualTo("some-mfa-token");
		assertThat(MockFault.mfaRequired("some-mfa-token")).hasToString("MockFault[403]");
	}

	@Test
	void anErrorIsAnyAnswer() throws Exception {
		HttpResponse<String> html = fail(MockFault.error(502, "text/html", "<h1>Bad gateway æ</h1>"));
		assertThat(html.statusCode()).isEqualTo(502);
		assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html");
		assertThat(html.body()).isEqualTo("<h1>Bad gateway æ</h1>");
		HttpResponse<String> nothing = fail(MockFault.error(500, null, ""));
		assertThat(nothing.headers().firstValue("Content-Type")).isEmpty();
		assertThat(nothing.body()).isEmpty();
		assertThat(fail(MockFault.error(200, "application/json", "garbage")).body()).isEqualTo("garbage");
	}

	@Test
	void aBodyIsAnAnswerWithExactlyThisJson() throws Exception {
		HttpResponse<String> response = fail(MockFault.body("{\"token_type\":\"mac\"}"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
		assertThat(response.body()).isEqualTo("{\"token_type\":\"mac\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-1" })
	void theRetryAfterOfARateLimitIsPassedOnAsItIs(String retryAfter) throws Exception {
		HttpResponse<String> response = fail(MockFault.rateLimited(retryAfter));
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).hasValue(retryAfter);
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-1" })
	void anyStatusCanHaveARetryAfterAsItIs(String retryAfter) throws Exception {
		HttpResponse<String> response = fail(MockFault.status(503).withHeader("Retry-After", retryAfter));
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().allValues("Retry-After")).containsExactly(retryAfter);
	}

	@Test
	void aRateLimitNeedNotHaveARetryAfter() throws Exception {
		assertThat(fail(MockFault.rateLimited(null)).headers().firstValue("Retry-After")).isEmpty();
	}

	@Test
	void aRedirectHasALocation() throws Exception {
		HttpResponse<String> response = fail(MockFault.redirect(307, "http://localhost:1/elsewhere"));
		assertThat(response.statusCode()).isEqualTo(307);
		assertThat(response.headers().firstValue("Location")).hasValue("http://localhost:1/elsewhere");
	}

	@Test
	void aDisconnectGivesNoAnswer() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> fail(MockFault.disconnect()));
		assertThat(this.dintero.requests()).extracting(MockRequest::status).containsOnly(0);
	}

	@Test
	void aDisconnectHalfwayBreaksOffTheBody() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.disconnectHalfway());
		HttpResponse<InputStream> response = this.http.client()
			.send(this.http.tokenRequest().build(), HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(64);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> response.body().readAllBytes());
	}

	@Test
	void aHangGivesNoAnswer() {
		this.dintero.tokenEndpoint().failNext(MockFault.hang());
		assertThatExceptionOfType(HttpTimeoutException.class)
			.isThrownBy(() -> this.http.send(this.http.tokenRequest().timeout(Duration.ofMillis(200))));
		assertThat(this.dintero.requests()).extracting(MockRequest::status).containsExactly(0);
	}

	@Test
	void whoHangsIsDisconnectedOnRecovery() {
		this.dintero.tokenEndpoint().failAlways(MockFault.hang());
		try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
			CompletableFuture<HttpResponse<String>> response = this.http.sendAsync(this.http.tokenRequest());
			hold.awaitRequests(1, Duration.ofSeconds(10));
			this.dintero.tokenEndpoint().recover();
			assertThat(response).failsWithin(Duration.ofSeconds(10));
		}
	}

	@Test
	void anOversizedBodyIsATokenResponseOfThatManyBytes() throws Exception {
		HttpResponse<String> response = fail(MockFault.oversized(100_000));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).hasSize(100_000);
		assertThat(JsonMapper.shared().readTree(response.body()).get("token_type").stringValue()).isEqualTo("Bearer");
		assertThatIllegalArgumentException().isThrownBy(() -> MockFault.oversized(10));
	}

	@Test
	void anOversizedBodyCanBe100Megabytes() throws Exception {
		long length = 100L * 1024 * 1024;
		this.dintero.tokenEndpoint().failNext(MockFault.oversized(length));
		HttpResponse<InputStream> response = this.http.client()
			.send(this.http.tokenRequest().build(), HttpResponse.BodyHandlers.ofInputStream());
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(length);
		try (InputStream body = response.body()) {
			long read = 0;
			byte[] buffer = new byte[64 * 1024];
			for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
				read += count;
			}
			assertThat(read).isEqualTo(length);
		}
	}

	@Test
	void theServerGoesOnWhenAnOversizedBodyIsNotReadToItsEnd() throws Exception {
		this.dintero.tokenEndpoint().failNext(MockFault.oversized(100L * 1024 * 1024));
		HttpResponse<InputStream> response = this.http.client()
			.send(this.http.tokenRequest().build(), HttpResponse.BodyHandlers.ofInputStream());
		response.body().close();
		assertThat(this.http.token()).isNotEmpty();
	}

	@Test
	void aFaultCanHaveMoreHeaders() throws Exception {
		MockFault fault = MockFault.status(503).withHeader("Retry-After", "9").withHeader("retry-after", "10");
		assertThat(fail(fault).headers().allValues("Retry-After")).containsExactly("10");
		HttpResponse<String> response = fail(MockFault.body("{}").withHeader("Content-Type", "text/plain"));
		assertThat(response.headers().allValues("Content-Type")).containsExactly("text/plain");
		assertThatIllegalStateException().isThrownBy(() -> MockFault.hang().withHeader("a", "b"));
	}

	@Test
	void aFaultWithAStatusThatCannotBeIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> MockFault.status(200));
		assertThatIllegalArgumentException().isThrownBy(() -> MockFault.status(600));
		assertThatIllegalArgumentException().isThrownBy(() -> MockFault.error(100, null, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> MockFault.redirect(200, "/"));
	}

	private HttpResponse<String> fail(MockFault fault) throws IOException, InterruptedException {
		this.dintero.tokenEndpoint().failNext(fault);
		return this.http.send(this.http.tokenRequest());
	}

}
