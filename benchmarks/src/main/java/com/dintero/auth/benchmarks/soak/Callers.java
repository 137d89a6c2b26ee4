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

package com.dintero.auth.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * Callers of all sorts, each as busy as it can be.
 */
final class Callers {

	private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {
	};

	private static final String SETTINGS = "/accounts/{id}/management/settings";

	private static final int AT_A_TIME = 32;

	private static final int PAUSE_AFTER_FAILURE = 10;

	private static final Duration RESOURCE_TIMEOUT = Duration.ofSeconds(1);

	private final Outcomes outcomes;

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	private final RestClient restClient;

	private final WebClient webClient;

	private final RestClient plainClient;

	private volatile boolean running;

	Callers(ApplicationContext context, ServerAddress server, Outcomes outcomes) {
		this.outcomes = outcomes;
		this.tokens = context.getBean(DinteroTokens.class);
		this.reactiveTokens = context.getBean(ReactiveDinteroTokens.class);
		this.restClient = context.getBean(RestClient.Builder.class).baseUrl(server.baseUrl()).build();
		this.webClient = context.getBean(WebClient.Builder.class).baseUrl(server.baseUrl()).build();
		JdkClientHttpRequestFactory requestFactory = new JdkClientHttpRequestFactory();
		requestFactory.setReadTimeout(RESOURCE_TIMEOUT);
		this.plainClient = RestClient.builder().requestFactory(requestFactory).baseUrl(server.baseUrl()).build();
	}

	/**
	 * Let them call.
	 * @param length how long
	 * @throws InterruptedException if the thread is interrupted
	 */
	void run(Duration length) throws InterruptedException {
		this.running = true;
		List<Thread> threads = new ArrayList<>();
		List<Thread> nervous = new ArrayList<>();
		start(threads, 16, "RestClient", this::callWithRestClient);
		start(threads, 2, "WebClient", this::callWithWebClient);
		start(threads, 8, "direct", this::callDirectly);
		start(threads, 4, "impatient", this::giveUp);
		start(nervous, 4, "interrupted", this::beInterrupted);
		long end = System.nanoTime() + length.toNanos();
		while (System.nanoTime() < end) {
			Thread.sleep(ThreadLocalRandom.current().nextInt(10));
			nervous.get(ThreadLocalRandom.current().nextInt(nervous.size())).interrupt();
		}
		this.running = false;
		threads.addAll(nervous);
		for (Thread thread : threads) {
			thread.join();
		}
	}

	private void start(List<Thread> threads, int count, String name, Runnable call) {
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(() -> {
				while (this.running) {
					call.run();
				}
			}, "caller-" + name + "-" + i);
			threads.add(thread);
			thread.start();
		}
	}

	private void callWithRestClient() {
		Target target = Target.random();
		try {
			this.outcomes.answered("RestClient", target,
					this.restClient.get()
						.uri(SETTINGS, target.accountId())
						.attributes(target.attributes())
						.retrieve()
						.body(OBJECT));
		}
		catch (RuntimeException ex) {
			failed("RestClient", ex);
		}
	}

	// As callers do: those that fail at once, and come again at once, would leave no time
	// for others
	private void failed(String caller, RuntimeException failure) {
		this.outcomes.failed(caller, failure);
		pause(PAUSE_AFTER_FAILURE);
	}

	private void callWithWebClient() {
		Flux.<Target>generate((sink) -> {
			if (this.running) {
				sink.next(Target.random());
			}
			else {
				sink.complete();
			}
		})
			.flatMap((target) -> answer(target).doOnNext((body) -> this.outcomes.answered("WebClient", target, body))
				.onErrorResume((failure) -> {
					this.outcomes.failed("WebClient", failure);
					return Mono.delay(Duration.ofMillis(PAUSE_AFTER_FAILURE)).then(Mono.empty());
				}), AT_A_TIME)
			.blockLast();
	}

	private Mono<Map<String, Object>> answer(Target target) {
		return this.webClient.get()
			.uri(SETTINGS, target.accountId())
			.attributes(target.attributes())
			.retrieve()
			.bodyToMono(OBJECT);
	}

	private void callDirectly() {
		Target target = Target.random();
		try {
			OAuth2AccessToken token = target.token(this.tokens);
			try {
				this.outcomes.answered("direct", target, answer(target, token));
			}
			catch (HttpClientErrorException ex) {
				if (ex.getStatusCode() != HttpStatus.UNAUTHORIZED || !target.reject(this.tokens, token)) {
					throw ex;
				}
				this.outcomes.answered("direct", target, answer(target, target.token(this.tokens)));
			}
		}
		catch (RuntimeException ex) {
			failed("direct", ex);
		}
	}

	private @Nullable Map<String, Object> answer(Target target, OAuth2AccessToken token) {
		return this.plainClient.get()
			.uri(SETTINGS, target.accountId())
			.headers((headers) -> headers.setBearerAuth(token.getTokenValue()))
			.retrieve()
			.body(OBJECT);
	}

	// Some want a token only, and some an answer
	private void giveUp() {
		Target target = Target.random();
		boolean token = ThreadLocalRandom.current().nextBoolean();
		Mono<?> call = (token) ? target.token(this.reactiveTokens) : answer(target);
		Disposable subscription = call.doOnCancel(() -> this.outcomes.gaveUp("impatient"))
			.subscribe((answer) -> this.outcomes.gotToken("impatient"),
					(failure) -> this.outcomes.failed("impatient", failure));
		pause(ThreadLocalRandom.current().nextInt(10));
		subscription.dispose();
	}

	private void beInterrupted() {
		try {
			Target.random().token(this.tokens);
			this.outcomes.gotToken("interrupted");
			pause(1);
		}
		catch (CancellationException ex) {
			this.outcomes.gaveUp("interrupted");
		}
		catch (RuntimeException ex) {
			failed("interrupted", ex);
		}
		finally {
			Thread.interrupted();
		}
	}

	// It may be interrupted: that is what it is there for
	private static void pause(int millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Wait until all is well again.
	 * @param patience how long at most
	 * @return how many merchants are not served after that
	 */
	long unservedAfter(Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		long unserved = unserved();
		while (unserved > 0 && System.nanoTime() < end) {
			pause(500);
			unserved = unserved();
		}
		return unserved;
	}

	private long unserved() {
		long unserved = 0;
		for (int i = 1; i <= Target.MERCHANTS; i++) {
			Target target = Target.merchant(i);
			try {
				this.restClient.get()
					.uri(SETTINGS, target.accountId())
					.attributes(target.attributes())
					.retrieve()
					.toBodilessEntity();
			}
			catch (RuntimeException ex) {
				unserved++;
			}
		}
		return unserved;
	}

}
