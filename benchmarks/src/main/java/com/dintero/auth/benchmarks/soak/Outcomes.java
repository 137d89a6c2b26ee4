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

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.UnsupportedMediaTypeException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.Exceptions;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * What became of each call.
 */
final class Outcomes {

	private static final int EXAMPLES = 5;

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

	private final LongAdder served = new LongAdder();

	private final LongAdder wrong = new LongAdder();

	private final LongAdder unexpected = new LongAdder();

	private final LongAdder gaveUp = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	private final Queue<Throwable> examples = new ConcurrentLinkedQueue<>();

	/**
	 * Note an answer.
	 * @param caller who got it
	 * @param target the account that was asked for
	 * @param body the answer
	 */
	void answered(String caller, Target target, @Nullable Map<String, Object> body) {
		Object accountId = (body != null) ? body.get("account_id") : null;
		if (target.accountId().equals(accountId)) {
			this.served.increment();
			count(caller, "served");
		}
		else if (accountId == null) {
			count(caller, "resource fault: garbage");
		}
		else {
			this.wrong.increment();
			count(caller, "WRONG ACCOUNT ANSWERED");
		}
	}

	/**
	 * Note a token that was not used.
	 * @param caller who got it
	 */
	void gotToken(String caller) {
		this.served.increment();
		count(caller, "got a token");
	}

	/**
	 * Note that the caller gave up on its own account.
	 * @param caller who gave up
	 */
	void gaveUp(String caller) {
		this.gaveUp.increment();
		count(caller, "cancelled by the caller");
	}

	/**
	 * Note a failure.
	 * @param caller who got it
	 * @param failure what went wrong
	 */
	void failed(String caller, Throwable failure) {
		note(caller, Exceptions.unwrap(failure));
	}

	private void note(String caller, Throwable failure) {
		if (failure instanceof DinteroAuthorizationException ex) {
			tokenRefused(caller, ex);
		}
		else if (failure instanceof RestClientResponseException ex) {
			resourceAnswered(caller, ex.getStatusCode().value());
		}
		else if (failure instanceof WebClientResponseException ex && ex.getStatusCode().isError()) {
			resourceAnswered(caller, ex.getStatusCode().value());
		}
		else if (failure instanceof CancellationException) {
			gaveUp(caller);
		}
		else if (failure instanceof ResourceAccessException || failure instanceof WebClientRequestException
				|| failure instanceof IOException) {
			count(caller, "resource fault: no answer");
		}
		else if (isGarbage(failure)) {
			count(caller, "resource fault: garbage");
		}
		else {
			this.unexpected.increment();
			count(caller, "UNEXPECTED " + failure.getClass().getName());
			if (this.examples.size() < EXAMPLES) {
				this.examples.add(failure);
			}
		}
	}

	private static boolean isGarbage(Throwable failure) {
		return failure instanceof RestClientException || failure instanceof WebClientResponseException
				|| failure instanceof DecodingException || failure instanceof UnsupportedMediaTypeException
				|| failure instanceof DataBufferLimitException;
	}

	private void tokenRefused(String caller, DinteroAuthorizationException failure) {
		if (Integer.valueOf(FORBIDDEN).equals(failure.getStatus())) {
			this.wrong.increment();
			count(caller, "WRONG TOKEN AT A TOKEN ENDPOINT");
		}
		else {
			count(caller, "our error: " + failure.getError().getErrorCode());
		}
	}

	private void resourceAnswered(String caller, int status) {
		if (status == FORBIDDEN) {
			this.wrong.increment();
			count(caller, "WRONG TOKEN AT A RESOURCE");
		}
		else if (status == UNAUTHORIZED) {
			count(caller, "resource fault: 401, token revoked again");
		}
		else {
			count(caller, "resource fault: " + status);
		}
	}

	/**
	 * Note a failure that nobody waited for any more. Reactor would write it to the log.
	 * @param failure what went wrong
	 */
	void dropped(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof DinteroAuthorizationException) {
			this.dropped.increment();
		}
	}

	long gaveUp() {
		return this.gaveUp.sum();
	}

	long dropped() {
		return this.dropped.sum();
	}

	private void count(String caller, String outcome) {
		this.counts.computeIfAbsent("%-12s %s".formatted(caller, outcome), (name) -> new LongAdder()).increment();
	}

	long served() {
		return this.served.sum();
	}

	long wrong() {
		return this.wrong.sum();
	}

	long unexpected() {
		return this.unexpected.sum();
	}

	void print() {
		new TreeMap<>(this.counts).forEach((name, count) -> System.out.printf("%,12d  %s%n", count.sum(), name));
		this.examples.forEach((example) -> example.printStackTrace(System.out));
	}

}
