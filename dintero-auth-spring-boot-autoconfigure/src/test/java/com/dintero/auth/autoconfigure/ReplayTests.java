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

package com.dintero.auth.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens when a resource does not accept a token, with every kind of client.
 */
class ReplayTests {

	private static final String PARTNER = "T11200000";

	private static final String MERCHANT = "T11200001";

	private final MockDintero dintero = MockDintero.builder()
		.client(MockDinteroClient.of(PARTNER, "partner-client", "partner-secret"))
		.merchant(MockMerchant.of(PARTNER, MERCHANT))
		.start();

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource
	void aRequestWhoseTokenWasRevokedIsSentAgainWithANewOne(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			this.dintero.revokeTokens();
			assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(statuses()).containsExactly(200, 401, 200, 200);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
			List<MockRequest> requests = this.dintero.resources().requests();
			assertThat(requests.get(1).headers().get("Authorization")).hasSize(1)
				.isEqualTo(requests.get(0).headers().get("Authorization"));
			assertThat(requests.get(2).headers().get("Authorization")).hasSize(1)
				.isNotEqualTo(requests.get(1).headers().get("Authorization"));
		});
	}

	@ParameterizedTest
	@EnumSource
	void aPostIsSentAgainAsItWas(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.get(settings());
			this.dintero.revokeTokens();
			String session = Sessions.json("Blåbær");
			assertThat(client.exchange(Call.post(sessions(), session)).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(statuses()).containsExactly(200, 401, 200);
			List<MockRequest> posts = this.dintero.resources().requests().subList(1, 3);
			assertThat(posts).allSatisfy((post) -> {
				assertThat(post.method()).isEqualTo("POST");
				assertThat(post.body()).isEqualTo(session);
			});
			for (String header : List.of("Content-Type", "Content-Length", "Transfer-Encoding", "Accept")) {
				assertThat(posts.get(1).headers().get(header)).isEqualTo(posts.get(0).headers().get(header));
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void aMerchantsTokenIsRenewedAlone(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT));
			this.dintero.revokeTokens(MERCHANT);
			assertThat(client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)).getStatusCode())
				.isEqualTo(HttpStatus.OK);
			assertThat(statuses()).containsExactly(200, 401, 200);
			assertThat(this.dintero.merchantTokenEndpoint().requestCount()).isEqualTo(2);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aMerchantsTokenIsRenewedWhereThePartnersWasRevokedToo(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT));
			this.dintero.revokeTokens();
			assertThat(client.exchange(Call.get(settings(MERCHANT)).account(MERCHANT)).getStatusCode())
				.isEqualTo(HttpStatus.OK);
			assertThat(statuses()).containsExactly(200, 401, 200);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestIsSentTwiceAtMostAndTheSecondAnswerIsReturned(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401, "first", "first"));
		this.dintero.resources().failAlways(MockFault.status(401, "later", "later"));
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThat(client.get(settings())).satisfies((response) -> {
				assertThat(response.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
				assertThat(response.getBody()).contains("later");
			});
			assertThat(this.dintero.resources().requestCount()).isEqualTo(2);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
			assertThat(client.get(settings()).getBody()).contains("later");
			assertThat(this.dintero.resources().requestCount()).isEqualTo(3);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedPostIsSentTwiceAtMost(ClientKind kind) {
		this.dintero.resources().failAlways(MockFault.status(401).withHeader("WWW-Authenticate", "Bearer"));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).exchange(Call.post(sessions(), Sessions.json("order"))).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(this.dintero.resources().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource
	void anyOtherAnswerIsReturnedAsItIs(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			for (int status : new int[] { 400, 403, 407, 429, 500 }) {
				this.dintero.resources().failNext(MockFault.status(status));
				assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatusCode.valueOf(status));
			}
			assertThat(this.dintero.resources().requestCount()).isEqualTo(5);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aHeaderOfTheApplicationsThatIsRefusedIsItsOwnBusiness(ClientKind kind) {
		runner(kind).run((context) -> {
			assertThat(kind.of(context).exchange(Call.get(settings()).authorization("Bearer own")).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(this.dintero.resources().requestCount()).isOne();
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestFailsWhereNoNewTokenIsToBeHad(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.get(settings());
			this.dintero.revokeTokens();
			this.dintero.tokenEndpoint().failAlways(MockFault.status(500));
			assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> client.get(settings()))
				.satisfies((failure) -> assertThat(failure.getStatus()).isEqualTo(500));
			assertThat(statuses()).containsExactly(200, 401);
			this.dintero.tokenEndpoint().recover();
			assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whatAResourceRefusesTakesTheTokenFromNobodyElseWhileNoNewOneCanBeHad(ClientKind kind) {
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.get(settings());
			this.dintero.tokenEndpoint().failAlways(MockFault.rateLimited("50"));
			for (int i = 0; i < 5; i++) {
				this.dintero.resources().failNext(MockFault.status(401));
				assertThatExceptionOfType(DinteroAuthorizationException.class).isThrownBy(() -> client.get(settings()))
					.satisfies((failure) -> assertThat(failure.getStatus()).isEqualTo(429));
				assertThat(client.get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).as("one token, and one renewal").isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whatIsRefusedAtOnceCostsOneNewTokenAndEachIsSentOnceMore(ClientKind kind) {
		int callers = 50;
		runner(kind).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			client.get(settings());
			this.dintero.revokeTokens();
			ExecutorService threads = Executors.newFixedThreadPool(callers);
			try (MockHold hold = this.dintero.resources().hold()) {
				List<Future<HttpStatusCode>> answers = new ArrayList<>();
				for (int i = 0; i < callers; i++) {
					answers.add(CompletableFuture.supplyAsync(() -> client.get(settings()).getStatusCode(), threads));
				}
				hold.awaitRequests(callers, Duration.ofSeconds(30));
				hold.release();
				for (Future<HttpStatusCode> answer : answers) {
					assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(HttpStatus.OK);
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
			assertThat(this.dintero.resources().requestCount()).isEqualTo(1 + 2 * callers);
		});
	}

	@ParameterizedTest
	@EnumSource
	void whatAnotherOriginRefusesAfterARedirectSaysNothingAboutTheToken(ClientKind kind) throws Exception {
		try (MockWebServer stranger = new MockWebServer()) {
			stranger.setDispatcher(new Dispatcher() {

				@Override
				public MockResponse dispatch(RecordedRequest request) {
					return new MockResponse.Builder().code(401).body("stranger").build();
				}

			});
			stranger.start();
			this.dintero.resources().failNext(MockFault.redirect(302, stranger.url("/").toString()));
			runner(kind).run((context) -> {
				assertThat(kind.of(context).get(settings()).getBody()).isEqualTo("stranger");
				assertThat(stranger.getRequestCount()).isOne();
				assertThat(kind.of(context).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
				assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsRefusedAfterARedirectWithinTheOriginIsSentAgain(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.redirect(302, settings().getPath()));
		this.dintero.resources().failNext(MockFault.status(401));
		runner(kind).run((context) -> {
			assertThat(kind.of(context).get(settings()).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(statuses()).containsExactly(302, 401, 200);
		});
	}

	private ApplicationContextRunner runner(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property());
	}

	private List<Integer> statuses() {
		return this.dintero.resources().requests().stream().map(MockRequest::status).toList();
	}

	private URI settings() {
		return settings(PARTNER);
	}

	private URI settings(String accountId) {
		return URI.create(this.dintero.baseUrl() + "/accounts/" + accountId + "/management/settings");
	}

	private URI sessions() {
		return URI.create(this.dintero.baseUrl() + "/sessions-profile");
	}

}
