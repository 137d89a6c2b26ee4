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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroErrorDetails;
import com.dintero.auth.MfaChallenge;

/**
 * Sends token requests to Dintero, so many at a time, and reads the answers. No thread
 * waits for an answer or for its turn, nothing is tried twice, and everything that can go
 * wrong ends in a {@link DinteroAuthorizationException}.
 */
public final class TokenEndpointClient implements AutoCloseable {

	private static final String JSON = "application/json";

	private final TokenTransport transport;

	private final HttpExchanges exchanges;

	private final Duration timeout;

	private final Clock clock;

	private final RequestGate gate;

	private final LongAdder requestCount = new LongAdder();

	// Of requests that wait for their turn, or had to, until they are done
	private final Set<CompletableFuture<?>> crowd = ConcurrentHashMap.newKeySet();

	private final ConcurrentMap<String, Instant> lastMerchantTokenAt = new ConcurrentHashMap<>();

	private final AnswerReader answers;

	private final TokenResponseReader tokens;

	private final MfaChallengeReader challenges;

	/**
	 * Create a client.
	 * @param transport what it sends requests with, closed with the client
	 * @param timeout how long a request may take, from connecting to the last byte of the
	 * answer
	 * @param maximumRequests how many requests may be under way at a time, at least two
	 * @param clock the clock for issued tokens, and for dates in answers
	 */
	public TokenEndpointClient(TokenTransport transport, Duration timeout, int maximumRequests, Clock clock) {
		this.transport = transport;
		this.exchanges = new HttpExchanges(transport, timeout);
		this.timeout = timeout;
		this.clock = clock;
		this.gate = new RequestGate(maximumRequests);
		this.answers = new AnswerReader(clock);
		this.tokens = new TokenResponseReader(this.answers);
		this.challenges = new MfaChallengeReader(this.answers);
	}

	/**
	 * Send the given request.
	 * @param request the request
	 * @return the token, or a {@link DinteroAuthorizationException}; cancelling it does
	 * not cancel the request
	 */
	public CompletableFuture<TokenResponse> send(TokenRequest request) {
		return send(request, new CompletableFuture<>());
	}

	/**
	 * Send the given request, as long as somebody cares.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @return the token, or a {@link DinteroAuthorizationException}; cancelling it does
	 * not cancel the request
	 */
	public CompletableFuture<TokenResponse> send(TokenRequest request, CompletableFuture<?> end) {
		return send(request, this.tokens::read, end);
	}

	/**
	 * Send a request for an MFA challenge, of a sign-in or of a recovery.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @return the challenge, or a {@link DinteroAuthorizationException}; cancelling it
	 * does not cancel the request
	 */
	public CompletableFuture<MfaChallenge> sendForChallenge(TokenRequest request, CompletableFuture<?> end) {
		return send(request, (sent, answer, sentAt) -> this.challenges.read(sent, answer), end);
	}

	/**
	 * Send a request that is answered with success and nothing else.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @return {@code true}, or a {@link DinteroAuthorizationException}; cancelling it
	 * does not cancel the request
	 */
	public CompletableFuture<Boolean> sendForSuccess(TokenRequest request, CompletableFuture<?> end) {
		return send(request, (sent, answer, sentAt) -> {
			this.answers.checkSuccess(sent, answer);
			return true;
		}, end);
	}

	private <T> CompletableFuture<T> send(TokenRequest request, Reading<T> reading, CompletableFuture<?> end) {
		// Whatever else goes wrong: a shutdown stops the executor that all runs on
		return exchangeInTurn(request, reading, end).exceptionally((thrown) -> {
			Throwable failure = Failures.unwrap(thrown);
			throw (failure instanceof DinteroAuthorizationException ex) ? ex : noAnswer(request, failure);
		});
	}

	@SuppressWarnings({ "FutureReturnValueIgnored", "CollectionUndefinedEquality" }) // to
	// give up has no result, and futures are told apart by identity
	private <T> CompletableFuture<T> exchangeInTurn(TokenRequest request, Reading<T> reading,
			CompletableFuture<?> end) {
		CompletableFuture<@Nullable Void> entry = this.gate.enter(request.kind());
		if (entry.isDone() && !entry.isCompletedExceptionally()) {
			return exchange(request, reading, end);
		}
		this.crowd.add(end);
		end.whenComplete((result, failure) -> entry.cancel(false));
		return entry.thenCompose((entered) -> exchangeLater(request, reading, end))
			.whenComplete((token, failure) -> this.crowd.remove(end));
	}

