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

package com.dintero.auth.internal.endpoint;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.internal.endpoint.TokenListener.RequestListener;

/**
 * Sends token requests to Dintero, so many at a time, and reads the answers. No thread
 * waits for an answer or for its turn, nothing is tried twice, and everything that can go
 * wrong ends in a {@link DinteroAuthorizationException}.
 */
public final class TokenEndpointClient implements AutoCloseable {

	/**
	 * What waits while others of its registration are served waits for so many deadlines
	 * at most: long enough for a cold start with thousands of merchants.
	 */
	public static final int MAXIMUM_DEADLINES = 6;

	/**
	 * How much of a {@code Retry-After} is believed. An absurd one must not stop an
	 * application for hours.
	 */
	public static final Duration MAXIMUM_RETRY_AFTER = Duration.ofMinutes(1);

	private static final String JSON = "application/json";

	private static final TurnListener NO_LISTENER = new TurnListener() {
	};

	private final TokenTransport transport;

	private final HttpExchanges exchanges;

	private final Duration timeout;

	private final Clock clock;

	private final Duration deadline;

	private final RequestLimiter limiter;

	private final RequestPauses pauses;

	private final TokenListener listener;

	private final AnswerReader answers;

	private final TokenResponseReader tokens;

	private final MfaChallengeReader challenges;

	/**
	 * Create a client.
	 * @param transport what it sends requests with, closed with the client
	 * @param timeout how long a request may take, from connecting to the last byte of the
	 * answer
	 * @param deadline how long a request may wait for its turn, and a user for an answer
	 * @param maximumRequests how many requests may be under way at a time, at least two
	 * @param clock the clock for issued tokens, for pauses, and for dates in answers
	 */
	public TokenEndpointClient(TokenTransport transport, Duration timeout, Duration deadline, int maximumRequests,
			Clock clock) {
		this(transport, timeout, deadline, maximumRequests, clock, new TokenListener() {
		});
	}

	/**
	 * Create a client.
	 * @param transport what it sends requests with, closed with the client
	 * @param timeout how long a request may take, from connecting to the last byte of the
	 * answer
	 * @param deadline how long a request may wait for its turn, and a user for an answer
	 * @param maximumRequests how many requests may be under way at a time, at least two
	 * @param clock the clock for issued tokens, for pauses, and for dates in answers
	 * @param listener learns what happens to requests
	 */
	public TokenEndpointClient(TokenTransport transport, Duration timeout, Duration deadline, int maximumRequests,
			Clock clock, TokenListener listener) {
		this.transport = transport;
		this.exchanges = new HttpExchanges(transport, timeout);
		this.timeout = timeout;
		this.clock = clock;
		this.deadline = deadline;
		this.limiter = new RequestLimiter(maximumRequests, deadline, transport.timer());
		this.pauses = new RequestPauses(clock);
		this.listener = listener;
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
		return send(request, this.tokens::read, interest(end, false, NO_LISTENER));
	}

	/**
	 * Send the given request, as long as somebody cares.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @param preferred whether its turn comes before that of others of its kind
	 * @param listener learns when the request has to wait for its turn, and decides
	 * whether it is sent
	 * @return the token, or a {@link DinteroAuthorizationException}; cancelling it does
	 * not cancel the request
	 */
	public CompletableFuture<TokenResponse> send(TokenRequest request, CompletableFuture<?> end, boolean preferred,
			TurnListener listener) {
		return send(request, this.tokens::read, interest(end, preferred, listener));
	}

