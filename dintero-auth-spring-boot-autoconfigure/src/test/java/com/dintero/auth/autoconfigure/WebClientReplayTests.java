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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockHold;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a {@code WebClient} does with bodies, those of requests and those of answers, when
 * a resource does not accept a token.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebClientReplayTests {

	private final MockDintero dintero = MockDintero.start();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.dintero.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aValueIsSentAgain(ClientKind kind) {
		Map<String, Object> session = Map.of("url", Map.of("return_url", "https://example.com/"), "profile_id",
				"default", "order",
				Map.of("amount", 1, "currency", "NOK", "items", List.of(), "merchant_reference", "Blåbær"));
		assertIsSentAgain(kind, (request) -> request.contentType(MediaType.APPLICATION_JSON).bodyValue(session));
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aValueThatIsThereLaterIsSentAgainAndAskedForOnce(ClientKind kind) {
		AtomicInteger subscriptions = new AtomicInteger();
		Mono<String> session = Mono.fromSupplier(() -> {
			subscriptions.incrementAndGet();
			return Sessions.json("later");
		});
		assertIsSentAgain(kind,
				(request) -> request.contentType(MediaType.APPLICATION_JSON).body(session, String.class));
		assertThat(subscriptions).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aBodyOfQuiteALengthIsSentAgain(ClientKind kind) {
		assertIsSentAgain(kind, (request) -> request.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Sessions.json("a".repeat(250 * 1024))));
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aBodyThatIsTooLongIsSentOnce(ClientKind kind) {
		assertIsSentOnce(kind, (request) -> request.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Sessions.json("a".repeat(256 * 1024))));
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aStreamIsSentOnce(ClientKind kind) {
		AtomicInteger subscriptions = new AtomicInteger();
		Flux<DataBuffer> stream = Flux.just(Sessions.json("stream").split("(?<=,)"))
			.<DataBuffer>map(
					(piece) -> DefaultDataBufferFactory.sharedInstance.wrap(piece.getBytes(StandardCharsets.UTF_8)))
			.doOnSubscribe((subscription) -> subscriptions.incrementAndGet());
		assertIsSentOnce(kind, (request) -> request.contentType(MediaType.APPLICATION_JSON)
			.body(BodyInserters.fromDataBuffers(stream)));
		assertThat(subscriptions).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aFileIsSentOnce(ClientKind kind) throws Exception {
		Path file = Files.writeString(this.directory.resolve("session.json"), Sessions.json("file"));
		assertIsSentOnce(kind,
				(request) -> request.contentType(MediaType.APPLICATION_JSON).bodyValue(new FileSystemResource(file)));
		assertThat(this.dintero.resources().requests().get(0).body()).isEqualTo(Sessions.json("file"));
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void aBodyThatIsEmptyIsSentAgain(ClientKind kind) {
		this.dintero.resources().failNext(MockFault.status(401));
		run(kind, (client) -> {
			assertThat(exchange(client.post().uri(sessions()).body(Mono.empty(), String.class)).getStatusCode().value())
				.isNotEqualTo(401);
			assertThat(this.dintero.resources().requests()).hasSize(2)
				.allSatisfy((request) -> assertThat(request.body()).isEmpty());
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void theFirstAnswerIsReleasedBeforeTheSecondRequest(ClientKind kind) {
		// Also a long one is read to its end: the JDK's connector would keep the
		// connection of one that is cancelled
		for (int length : new int[] { 10, 1024 * 1024 }) {
			this.dintero.resources().failNext(MockFault.error(401, "text/plain", "a".repeat(length)));
			Events events = new Events();
			run(kind, events, (client) -> {
				assertThat(exchange(client.get().uri(settings())).getStatusCode().value()).isEqualTo(200);
				assertThat(events.list).startsWith("request", "answer 401", "body is over", "request", "answer 200");
			});
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void theFirstAnswerIsReleasedWhereNoNewTokenIsToBeHad(ClientKind kind) {
		Events events = new Events();
		run(kind, events, (client) -> {
			exchange(client.get().uri(settings()));
			this.dintero.revokeTokens();
			this.dintero.tokenEndpoint().failNext(MockFault.status(500));
			events.list.clear();
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> exchange(client.get().uri(settings())));
			assertThat(events.list).containsExactly("request", "answer 401", "body is over");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void theFirstAnswerIsReleasedWhenTheSubscriberGivesUpMeanwhile(ClientKind kind, CapturedOutput output) {
		Events events = new Events();
		run(kind, events, (client) -> {
			exchange(client.get().uri(settings()));
			this.dintero.revokeTokens();
			events.list.clear();
			try (MockHold hold = this.dintero.tokenEndpoint().hold()) {
				Disposable subscription = client.get()
					.uri(settings())
					.retrieve()
					.bodyToMono(String.class)
					.subscribe((body) -> events.list.add("received"), (failure) -> events.list.add("failed"));
				hold.awaitRequests(1, Duration.ofSeconds(10));
				assertThat(events.list).containsExactly("request", "answer 401");
				subscription.dispose();
				Awaitility.await().untilAsserted(() -> assertThat(events.list).last().isEqualTo("body is over"));
			}
			assertThat(exchange(client.get().uri(settings())).getStatusCode().value()).isEqualTo(200);
			assertThat(events.list).doesNotContain("received", "failed");
			assertThat(output).doesNotContain("Operator called default");
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "WEB_CLIENT_ON_JDK", "WEB_CLIENT_ON_REACTOR_NETTY" })
	void nothingIsReadOfAnAnswerThatIsReturned(ClientKind kind) {
		this.dintero.resources().failAlways(MockFault.error(401, "text/plain", "a".repeat(100_000)));
		Events events = new Events();
		run(kind, events, (client) -> {
			exchange(client.get().uri(settings()));
			events.list.clear();
			assertThat(exchange(client.get().uri(settings())).getBody()).hasSize(100_000);
			assertThat(events.list).containsExactly("request", "answer 401", "body is over");
		});
	}

	private void assertIsSentAgain(ClientKind kind, Function<RequestBodySpec, RequestHeadersSpec<?>> body) {
		run(kind, (client) -> {
			exchange(client.get().uri(settings()));
			this.dintero.revokeTokens();
			assertThat(exchange(body.apply(client.post().uri(sessions()))).getStatusCode().value()).isEqualTo(200);
			assertThat(this.dintero.resources().requests()).extracting(MockRequest::status)
				.containsExactly(200, 401, 200);
			MockRequest first = this.dintero.resources().requests().get(1);
			MockRequest second = this.dintero.resources().requests().get(2);
			assertThat(second.body()).isNotEmpty().isEqualTo(first.body());
			assertThat(second.header("Content-Length")).isNotNull();
			assertThat(withoutToken(second)).isEqualTo(withoutToken(first));
		});
	}

	private void assertIsSentOnce(ClientKind kind, Function<RequestBodySpec, RequestHeadersSpec<?>> body) {
		run(kind, (client) -> {
			this.dintero.resources().failNext(MockFault.status(401));
			ResponseEntity<String> answer = exchange(body.apply(client.post().uri(sessions())));
			assertThat(answer.getStatusCode().value()).isEqualTo(401);
			assertThat(answer.getBody()).contains("error");
			assertThat(this.dintero.resources().requestCount()).isOne();
			// Renewed for the next call, which nobody waits for
			Awaitility.await().until(() -> this.dintero.tokenEndpoint().requestCount() == 2);
			assertThat(exchange(client.get().uri(settings())).getStatusCode().value()).isEqualTo(200);
			assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
		});
	}

	private void run(ClientKind kind, ThrowingConsumer<WebClient> test) {
		run(kind, (request, next) -> next.exchange(request), test);
	}

	private void run(ClientKind kind, ExchangeFilterFunction last, ThrowingConsumer<WebClient> test) {
		DinteroContextRunners.withMock(this.dintero)
			.withPropertyValues(kind.property())
			.run((context) -> test.accept(context.getBean(WebClient.Builder.class).filter(last).build()));
	}

	private static Map<String, List<String>> withoutToken(MockRequest request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(request.headers());
		assertThat(headers.remove("Authorization")).hasSize(1);
		return headers;
	}

	private static ResponseEntity<String> exchange(RequestHeadersSpec<?> request) {
		ResponseEntity<String> response = request.exchangeToMono((answer) -> answer.toEntity(String.class)).block();
		assertThat(response).isNotNull();
		return response;
	}

	private URI settings() {
		return URI.create(this.dintero.baseUrl() + "/accounts/T12345678/management/settings");
	}

	private URI sessions() {
		return URI.create(this.dintero.baseUrl() + "/sessions-profile");
	}

	/**
	 * What a filter below the tokens sees.
	 */
	private static final class Events implements ExchangeFilterFunction {

		private final List<String> list = new CopyOnWriteArrayList<>();

		@Override
		public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
			return next.exchange(request).doOnSubscribe((subscription) -> this.list.add("request")).map((response) -> {
				this.list.add("answer " + response.statusCode().value());
				// Whoever has read it may look again whether there is something left
				AtomicBoolean over = new AtomicBoolean();
				return response.mutate()
					.body((body) -> body.doOnTerminate(() -> end(over, "body is over"))
						.doOnCancel(() -> end(over, "body is cancelled")))
					.build();
			});
		}

		private void end(AtomicBoolean over, String event) {
			if (over.compareAndSet(false, true)) {
				this.list.add(event);
			}
		}

	}

}
