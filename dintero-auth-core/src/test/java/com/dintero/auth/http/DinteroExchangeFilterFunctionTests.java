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

package com.dintero.auth.http;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.internal.http.AllowedOrigins;
import com.dintero.auth.internal.http.Origin;
import com.dintero.auth.internal.http.RedirectSafeClientHttpConnector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers are released at whatever moment the caller gives up.
 */
class DinteroExchangeFilterFunctionTests {

	private static final URI SETTINGS = URI.create("https://api.dintero.com/v1/accounts/T12345678/management/settings");

	private static final String CANCELLATION = DinteroExchangeFilterFunctionTests.class.getName();

	@AfterEach
	void resetHooks() {
		Hooks.resetOnEachOperator(CANCELLATION);
		Hooks.resetOnErrorDropped();
	}

	@ParameterizedTest
	@EnumSource
	void everyAnswerIsReadOrReleasedWheneverTheCallerGivesUp(Renewal renewal) {
		Call whole = new Call(renewal, Integer.MAX_VALUE);
		whole.make();
		assertThat(whole.answers).hasSize((renewal == Renewal.ANOTHER_TOKEN) ? 4 : 2);
		for (int i = 1; i <= whole.signals; i++) {
			Call call = new Call(renewal, i);
			call.make();
			assertThat(call.answers).as("answers, if the caller gives up at signal %d of %d", i, whole.signals)
				.allMatch(AtomicBoolean::get);
		}
	}

	enum Renewal {

		ANOTHER_TOKEN, THE_SAME_TOKEN, FAILURE

	}

	/**
	 * A call that its caller cancels when operators have passed on so many signals.
	 */
	private static final class Call {

		/** For each answer, whether its body was subscribed to. */
		private final List<AtomicBoolean> answers = new ArrayList<>();

		private final Renewal renewal;

		private final int last;

		private int signals;

		private final BaseSubscriber<Void> caller = new BaseSubscriber<>() {

			@Override
			protected void hookOnError(Throwable failure) {
			}

		};

		Call(Renewal renewal, int last) {
			this.renewal = renewal;
			this.last = last;
		}

		void make() {
			Hooks.onErrorDropped((failure) -> {
			});
			Hooks.onEachOperator(CANCELLATION, Operators.lift((operator) -> !(operator instanceof Callable),
					(operator, subscriber) -> new Signals<>(subscriber, this::signal)));
			AllowedOrigins origins = new AllowedOrigins(List.of(Objects.requireNonNull(Origin.of(SETTINGS))));
			DinteroExchangeFilterFunction filter = new DinteroExchangeFilterFunction(
					new DinteroRegistrations(List.of(TestRegistrations.idle("shop", false))), origins,
					new Tokens(this.renewal), Optional::empty);
			ExchangeFunction exchange = ExchangeFunctions
				.create(new RedirectSafeClientHttpConnector(origins, this::connect, this::connect));
			filter.filter(ClientRequest.create(HttpMethod.GET, SETTINGS).build(), exchange)
				.flatMap(ClientResponse::releaseBody)
				.subscribe(this.caller);
		}

		private void signal() {
			this.signals++;
			if (this.signals == this.last) {
				this.caller.cancel();
			}
		}

		private Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
				Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
			MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
			return requestCallback.apply(request).then(Mono.fromSupplier(() -> status(request))).map(this::answer);
		}

		private static HttpStatus status(MockClientHttpRequest request) {
			if (request.getURI().equals(SETTINGS)) {
				return HttpStatus.FOUND;
			}
			return "Bearer first".equals(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
					? HttpStatus.UNAUTHORIZED : HttpStatus.OK;
		}

		private ClientHttpResponse answer(HttpStatus status) {
			AtomicBoolean subscribed = new AtomicBoolean();
			this.answers.add(subscribed);
			MockClientHttpResponse answer = new MockClientHttpResponse(status);
			answer.getHeaders().set(HttpHeaders.LOCATION, "/moved");
			answer.setBody(Flux.<DataBuffer>empty().doOnSubscribe((subscription) -> subscribed.set(true)));
			return answer;
		}

	}

	private static final class Tokens implements ReactiveDinteroTokens {

		private final Renewal renewal;

		private boolean rejected;

		Tokens(Renewal renewal) {
			this.renewal = renewal;
		}

		@Override
		public Mono<OAuth2AccessToken> getToken(String registrationId) {
			if (!this.rejected) {
				return Mono.just(token("first"));
			}
			return (this.renewal == Renewal.FAILURE) ? Mono.error(new IllegalStateException("No token"))
					: Mono.just(token("second"));
		}

		@Override
		public Mono<OAuth2AccessToken> getToken(String registrationId, String accountId) {
			return getToken(registrationId);
		}

		@Override
		public boolean reject(String registrationId, OAuth2AccessToken token) {
			this.rejected = this.renewal != Renewal.THE_SAME_TOKEN;
			return this.rejected;
		}

		@Override
		public boolean reject(String registrationId, String accountId, OAuth2AccessToken token) {
			return reject(registrationId, token);
		}

		@Override
		public void invalidate(String registrationId) {
		}

		@Override
		public void invalidate(String registrationId, String accountId) {
		}

		private static OAuth2AccessToken token(String value) {
			return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, Instant.EPOCH, Instant.MAX);
		}

	}

	/**
	 * Reports each signal before it passes the signal on.
	 */
	private record Signals<T>(CoreSubscriber<? super T> actual, Runnable each) implements CoreSubscriber<T> {

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(T value) {
			this.each.run();
			this.actual.onNext(value);
		}

		@Override
		public void onError(Throwable failure) {
			this.each.run();
			this.actual.onError(failure);
		}

		@Override
		public void onComplete() {
			this.each.run();
			this.actual.onComplete();
		}

	}

}
