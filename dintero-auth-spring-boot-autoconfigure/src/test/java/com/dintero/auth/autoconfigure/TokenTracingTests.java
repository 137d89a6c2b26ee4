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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.StrictScopeDecorator;
import brave.propagation.TraceContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.http.DinteroRequestAttributes;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The spans of token requests in an application with Spring Boot's tracing, where every
 * scope has to be closed on the thread that opened it.
 */
@Timeout(120)
class TokenTracingTests {

	private static final String MERCHANT = "T11200001";

	private static final Consumer<Map<String, Object>> OF_MERCHANT = DinteroRequestAttributes.account(MERCHANT);

	private static final Duration PATIENT = Duration.ofSeconds(30);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	private final MockDintero dintero = this.partner.dintero();

	private final Spans spans = new Spans();

	// Fails if a scope is still open
	@AutoClose
	private final StrictScopeDecorator scopes = StrictScopeDecorator.create();

	private ApplicationContextRunner application() {
		return this.partner.application()
			.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, BraveAutoConfiguration.class,
					RestClientObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class))
			.withBean(SpanHandler.class, () -> this.spans)
			.withBean(StrictScopeDecorator.class, () -> this.scopes)
			.withPropertyValues("management.tracing.sampling.probability=1");
	}

	@Test
	void areChildrenOfTheCallOfARestClient() {
		application().run((context) -> {
			callWithRestClient(context);
			assertThatTokenRequestsAreChildrenOf(this.spans.named("http get"));
			assertThatNoSpanIsCurrent(context);
		});
	}

	@Test
	void areChildrenOfTheCallOfAWebClient() {
		application().run((context) -> {
			callWithWebClient(context);
			assertThatTokenRequestsAreChildrenOf(this.spans.named("http get"));
			assertThatNoSpanIsCurrent(context);
		});
	}

	@Test
	void areInTheTraceOfWhatCallsTheRestClient() {
		application().run((context) -> {
			Observation outer = Observation.start("outer", context.getBean(ObservationRegistry.class));
			outer.scoped(() -> {
				callWithRestClient(context);
				assertThat(currentSpan(context)).isNotNull();
				assertThat(MDC.get("traceId")).isNotNull();
			});
			outer.stop();
			MutableSpan root = this.spans.named("outer");
			assertThat(this.spans.all()).hasSize(5).extracting(MutableSpan::traceId).containsOnly(root.traceId());
			assertThat(this.spans.named("http get").parentId()).isEqualTo(root.id());
			assertThatNoSpanIsCurrent(context);
		});
	}

	@Test
	void ofARenewalAheadBeginATraceOfTheirOwn() {
		application().run((context) -> {
			this.dintero.tokenLifetime(Duration.ofMinutes(10));
			tokens(context).getToken("platform", MERCHANT);
			this.spans.clear();
			this.partner.clock().move(Duration.ofSeconds(510));
			callWithRestClient(context);
			Awaitility.await().atMost(PATIENT).until(() -> !this.spans.ofTokenRequests().isEmpty());
			String calling = this.spans.named("http get").traceId();
			assertThat(this.spans.ofTokenRequests()).allSatisfy((span) -> {
				assertThat(span.parentId()).isNull();
				assertThat(span.traceId()).isNotEqualTo(calling);
			});
		});
	}

	@Test
	void leaveNothingOnTheThreadsThatTheySendOn() {
		application().run((context) -> {
			callWithRestClient(context);
			callWithWebClient(context);
			tokens(context).invalidate("platform");
			this.spans.clear();
			tokens(context).getToken("platform", MERCHANT);
			assertThat(this.spans.ofTokenRequests()).hasSize(3)
				.allSatisfy((span) -> assertThat(span.parentId()).isNull());
			context.getBean(TokenEndpointClient.class)
				.transport()
				.executor()
				.execute(() -> this.spans.leaks.add(currentSpan(context) + " " + MDC.get("traceId")));
			Awaitility.await().atMost(PATIENT).until(() -> !this.spans.leaks.isEmpty());
			assertThat(this.spans.leaks).containsExactly("null null");
		});
	}

	@Test
	void leaveTheSubscriberItsOwnSpan() {
		application().run((context) -> {
			Observation subscriber = Observation.start("subscriber", context.getBean(ObservationRegistry.class));
			String seen = context.getBean(ReactiveDinteroTokens.class)
				.getToken("platform", MERCHANT)
				.<String>handle((token, sink) -> sink.next(String.valueOf(MDC.get("spanId"))))
				.contextWrite((written) -> written.put(ObservationThreadLocalAccessor.KEY, subscriber))
				.block(PATIENT);
			subscriber.stop();
			assertThat(seen).isEqualTo(this.spans.named("subscriber").id());
			assertThatTokenRequestsAreChildrenOf(this.spans.named("subscriber"));
			assertThatNoSpanIsCurrent(context);
		});
	}

	@Test
	void doNotReachDintero() {
		application().run((context) -> {
			callWithRestClient(context);
			assertThat(this.dintero.tokenEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("traceparent")).isNull());
			assertThat(this.dintero.exchangeEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("traceparent")).isNull());
		});
	}

	@Test
	void reachDinteroIfTheUserAsksForIt() {
		application().withPropertyValues("dintero.auth.http.propagate-trace=true").run((context) -> {
			callWithRestClient(context);
			MutableSpan exchange = this.spans.named("dintero exchange_token");
			assertThat(this.dintero.exchangeEndpoint().requests()).singleElement()
				.satisfies((request) -> assertThat(request.header("traceparent"))
					.isEqualTo("00-%s-%s-01".formatted(exchange.traceId(), exchange.id())));
		});
	}

	private void callWithRestClient(ApplicationContext context) {
		context.getBean(RestClient.Builder.class)
			.baseUrl(this.dintero.baseUrl())
			.build()
			.get()
			.uri("/accounts/{id}/management/settings", MERCHANT)
			.attributes(OF_MERCHANT)
			.retrieve()
			.toBodilessEntity();
	}

	private void callWithWebClient(ApplicationContext context) {
		context.getBean(WebClient.Builder.class)
			.baseUrl(this.dintero.baseUrl())
			.build()
			.get()
			.uri("/accounts/{id}/management/settings", MERCHANT)
			.attributes(OF_MERCHANT)
			.retrieve()
			.toBodilessEntity()
			.block(PATIENT);
	}

	private void assertThatTokenRequestsAreChildrenOf(MutableSpan parent) {
		assertThat(this.spans.ofTokenRequests()).extracting(MutableSpan::name)
			.containsExactly("dintero client_credentials", "dintero exchange_token", "dintero merchant_token");
		assertThat(this.spans.ofTokenRequests()).allSatisfy((span) -> {
			assertThat(span.parentId()).isEqualTo(parent.id());
			assertThat(span.traceId()).isEqualTo(parent.traceId());
		});
	}

	private static void assertThatNoSpanIsCurrent(ApplicationContext context) {
		assertThat(currentSpan(context)).isNull();
		assertThat(MDC.get("traceId")).isNull();
		assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation()).isNull();
	}

	private static Span currentSpan(ApplicationContext context) {
		return context.getBean(Tracer.class).currentSpan();
	}

	private static DinteroTokens tokens(ApplicationContext context) {
		return context.getBean(DinteroTokens.class);
	}

	/**
	 * Keeps the spans that have ended.
	 */
	private static final class Spans extends SpanHandler {

		private final Queue<MutableSpan> ended = new ConcurrentLinkedQueue<>();

		private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			return this.ended.add(span);
		}

		List<MutableSpan> all() {
			return List.copyOf(this.ended);
		}

		List<MutableSpan> ofTokenRequests() {
			return this.ended.stream().filter((span) -> span.name().startsWith("dintero ")).toList();
		}

		// A caller may go on before its span has ended
		MutableSpan named(String name) {
			Awaitility.await()
				.atMost(PATIENT)
				.until(() -> this.ended.stream().anyMatch((span) -> span.name().equals(name)));
			return this.ended.stream().filter((span) -> span.name().equals(name)).findFirst().orElseThrow();
		}

		void clear() {
			this.ended.clear();
		}

	}

}