	// On another thread: whoever leaves would send for the next, and for the one after
	// that, if they failed at once
	private <T> CompletableFuture<T> exchangeLater(TokenRequest request, Reading<T> reading, CompletableFuture<?> end) {
		CompletableFuture<CompletableFuture<T>> later = new CompletableFuture<>();
		try {
			this.transport.executor().execute(() -> later.complete(exchange(request, reading, end)));
		}
		catch (RuntimeException | Error ex) {
			// No thread is to be had: the place must not be lost with it
			this.gate.leave();
			later.completeExceptionally(ex);
		}
		return later.thenCompose(Function.identity());
	}

	/**
	 * Return how many requests were sent.
	 * @return the number of requests since the client was created
	 */
	public long requestCount() {
		return this.requestCount.sum();
	}

	/**
	 * Return how long a request that has to wait for its turn, or had to, can be told
	 * that other merchants of the registration get tokens meanwhile.
	 * @param registrationId the registration's id
	 * @param end what gives the request up, as it was sent with
	 * @return the time since the last of those tokens, or {@code null} if the request did
	 * not have to wait, or if there is no saying
	 */
	@SuppressWarnings("CollectionUndefinedEquality") // futures are told apart by identity
	public @Nullable Duration sinceOthersWereServed(String registrationId, CompletableFuture<?> end) {
		Instant lastTokenAt = this.lastMerchantTokenAt.get(registrationId);
		if (lastTokenAt == null || !this.crowd.contains(end) || this.transport.isClosed()) {
			return null;
		}
		Duration since = Duration.between(lastTokenAt, this.clock.instant());
		return (since.isNegative()) ? null : since;
	}

	/**
	 * Return the transport.
	 * @return what it sends requests with
	 */
	public TokenTransport transport() {
		return this.transport;
	}

	@Override
	public void close() {
		this.transport.close();
		this.gate.close();
	}

	private <T> CompletableFuture<T> exchange(TokenRequest request, Reading<T> reading, CompletableFuture<?> end) {
		CompletableFuture<T> response;
		try {
			if (end.isDone()) {
				throw new CancellationException();
			}
			Instant sentAt = this.clock.instant();
			CompletableFuture<TokenAnswer> answer = this.exchanges.send(toHttpRequest(request), end);
			this.requestCount.increment();
			response = answer.handle((received, failure) -> {
				if (failure != null) {
					throw noAnswer(request, failure);
				}
				T read = reading.read(request, received, sentAt);
				if (request.accountId() != null) {
					this.lastMerchantTokenAt.put(request.registrationId(), this.clock.instant());
				}
				return read;
			});
		}
		catch (RuntimeException | Error ex) {
			response = CompletableFuture.failedFuture(noAnswer(request, ex));
		}
		// What others get to see cannot be cancelled: it would seem to have left
		return response.whenComplete((result, failure) -> this.gate.leave());
	}

	private HttpRequest toHttpRequest(TokenRequest request) {
		return HttpRequest.newBuilder(request.uri())
			.header("Authorization", request.authorization())
			.header("Accept", JSON)
			.header("Content-Type", JSON)
			.POST(BodyPublishers.ofByteArray(Json.write(request.body())))
			.build();
	}

	private DinteroAuthorizationException noAnswer(TokenRequest request, Throwable failure) {
		Throwable cause = Failures.unwrap(failure);
		if (this.transport.isClosed()) {
			return failed(request, TransportFailure.SHUTDOWN, null);
		}
		return failed(request, TransportFailure.of(cause, this.timeout),
				printable(cause, new UntrustedText(request.secrets())));
	}

	private DinteroAuthorizationException failed(TokenRequest request, TransportFailure failure,
			@Nullable Throwable cause) {
		String message = "%s for %s to %s failed: %s".formatted(request.kind().description(), request.requester(),
				request.uri(), failure.description());
		return new DinteroAuthorizationException(new OAuth2Error(failure.errorCode()), message,
				DinteroErrorDetails.withoutAnswer(request.registrationId(), request.account(), request.uri()), cause);
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

	/**
	 * What is made of an answer.
	 *
	 * @param <T> the type of it
	 */
	@FunctionalInterface
	private interface Reading<T> {

		T read(TokenRequest request, TokenAnswer answer, Instant sentAt);

	}

}
