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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.autoconfigure.ClientKind.Call;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * One suite over every kind of client.
 */
class AttachTests {

	private final MockDintero dintero = MockDintero.start();

	private final MockWebServer stranger = new MockWebServer();

	@BeforeEach
	void startStranger() throws Exception {
		this.stranger.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return new MockResponse.Builder().code(200).body("stranger").build();
			}

		});
		this.stranger.start();
	}

	@AfterEach
	void stop() {
		this.stranger.close();
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource
	void aRequestToDinteroCarriesItsToken(ClientKind kind) {
		run(kind, (context, client) -> {
			assertThat(client.get(settings(this.dintero.client())).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(this.dintero.resources().requests().get(0).header("Authorization")).startsWith("Bearer ey");
		});
	}

	@ParameterizedTest
	@EnumSource
	void aTokenIsRequestedOnceForManyCalls(ClientKind kind) {
		run(kind, (context, client) -> {
			for (int i = 0; i < 10; i++) {
				assertThat(client.get(settings(this.dintero.client())).getStatusCode()).isEqualTo(HttpStatus.OK);
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
			assertThat(this.dintero.resources().requestCount()).isEqualTo(10);
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestToAnotherOriginIsLeftAlone(ClientKind kind) {
		run(kind, (context, client) -> {
			assertThat(client.get(stranger("/")).getBody()).isEqualTo("stranger");
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).isNull();
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatNamesARegistrationAndGoesToAnotherOriginFails(ClientKind kind) {
		run(kind, (context, client) -> {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> client.exchange(HttpMethod.GET, stranger("/a?code=hidden"), "dintero", null))
				.withMessageContaining("'dintero'")
				.withMessageContaining("http://" + this.stranger.getHostName() + ":" + this.stranger.getPort())
				.withMessageContaining("dintero.auth.attach.origins")
				.withMessageNotContaining("hidden");
			assertThat(this.stranger.getRequestCount()).isZero();
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void anOriginThatTheApplicationAddsReceivesTheToken(ClientKind kind) {
		runner(kind).withPropertyValues("dintero.auth.attach.origins=" + strangerOrigin()).run((context) -> {
			kind.of(context).get(stranger("/"));
			assertThat(this.stranger.takeRequest().getHeaders().get("Authorization")).startsWith("Bearer ");
		});
	}

	@ParameterizedTest
	@EnumSource
	void anAuthorizationHeaderThatIsThereIsLeftAlone(ClientKind kind) {
		run(kind, (context, client) -> {
			client.exchange(HttpMethod.GET, settings(this.dintero.client()), null, "Basic own");
			assertThat(this.dintero.resources().requests().get(0).headers().get("Authorization"))
				.containsExactly("Basic own");
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRequestIsNotSentWithoutAToken(ClientKind kind) {
		this.dintero.tokenEndpoint().failNext(MockFault.status(500));
		run(kind, (context, client) -> {
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> client.get(settings(this.dintero.client())));
			assertThat(this.dintero.resources().requestCount()).isZero();
			assertThat(client.get(settings(this.dintero.client())).getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@ParameterizedTest
	@EnumSource
	void registrationsWorkSideBySide(ClientKind kind) {
		MockDinteroClient second = MockDinteroClient.of("T87654321", "second-client", "second-secret");
		this.dintero.register(second);
		runner(kind).withPropertyValues(DinteroContextRunners.registration("second", second))
			.withPropertyValues("dintero.auth.registration.second.primary=true")
			.run((context) -> {
				ClientKind.Exchange client = kind.of(context);
				assertThat(client.get(settings(second)).getBody()).contains("T87654321");
				assertThat(client.exchange(HttpMethod.GET, settings(this.dintero.client()), "dintero", null).getBody())
					.contains(this.dintero.client().accountId());
				assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
			});
	}

	@ParameterizedTest
	@EnumSource
	void severalWithoutAPrimaryAndARequestThatNamesNoneIsAnErrorThatListsThem(ClientKind kind) {
		MockDinteroClient second = MockDinteroClient.of("T87654321", "second-client", "second-secret");
		runner(kind).withPropertyValues(DinteroContextRunners.registration("second", second)).run((context) -> {
			ClientKind.Exchange client = kind.of(context);
			assertThatIllegalStateException().isThrownBy(() -> client.get(settings(second)))
				.withMessageContaining("[dintero, second]")
				.withMessageContaining("primary");
			assertThat(this.dintero.requests()).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aRegistrationThatDoesNotExistIsAnErrorThatListsThoseThatDo(ClientKind kind) {
		run(kind,
				(context, client) -> assertThatIllegalArgumentException()
					.isThrownBy(() -> client.exchange(HttpMethod.GET, settings(this.dintero.client()), "nowhere", null))
					.withMessageContaining("'nowhere'")
					.withMessageContaining("[dintero]"));
	}

	@ParameterizedTest
	@EnumSource
	void twoHundredCallersAtOnceShareOneTokenRequest(ClientKind kind) {
		run(kind, (context, client) -> {
			int callers = 200;
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Integer>> answers = new ArrayList<>();
			ExecutorService threads = Executors.newFixedThreadPool(callers);
			try {
				for (int i = 0; i < callers; i++) {
					answers.add(threads.submit(() -> {
						start.await();
						return client.get(settings(this.dintero.client())).getStatusCode().value();
					}));
				}
				start.countDown();
				for (Future<Integer> answer : answers) {
					assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
				}
			}
			finally {
				threads.shutdownNow();
			}
			assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		});
	}

	@ParameterizedTest
	@EnumSource
	void aSchedulersThreadGetsATokenToo(ClientKind kind) {
		run(kind, (context, client) -> {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.initialize();
			try {
				Callable<Integer> job = () -> client.get(settings(this.dintero.client())).getStatusCode().value();
				assertThat(scheduler.submit(job).get(10, TimeUnit.SECONDS)).isEqualTo(200);
			}
			finally {
				scheduler.shutdown();
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void clientsAttachNothingWhereAttachingIsOff(ClientKind kind) {
		runner(kind).withPropertyValues("dintero.auth.attach.enabled=false").run((context) -> {
			assertThat(kind.of(context).get(settings(this.dintero.client())).getStatusCode())
				.isEqualTo(HttpStatus.UNAUTHORIZED);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isZero();
		});
	}

	@Test
	void theTokenOfASecondRequestOnTheSameInterceptedRequestIsLookedUpAnew() {
		run(ClientKind.REST_CLIENT_ON_JDK, (context, ignored) -> {
			ClientKind.Exchange client = ClientKind.of(context.getBean(RestClient.Builder.class)
				.requestInterceptors((interceptors) -> interceptors.add(0, (request, body, execution) -> {
					execution.execute(request, body).close();
					assertThat(request.getHeaders().containsHeader("Authorization")).isFalse();
					return execution.execute(request, body);
				}))
				.build());
			assertThat(client.get(settings(this.dintero.client())).getStatusCode()).isEqualTo(HttpStatus.OK);
			assertThat(this.dintero.resources().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(names = "REST_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aRequestThatALaterInterceptorSendsToAnotherOriginFails(ClientKind kind) {
		run(kind, (context, ignored) -> {
			ClientKind.Exchange client = ClientKind.of(context.getBean(RestClient.Builder.class)
				.requestInterceptor((request, body, execution) -> execution.execute(new HttpRequestWrapper(request) {

					@Override
					public URI getURI() {
						return stranger("/a?code=hidden");
					}

				}, body))
				.build());
			assertThatIllegalStateException().isThrownBy(() -> client.get(settings(this.dintero.client())))
				.withMessageContainingAll("dintero.auth.attach.origins", strangerOrigin())
				.withMessageNotContaining("hidden");
			assertThat(this.stranger.getRequestCount()).isZero();
			assertThat(client.exchange(HttpMethod.GET, settings(this.dintero.client()), null, "Basic own").getBody())
				.isEqualTo("stranger");
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aRequestThatALaterFilterSendsToAnotherOriginFails(ClientKind kind) {
		run(kind, (context, ignored) -> assertLaterFilterIsStopped(context.getBean(WebClient.Builder.class)));
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void soDoesOneOfAClientWithAConnectorOfItsOwn(ClientKind kind) {
		run(kind, (context, ignored) -> assertLaterFilterIsStopped(
				context.getBean(WebClient.Builder.class).clientConnector(new JdkClientHttpConnector())));
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aLaterFilterSeesNoTokenAndMayCopyTheRequest(ClientKind kind) {
		run(kind, (context, ignored) -> {
			ClientKind.Exchange client = ClientKind
				.of(context.getBean(WebClient.Builder.class).filter((request, next) -> {
					assertThat(request.headers().containsHeader("Authorization")).isFalse();
					return next.exchange(ClientRequest.create(request.method(), request.url())
						.headers((headers) -> headers.addAll(request.headers()))
						.body(request.body())
						.build());
				}).build());
			assertThat(client.get(settings(this.dintero.client())).getStatusCode()).isEqualTo(HttpStatus.OK);
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aRequestWhoseBodyALaterFilterReplacesCarriesItsToken(ClientKind kind) {
		run(kind, (context, ignored) -> {
			ClientKind.Exchange client = ClientKind.of(context.getBean(WebClient.Builder.class)
				.filter((request, next) -> next
					.exchange(ClientRequest.from(request).body(BodyInserters.fromValue("{\"by\":\"filter\"}")).build()))
				.build());
			client.exchange(Call.post(settings(this.dintero.client()), "{}"));
			assertThat(this.dintero.resources().requests()).singleElement().satisfies((request) -> {
				assertThat(request.headers().get("Authorization")).singleElement().asString().startsWith("Bearer ");
				assertThat(request.body()).contains("filter");
			});
		});
	}

	@ParameterizedTest
	@EnumSource(names = "WEB_CLIENT.*", mode = EnumSource.Mode.MATCH_ANY)
	void aRequestWhoseBodyALaterFilterReplacesFailsAtAnotherOrigin(ClientKind kind) {
		run(kind, (context, ignored) -> {
			ClientKind.Exchange client = ClientKind.of(context.getBean(WebClient.Builder.class)
				.filter((request,
						next) -> next.exchange(ClientRequest.from(request)
							.url(stranger("/"))
							.body(BodyInserters.fromValue("{\"by\":\"filter\"}"))
							.build()))
				.build());
			assertThatException().isThrownBy(() -> client.exchange(Call.post(settings(this.dintero.client()), "{}")))
				.withMessageContainingAll("dintero.auth.attach.origins", strangerOrigin());
			assertThat(this.stranger.getRequestCount()).isZero();
		});
	}

	private void assertLaterFilterIsStopped(WebClient.Builder builder) {
		ClientKind.Exchange client = ClientKind.of(builder.filter(
				(request, next) -> next.exchange(ClientRequest.from(request).url(stranger("/a?code=hidden")).build()))
			.build());
		assertThatException().isThrownBy(() -> client.get(settings(this.dintero.client())))
			.satisfies((failure) -> assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContainingAll("dintero.auth.attach.origins", strangerOrigin())
				.hasMessageNotContaining("hidden"));
		assertThat(this.stranger.getRequestCount()).isZero();
	}

	private ApplicationContextRunner runner(ClientKind kind) {
		return DinteroContextRunners.withMock(this.dintero).withPropertyValues(kind.property());
	}

	private void run(ClientKind kind, ThrowingBiConsumer<ApplicationContext, ClientKind.Exchange> test) {
		runner(kind).run((context) -> test.accept(context, kind.of(context)));
	}

	private URI settings(MockDinteroClient client) {
		return URI.create(this.dintero.baseUrl() + "/accounts/" + client.accountId() + "/management/settings");
	}

	private URI stranger(String path) {
		return URI.create(strangerOrigin() + path);
	}

	private String strangerOrigin() {
		return "http://" + this.stranger.getHostName() + ":" + this.stranger.getPort();
	}

	/**
	 * A {@link BiConsumer} that may throw.
	 *
	 * @param <T> the first argument's type
	 * @param <U> the second argument's type
	 */
	@FunctionalInterface
	interface ThrowingBiConsumer<T, U> {

		void accept(T first, U second) throws Exception;

	}

}
