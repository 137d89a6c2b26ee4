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

package com.dintero.auth.internal.user;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.ExpiringMap;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.endpoint.TurnListener;
import com.dintero.auth.internal.store.StoreClient;

/**
 * Shares one request among all callers with the same refresh token. A refresh token may
 * be valid once. It is not sent again after a request with an unknown outcome, because
 * Dintero could take the second request for an attack.
 */
final class RefreshTokenCoalescer {

	/**
	 * How long the response serves callers that read the old refresh token before the new
	 * one was stored. Half of the new token's lifetime applies if that is less.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(1);

	/**
	 * How long a refresh token that must not be sent again is remembered. Users sign in
	 * again before that time.
	 */
	static final Duration SPENT_MEMORY = Duration.ofHours(24);

	private static final int MAXIMUM_SIZE = 100_000;

	private final DinteroRegistration registration;

	private final ClientToken clientToken;

	private final TokenEndpointClient client;

	private final UserOperationLog log;

	private final Clock clock;

	private final @Nullable StoreClient store;

	// Unbounded in size and time: a second request must never be sent
	private final ConcurrentMap<String, CompletableFuture<TokenResponse>> underWay = new ConcurrentHashMap<>();

	private final ExpiringMap<TokenResponse> answers;

	private final ExpiringMap<Details> spent;

	RefreshTokenCoalescer(DinteroRegistration registration, ClientToken clientToken, TokenEndpointClient client,
			UserOperationLog log, Clock clock, @Nullable StoreClient store) {
		this.registration = registration;
		this.store = store;
		this.clientToken = clientToken;
		this.client = client;
		this.log = log;
		this.clock = clock;
		this.answers = new ExpiringMap<>(MAXIMUM_SIZE, MEMORY, clock);
		this.spent = new ExpiringMap<>(MAXIMUM_SIZE, SPENT_MEMORY, clock);
	}

	/**
	 * Joins the refresh of a token, or starts it.
	 * @param request the request without a token
	 * @return a view of the result. Its cancellation does not affect other callers
	 */
	CompletableFuture<TokenResponse> join(String refreshToken, TokenRequest request) {
		CompletableFuture<TokenResponse> refresh = new CompletableFuture<>();
		CompletableFuture<TokenResponse> other = this.underWay.putIfAbsent(refreshToken, refresh);
		if (other != null) {
			return other.copy();
		}
		CompletableFuture<TokenResponse> logged = refresh;
		// The future must complete in any case, because no other caller can start the
		// refresh
		try {
			logged = this.log.log(request.kind(), refresh);
			begin(refreshToken, request, refresh);
		}
		catch (RuntimeException | Error ex) {
			complete(refreshToken, refresh, null, ex);
		}
		return logged.copy();
	}

	/**
	 * Forgets the responses that contain the refresh token or result from it.
	 * @param refreshToken the revoked refresh token
	 */
	void forget(String refreshToken) {
		this.answers.remove(refreshToken);
		this.answers.removeIf((answer) -> refreshToken.equals(answer.refreshToken()));
		if (this.store != null) {
			this.store.remove(this.store.keys(this.registration).refresh(refreshToken));
		}
	}

	// Without a new refresh token, the old one can soon be used again
	private static boolean isOld(TokenResponse answer, Instant now) {
		return Duration.between(answer.issuedAt(), now).compareTo(answer.lifetime().dividedBy(2)) > 0;
	}

	/**
	 * Returns how long an answer serves callers with the old refresh token.
	 */
	static Duration memory(TokenResponse answer) {
		Duration half = answer.lifetime().dividedBy(2);
		return (half.compareTo(MEMORY) < 0) ? half : MEMORY;
	}

	private void begin(String refreshToken, TokenRequest request, CompletableFuture<TokenResponse> refresh) {
		// Read only after the previous refresh was removed, because it records its
		// outcome first
		Instant now = this.clock.instant();
		TokenResponse answer = this.answers.get(refreshToken);
		Details spent = this.spent.get(refreshToken);
		if (answer != null && !isOld(answer, now)) {
			complete(refreshToken, refresh, answer.remainingAt(now), null);
		}
		else if (spent != null) {
			complete(refreshToken, refresh, null, spent(spent));
		}
		else {
			send(refreshToken, request, refresh);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the refresh is the result
	private void send(String refreshToken, TokenRequest request, CompletableFuture<TokenResponse> refresh) {
		// A thread of the store may send the request
		CallerContext context = this.client.listener().capture();
		share(refreshToken,
				(listener) -> context.call(
						() -> this.clientToken.send(request, (authorized) -> send(refreshToken, authorized, listener))))
			.thenApply((response) -> {
				this.answers.put(refreshToken, response);
				return response;
			})
			.whenComplete((response, thrown) -> complete(refreshToken, refresh, response, thrown));
	}

	private CompletableFuture<TokenResponse> share(String refreshToken,
			Function<TurnListener, CompletableFuture<TokenResponse>> sending) {
		return (this.store != null)
				? new SharedRefresh(this.registration, refreshToken, sending, this.store, this.client, this.clock)
					.load()
				: sending.apply(new TurnListener() {
				});
	}

	// A caller that cancels does not end the request, because it is not sent again
	private CompletableFuture<TokenResponse> send(String refreshToken, TokenRequest request, TurnListener listener) {
		return this.client.send(request, new CompletableFuture<>(), false, listener)
			.whenComplete((response, thrown) -> {
				if ((thrown != null) ? Futures.mayBeDone(Futures.unwrap(thrown)) : isReplaced(refreshToken, response)) {
					this.spent.put(refreshToken, Details.withoutAnswer(request.registrationId(), null, request.uri()));
				}
			});
	}

	private void complete(String refreshToken, CompletableFuture<TokenResponse> refresh,
			@Nullable TokenResponse response, @Nullable Throwable thrown) {
		// First, because a caller that retries after a failure must not join this request
		this.underWay.remove(refreshToken, refresh);
		if (response != null) {
			refresh.complete(response);
			return;
		}
		refresh
			.completeExceptionally((thrown != null) ? Futures.unwrap(thrown) : new IllegalStateException("No answer"));
	}

	static boolean isReplaced(String refreshToken, TokenResponse response) {
		return response.refreshToken() != null && !response.refreshToken().equals(refreshToken);
	}

	static DinteroAuthorizationException spent(Details details) {
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT),
				("The refresh token for Dintero registration '%s' is not sent to %s again. Dintero replaced it, "
						+ "or the outcome of an earlier request is unknown. The user must sign in again")
					.formatted(details.registrationId(), details.endpoint()),
				details, null);
	}

}