	/**
	 * Send a request for an MFA challenge, of a sign-in or of a recovery.
	 * @param request the request
	 * @param end gives the request up when it completes, however it does
	 * @return the challenge, or a {@link DinteroAuthorizationException}; cancelling it
	 * does not cancel the request
	 */
	public CompletableFuture<MfaChallenge> sendForChallenge(TokenRequest request, CompletableFuture<?> end) {
		return send(request, (sent, answer, sentAt) -> this.challenges.read(sent, answer),
				interest(end, false, NO_LISTENER));
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
		}, interest(end, false, NO_LISTENER));
	}

	private Interest interest(CompletableFuture<?> end, boolean preferred, TurnListener turnListener) {
		return new Interest(end, preferred, false, turnListener, this.listener.capture());
	}

	private <T> CompletableFuture<T> send(TokenRequest request, Reading<T> reading, Interest interest) {
		// Whatever else goes wrong: a shutdown stops the executor that all runs on
		return exchangeInTurn(request, reading, interest).exceptionally((thrown) -> {
			Throwable failure = Futures.unwrap(thrown);
			if (failure instanceof NotAdmittedException ex) {
				throw ex;
			}
			throw (failure instanceof DinteroAuthorizationException ex) ? ex : noAnswer(request, failure);
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // to give up has no result
	private <T> CompletableFuture<T> exchangeInTurn(TokenRequest request, Reading<T> reading, Interest interest) {
		DinteroAuthorizationException pause = this.pauses.failure(request);
		if (pause != null) {
			return CompletableFuture.failedFuture(pause);
		}
		CompletableFuture<RequestLimiter.Line> entry = this.limiter.enter(request.registrationId(), request.kind(),
				interest.preferred());
		if (entry.isDone() && !entry.isCompletedExceptionally()) {
			return exchange(request, reading, interest, entry.join());
		}
		interest.listener().queued();
		interest.end().whenComplete((result, failure) -> entry.cancel(false));
		return entry.thenCompose((line) -> exchangeLater(request, reading, interest, line));
	}

	// On another thread: whoever leaves would send for the next, and for the one after
	// that, if they failed at once
	private <T> CompletableFuture<T> exchangeLater(TokenRequest request, Reading<T> reading, Interest interest,
			RequestLimiter.Line line) {
		CompletableFuture<CompletableFuture<T>> later = new CompletableFuture<>();
		try {
			this.transport.executor()
				.execute(() -> later.complete(exchange(request, reading, interest.afterQueue(), line)));
		}
		catch (RuntimeException | Error ex) {
			// No thread is to be had: the place must not be lost with it
			this.limiter.leave(line, 0, false);
			later.completeExceptionally(ex);
		}
		return later.thenCompose(Function.identity());
	}

	/**
	 * Have a call end at the deadline, however many requests and turns it takes.
	 * @param <T> the type of what is answered
	 * @param request the request that failures name
	 * @param end completed when the call ends
	 * @param call begins the call
	 * @return the answer, or a {@link DinteroAuthorizationException}
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the answer is the result
	public <T> CompletableFuture<T> withinDeadline(TokenRequest request, CompletableFuture<?> end,
			Supplier<CompletableFuture<T>> call) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		try {
			Future<?> alarm = this.transport.timer()
				.schedule(() -> answer.completeExceptionally(deadlineFailure(request)), this.deadline);
			answer.whenComplete((value, failure) -> {
				alarm.cancel(false);
				end.complete(null);
			});
			call.get().whenComplete((value, failure) -> {
				if (failure != null) {
					answer.completeExceptionally(Futures.unwrap(failure));
				}
				else {
					answer.complete(value);
				}
			});
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(noAnswer(request, ex));
		}
		catch (RuntimeException | Error ex) {
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	private DinteroAuthorizationException deadlineFailure(TokenRequest request) {
		return failed(request,
				(this.transport.isClosed()) ? TransportFailure.SHUTDOWN : TransportFailure.ofDeadline(this.deadline),
				null);
	}

	/**
	 * Return how many requests of a registration wait for their turn.
	 * @param registrationId the registration's id
	 * @return the number of requests
	 */
	public int queuedRequests(String registrationId) {
		return this.limiter.queued(registrationId);
	}

	/**
	 * Return how many requests of a registration are under way.
	 * @param registrationId the registration's id
	 * @return the number of requests
	 */
	public int requestsUnderWay(String registrationId) {
		return this.limiter.underWay(registrationId);
	}

	/**
	 * Send no requests for a while, because Dintero has asked another instance for a
	 * pause.
	 * @param registrationId the registration's id
	 * @param kind the kind of the requests
	 * @param status what Dintero has answered
	 * @param length how long
	 */
	public void pause(String registrationId, TokenRequestKind kind, int status, Duration length) {
		this.pauses.adopt(registrationId, kind, status, length);
	}

	/**
	 * Return the pause that a failure asks for.
	 * @param failure what Dintero has answered, or why it was not asked
	 * @return how long no requests of this kind are sent, or {@code null}
	 */
	public static @Nullable Duration pauseAfter(DinteroAuthorizationException failure) {
		return RequestPauses.asked(failure);
	}

	/**
	 * Return whether the failed request was an exchange of the partner's token. Only an
	 * exchange can fail for one merchant alone.
	 * @param failure the failure
	 * @return {@code true} if the request was an exchange
	 */
	public static boolean isOfExchange(DinteroAuthorizationException failure) {
		return failure.getEndpoint().getPath().endsWith("/exchange_token");
	}

	/**
	 * Return the timeout.
	 * @return how long a request may take, from connecting to the last byte of the answer
	 */
	public Duration timeout() {
		return this.timeout;
	}

	/**
	 * Return the deadline.
	 * @return how long a request may wait for its turn, and a user for an answer
	 */
	public Duration deadline() {
		return this.deadline;
	}

	/**
	 * Return the listener.
	 * @return learns what happens to requests
	 */
	public TokenListener listener() {
		return this.listener;
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
		this.limiter.close();
	}

	private <T> CompletableFuture<T> exchange(TokenRequest request, Reading<T> reading, Interest interest,
			RequestLimiter.Line line) {
		CompletableFuture<T> response;
		long began = millis();
		try {
			response = exchange(request, reading, interest);
		}
		catch (RuntimeException | Error ex) {
			response = CompletableFuture.failedFuture(noAnswer(request, ex));
		}
		// What others get to see cannot be cancelled: it would seem to have left
		return response
			.whenComplete((result, failure) -> this.limiter.leave(line, millisSince(began), isServed(failure)));
	}

	private static boolean isServed(@Nullable Throwable failure) {
		return failure == null || (Futures.unwrap(failure) instanceof NotAdmittedException ex && ex.isServed());
	}

	// No longer than it can have been: a clock may be put forward, or back
	private long millisSince(long began) {
		return Math.min(Math.max(millis() - began, 0), this.timeout.toMillis());
	}

	// A clock that throws must not cost a place
	private long millis() {
		try {
			return this.clock.millis();
		}
		catch (RuntimeException ex) {
			return 0;
		}
	}

	private <T> CompletableFuture<T> exchange(TokenRequest request, Reading<T> reading, Interest interest) {
		if (interest.end().isDone()) {
			throw new CancellationException();
		}
		if (interest.queued()) {
			interest.listener().turnCame();
		}
		return interest.listener().admit().thenCompose((admitted) -> exchangeAdmitted(request, reading, interest));
	}

	private <T> CompletableFuture<T> exchangeAdmitted(TokenRequest request, Reading<T> reading, Interest interest) {
		// Dintero may have asked for it while the request was queued
		DinteroAuthorizationException pause = this.pauses.failure(request);
		if (pause != null) {
			return CompletableFuture.failedFuture(pause);
		}
		Instant sentAt = this.clock.instant();
		HttpRequest.Builder sent = toHttpRequest(request);
		RequestListener sending = interest.context().call(() -> this.listener.sending(request, sent::header));
		return send(sent, interest.end()).handle((received, failure) -> {
			Integer status = (received != null) ? received.statusCode() : null;
			try {
				T result = read(request, reading, received, failure, sentAt);
				sending.ended(status, (result instanceof TokenResponse token) ? token.expiresAt() : null, null);
				return result;
			}
			catch (RuntimeException | Error ex) {
				sending.ended(status, null, ex);
				throw ex;
			}
		});
	}

	private CompletableFuture<TokenAnswer> send(HttpRequest.Builder request, CompletableFuture<?> end) {
		try {
			return this.exchanges.send(request.build(), end);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private <T> T read(TokenRequest request, Reading<T> reading, @Nullable TokenAnswer received,
			@Nullable Throwable failure, Instant sentAt) {
		if (received == null) {
			throw noAnswer(request, (failure != null) ? failure : new CancellationException());
		}
		try {
			return reading.read(request, received, sentAt);
		}
		catch (DinteroAuthorizationException ex) {
			this.pauses.note(request, ex);
			throw ex;
		}
	}

	private HttpRequest.Builder toHttpRequest(TokenRequest request) {
		return HttpRequest.newBuilder(request.uri())
			.header("Authorization", Objects.requireNonNull(request.authorization(), "No token"))
			.header("Accept", JSON)
			.header("Content-Type", JSON)
			.POST(BodyPublishers.ofByteArray(Json.write(request.body())));
	}

	private DinteroAuthorizationException noAnswer(TokenRequest request, Throwable failure) {
		Throwable cause = Futures.unwrap(failure);
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
				Details.withoutAnswer(request.registrationId(), request.account(), request.uri()), cause);
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
	 * Who cares for a request.
	 *
	 * @param end gives the request up when it completes
	 * @param preferred whether its turn comes before that of others of its kind
	 * @param queued whether it had to wait for its turn
	 * @param listener learns when the request has to wait for its turn
	 * @param context what belongs to the thread of the caller
	 */
	private record Interest(CompletableFuture<?> end, boolean preferred, boolean queued, TurnListener listener,
			CallerContext context) {

		Interest afterQueue() {
			return new Interest(this.end, this.preferred, true, this.listener, this.context);
		}

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
