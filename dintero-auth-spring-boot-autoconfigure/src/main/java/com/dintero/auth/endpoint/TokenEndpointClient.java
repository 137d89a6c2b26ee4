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

package com.dintero.auth.endpoint;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroErrorDetails;

/**
 * Sends token requests to Dintero and reads the answers. No thread waits for an answer,
 * nothing is tried twice, and everything that can go wrong ends in a
 * {@link DinteroAuthorizationException}.
 */
public final class TokenEndpointClient {

	/**
	 * Far more than any answer of Dintero's, far less than would hurt.
	 */
	private static final int MAXIMUM_BODY_BYTES = 1024 * 1024;

	private static final String JSON = "application/json";

	private final HttpClient httpClient;

	private final Executor executor;

	private final Duration timeout;

	private final JsonMapper jsonMapper = JsonMapper.builder().build();

	private final TokenResponseReader responseReader;

	/**
	 * Create a client.
	 * @param httpClient the HTTP client, with an executor of its own, which must not
	 * follow redirects: they would carry the credentials
	 * @param timeout how long a request may take, from connecting to the last byte of the
	 * answer
	 * @param clock the clock for dates in answers
	 * @throws IllegalArgumentException if the HTTP client follows redirects, or has no
	 * executor
	 */
	public TokenEndpointClient(HttpClient httpClient, Duration timeout, Clock clock) {
		if (httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
			throw new IllegalArgumentException("The HTTP client of token requests must not follow redirects");
		}
		this.httpClient = httpClient;
		this.executor = httpClient.executor()
			.orElseThrow(() -> new IllegalArgumentException(
					"The HTTP client of token requests must have an executor of its own"));
		this.timeout = timeout;
		this.responseReader = new TokenResponseReader(clock);
	}

	/**
	 * Send the given request.
	 * @param request the request
	 * @return the token, or a {@link DinteroAuthorizationException}; cancelling it does
	 * not cancel the request
	 */
	public CompletableFuture<TokenResponse> send(TokenRequest request) {
		// The client's own timeout ends with the headers: a body that trickles would
		// never end. And what depends on the client's future runs in the common pool,
		// which the application may have filled: hence a future of our own, which ends
		// on the client's executor, or on the timer's thread and so not further than
		// that.
		CompletableFuture<TokenAnswer> answer = new CompletableFuture<>();
		CompletableFuture<?> exchange = exchange(request, answer);
		return answer.orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS).handleAsync((received, failure) -> {
			if (failure != null) {
				// Only then: the client may still have to give an answered
				// exchange's connection back
				exchange.cancel(true);
				throw noAnswer(request, failure);
			}
			return this.responseReader.read(request, received);
		}, this.executor);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the answer is the result, the
													// exchange what can be cancelled
	private CompletableFuture<?> exchange(TokenRequest request, CompletableFuture<TokenAnswer> answer) {
		try {
			CompletableFuture<?> exchange = this.httpClient.sendAsync(toHttpRequest(request), (info) -> {
				BoundedBodySubscriber body = new BoundedBodySubscriber(MAXIMUM_BODY_BYTES);
				body.getBody().whenComplete((bytes, failure) -> {
					if (failure != null) {
						answer.completeExceptionally(failure);
					}
					else {
						answer.complete(new TokenAnswer(info.statusCode(), info.headers(), bytes));
					}
				});
				return body;
			});
			exchange.whenComplete((response, failure) -> {
				if (failure != null) {
					answer.completeExceptionally(failure);
				}
			});
			return exchange;
		}
		catch (RuntimeException ex) {
			answer.completeExceptionally(ex);
			return answer;
		}
	}

	private HttpRequest toHttpRequest(TokenRequest request) {
		return HttpRequest.newBuilder(request.uri())
			.header("Authorization", request.authorization())
			.header("Accept", JSON)
			.header("Content-Type", JSON)
			.POST(BodyPublishers.ofByteArray(this.jsonMapper.writeValueAsBytes(request.body())))
			.build();
	}

	private DinteroAuthorizationException noAnswer(TokenRequest request, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		TransportFailure transportFailure = TransportFailure.of(cause, this.timeout);
		String message = "The token request for Dintero registration '%s' to %s failed: %s"
			.formatted(request.registrationId(), request.uri(), transportFailure.description());
		return new DinteroAuthorizationException(new OAuth2Error(transportFailure.errorCode()), message,
				DinteroErrorDetails.withoutAnswer(request.registrationId(), request.uri()),
				printable(cause, new UntrustedText(request.secrets())));
	}

	// The HTTP client's exceptions quote an answer that is no HTTP, with whatever it
	// repeats: those are not kept
	private static @Nullable Throwable printable(Throwable failure, UntrustedText text) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (!text.isClean(cause.getMessage())) {
				return null;
			}
		}
		return failure;
	}

}
