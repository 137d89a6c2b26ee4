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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.internal.endpoint.ExpiringMap;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * One request for each refresh token of a registration, which all who have that token
 * share. A refresh token may be good for one use, so that it is never sent again after a
 * request of which nobody knows what has become: Dintero could take the second one for a
 * thief's.
 */
final class RefreshTokenCoalescer {

	/**
	 * How long those are served who have read the old refresh token before the new one
	 * was stored, or half of the new token's lifetime if that is less.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(1);

	/**
	 * How long a refresh token is remembered that must not be sent again. Whoever comes
	 * later than that has long signed in again.
	 */
	private static final Duration SPENT_MEMORY = Duration.ofHours(24);

	private static final int MAXIMUM_SIZE = 100_000;

	private final ClientToken clientToken;

	private final TokenEndpointClient client;

	private final UserOperationLog log;

	private final Clock clock;

	// Not bounded, and for as long as it takes: a second request must never be made
	private final ConcurrentMap<String, CompletableFuture<TokenResponse>> underWay = new ConcurrentHashMap<>();

	private final ExpiringMap<TokenResponse> answers;

	private final ExpiringMap<Details> spent;

	RefreshTokenCoalescer(ClientToken clientToken, TokenEndpointClient client, UserOperationLog log, Clock clock) {
		this.clientToken = clientToken;
		this.client = client;
		this.log = log;
		this.clock = clock;
		this.answers = new ExpiringMap<>(MAXIMUM_SIZE, MEMORY, clock);
		this.spent = new ExpiringMap<>(MAXIMUM_SIZE, SPENT_MEMORY, clock);
	}

	/**
	 * Join the refresh of a token, or begin it.
	 * @param refreshToken the refresh token
	 * @param request the request that refreshes it, without a token
	 * @return the answer or the failure, only a view that can be cancelled without taking
	 * it from others
	 */
	CompletableFuture<TokenResponse> join(String refreshToken, TokenRequest request) {
		CompletableFuture<TokenResponse> refresh = new CompletableFuture<>();
		CompletableFuture<TokenResponse> other = this.underWay.putIfAbsent(refreshToken, refresh);
		if (other != null) {
			return other.copy();
		}
		CompletableFuture<TokenResponse> logged = refresh;
		// Whatever goes wrong, it must complete: nobody else could begin
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
	 * Forget the answers that have brought a refresh token, and the one that it has
	 * brought.
	 * @param refreshToken the refresh token, which has been revoked
	 */
	void forget(String refreshToken) {
		this.answers.remove(refreshToken);
		this.answers.removeIf((answer) -> refreshToken.equals(answer.refreshToken()));
	}

	// Without a new refresh token the old one is good for another token soon
	private static boolean isOld(TokenResponse answer, Instant now) {
		return Duration.between(answer.issuedAt(), now).compareTo(answer.lifetime().dividedBy(2)) > 0;
	}

	private void begin(String refreshToken, TokenRequest request, CompletableFuture<TokenResponse> refresh) {
		// Only now: the one before this leaves when it has said what has come of it
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
		this.clientToken.send(request, (authorized) -> send(refreshToken, authorized)).thenApply((response) -> {
			this.answers.put(refreshToken, response);
			return response;
		}).whenComplete((response, thrown) -> complete(refreshToken, refresh, response, thrown));
	}

	// Whoever gives up does not end it: it is not sent again
	private CompletableFuture<TokenResponse> send(String refreshToken, TokenRequest request) {
		return this.client.send(request).whenComplete((response, thrown) -> {
			if ((thrown != null) ? Futures.mayBeDone(Futures.unwrap(thrown)) : isReplaced(refreshToken, response)) {
				this.spent.put(refreshToken, Details.withoutAnswer(request.registrationId(), null, request.uri()));
			}
		});
	}

	private void complete(String refreshToken, CompletableFuture<TokenResponse> refresh,
			@Nullable TokenResponse response, @Nullable Throwable thrown) {
		// First, so that whoever learns of a failure and tries again does not join it
		this.underWay.remove(refreshToken, refresh);
		if (response != null) {
			refresh.complete(response);
			return;
		}
		refresh
			.completeExceptionally((thrown != null) ? Futures.unwrap(thrown) : new IllegalStateException("No answer"));
	}

	private static boolean isReplaced(String refreshToken, TokenResponse response) {
		return response.refreshToken() != null && !response.refreshToken().equals(refreshToken);
	}

	private static DinteroAuthorizationException spent(Details details) {
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT),
				("The refresh token for Dintero registration '%s' is not sent to %s again: it was sent before, and replaced, "
						+ "or nobody knows what has come of it. The user has to sign in again")
					.formatted(details.registrationId(), details.endpoint()),
				details, null);
	}

}
