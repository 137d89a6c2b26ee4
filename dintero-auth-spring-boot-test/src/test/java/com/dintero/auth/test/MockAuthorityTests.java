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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A {@link MockAuthority} in place of the one in memory.
 */
class MockAuthorityTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Test
	void theAuthorityIsAskedWithWhatTheRequestSays() throws Exception {
		List<@Nullable String> asked = new ArrayList<>();
		try (MockDintero dintero = dintero((code, redirectUri) -> {
			asked.add(code);
			asked.add(redirectUri);
			return OidcHttp.ADA;
		})) {
			OidcHttp oidc = new OidcHttp(dintero, new DinteroHttp(dintero));
			HttpResponse<String> response = oidc.redeem("a/code+with=odd:characters-æøå");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(DinteroHttp.json(response).get("user_info").get("value").get("sub").stringValue())
				.isEqualTo("c06c4afe");
			Map<String, Object> members = oidc.members("other");
			members.remove("redirect_uri");
			assertThat(oidc.redeem(members).statusCode()).isEqualTo(200);
			assertThat(asked).containsExactly("a/code+with=odd:characters-æøå", OidcHttp.REDIRECT_URI, "other", null);
		}
	}

	@Test
	void theAuthorityIsOnlyAskedIfTheRequestIsFine() throws Exception {
		try (MockDintero dintero = dintero((code, redirectUri) -> {
			throw new AssertionError("Nobody is to ask");
		})) {
			DinteroHttp http = new DinteroHttp(dintero);
			OidcHttp oidc = new OidcHttp(dintero, http);
			DinteroErrors.assertUnauthorized(http.send(oidc.request("not-issued-here", "code")));
			Map<String, Object> members = oidc.members("code");
			members.put("client_id", "unknown");
			DinteroErrors.assertError(oidc.redeem(members), 403);
			members.remove("client_id");
			DinteroErrors.assertBadRequest(oidc.redeem(members), "client_id");
		}
	}

	@Test
	void theAuthorityNeedNotTellAnythingAboutTheUser() throws Exception {
		HttpResponse<String> response = redeem((code, redirectUri) -> null);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(DinteroHttp.json(response).propertyNames()).containsExactly("access_token", "token_type",
				"expires_in");
	}

	@Test
	void aCodeThatTheAuthorityRefusesIsABadRequest() throws Exception {
		HttpResponse<String> response = redeem((code, redirectUri) -> {
			throw new MockAuthority.CodeRefusedException();
		});
		DinteroErrors.assertBadRequest(response, "code");
	}

	@Test
	void anAuthorityThatFailsIsAnErrorWithoutDetails() throws Exception {
		assertFailed(redeem((code, redirectUri) -> {
			throw new IOException("No connection for " + code);
		}));
		assertFailed(redeem((code, redirectUri) -> {
			throw new IllegalArgumentException("No such " + code);
		}));
		assertFailed(redeem((code, redirectUri) -> {
			throw new InterruptedException(code);
		}));
		assertFailed(redeem((code, redirectUri) -> {
			throw new AssertionError("Expected another " + code);
		}));
	}

	@Test
	void theServerGoesOnAfterAFailure() throws Exception {
		CountDownLatch failures = new CountDownLatch(1);
		try (MockDintero dintero = dintero((code, redirectUri) -> {
			if (failures.getCount() > 0) {
				failures.countDown();
				throw new IOException("Not yet");
			}
			return OidcHttp.ADA;
		})) {
			OidcHttp oidc = new OidcHttp(dintero, new DinteroHttp(dintero));
			assertThat(oidc.redeem("code").statusCode()).isEqualTo(500);
			assertThat(oidc.redeem("code").statusCode()).isEqualTo(200);
			assertThat(dintero.oidcEndpoint().requests()).extracting(MockRequest::status).containsExactly(500, 200);
		}
	}

	@Test
	void anAuthorityThatBlocksHoldsUpNobodyElse() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		try (MockDintero dintero = dintero((code, redirectUri) -> {
			asked.countDown();
			release.await();
			return OidcHttp.ADA;
		})) {
			DinteroHttp http = new DinteroHttp(dintero);
			CompletableFuture<HttpResponse<String>> response = http
				.sendAsync(new OidcHttp(dintero, http).request(http.token(), "code"));
			assertThat(asked.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			assertThat(http.settings(http.token()).statusCode()).isEqualTo(200);
			assertThat(response).isNotDone();
			release.countDown();
			assertThat(response).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
		}
	}

	@Test
	void closeInterruptsWhoeverWaitsForTheAuthority() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CompletableFuture<Class<?>> end = new CompletableFuture<>();
		MockDintero dintero = dintero((code, redirectUri) -> {
			asked.countDown();
			try {
				new CountDownLatch(1).await();
				return null;
			}
			catch (InterruptedException ex) {
				end.complete(ex.getClass());
				throw ex;
			}
		});
		DinteroHttp http = new DinteroHttp(dintero);
		String token = http.token();
		CompletableFuture<HttpResponse<String>> response = http
			.sendAsync(new OidcHttp(dintero, http).request(token, "code"));
		assertThat(asked.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		long start = System.nanoTime();
		dintero.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(end).succeedsWithin(TIMEOUT).isEqualTo(InterruptedException.class);
		assertThat(response.handle((answer, ex) -> true)).succeedsWithin(TIMEOUT);
	}

	@Test
	void whoIsHeldOnCloseDoesNotWaitForTheAuthority() throws Exception {
		MockDintero dintero = dintero((code, redirectUri) -> {
			new CountDownLatch(1).await();
			return null;
		});
		DinteroHttp http = new DinteroHttp(dintero);
		String token = http.token();
		MockHold hold = dintero.oidcEndpoint().hold();
		CompletableFuture<HttpResponse<String>> response = http
			.sendAsync(new OidcHttp(dintero, http).request(token, "code"));
		hold.awaitRequests(1, TIMEOUT);
		long start = System.nanoTime();
		dintero.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(response.handle((answer, ex) -> true)).succeedsWithin(TIMEOUT);
	}

	@Test
	void onlyTheAuthorityInMemoryIssuesCodes() {
		try (MockDintero dintero = dintero((code, redirectUri) -> null)) {
			String message = "Codes come from the authority that the builder was given, not from MockDintero";
			assertThatIllegalStateException().isThrownBy(() -> dintero.authorizationCode(OidcHttp.REDIRECT_URI))
				.withMessage(message);
			assertThatIllegalStateException()
				.isThrownBy(() -> dintero.authorizationCode(OidcHttp.REDIRECT_URI, OidcHttp.ADA))
				.withMessage(message);
		}
	}

	@Test
	void serversOfOneBuilderDoNotShareCodes() throws Exception {
		MockDintero.Builder builder = MockDintero.builder();
		try (MockDintero one = builder.start(); MockDintero other = builder.start()) {
			String code = one.authorizationCode(OidcHttp.REDIRECT_URI);
			DinteroErrors.assertBadRequest(new OidcHttp(other, new DinteroHttp(other)).redeem(code), "code");
			assertThat(new OidcHttp(one, new DinteroHttp(one)).redeem(code).statusCode()).isEqualTo(200);
		}
	}

	private static MockDintero dintero(MockAuthority authority) {
		return MockDintero.builder().authority(authority).start();
	}

	private static HttpResponse<String> redeem(MockAuthority authority) throws IOException, InterruptedException {
		try (MockDintero dintero = dintero(authority)) {
			return new OidcHttp(dintero, new DinteroHttp(dintero)).redeem("the-code");
		}
	}

	private static void assertFailed(HttpResponse<String> response) {
		DinteroErrors.assertError(response, 500);
		assertThat(response.body()).doesNotContain("the-code", "Exception", "AssertionError");
	}

}
