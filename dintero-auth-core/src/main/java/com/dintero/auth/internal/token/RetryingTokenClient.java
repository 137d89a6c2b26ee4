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

package com.dintero.auth.internal.token;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.endpoint.TurnListener;

/**
 * Sends a token request again while somebody waits for the token and Dintero may be there
 * in a moment: connection failures, time-outs, {@code 429}, {@code 502}, {@code 503} and
 * {@code 504}.
 */
final class RetryingTokenClient {

	/**
	 * How often a request is sent while somebody waits. A third attempt still helps, a
	 * fourth rarely.
	 */
	private static final int MAXIMUM_ATTEMPTS = 3;

	/**
	 * The first pause between attempts; the second is twice as long. Short, because
	 * somebody waits.
	 */
	private static final Duration PAUSE = Duration.ofMillis(200);

	/**
	 * A timer and a clock do not go alike, and so may differ about the end of a pause.
	 */
	private static final Duration EARLY = Duration.ofSeconds(1);

	private final TokenRules rules;

	RetryingTokenClient(TokenRules rules) {
		this.rules = rules;
	}

	/**
	 * Send the given request.
	 * @param request the request
	 * @param pending what it is sent for, which gives it up when it completes
	 * @return the token, or the last attempt's failure
	 */
	CompletableFuture<TokenResponse> send(TokenRequest request, PendingTokenRequest pending) {
		return attempt(request, pending, 1);
	}

	private CompletableFuture<TokenResponse> attempt(TokenRequest request, PendingTokenRequest pending, int attempt) {
		return pending.context().call(() -> send(request, pending.result(), pending)).exceptionallyCompose((thrown) -> {
			Throwable failure = Futures.unwrap(thrown);
			pending.sharing().attemptFailed(request.kind(), failure);
			Duration pause = pauseAfter(failure, pending, attempt);
			if (pause == null) {
				return CompletableFuture.failedFuture(failure);
			}
			pending.attemptFailed(failure);
			this.rules.client().listener().retrying(request.registrationId());
			// A request that was not sent is no attempt
			int next = (failure instanceof DinteroAuthorizationException ex && Futures.isUnsent(ex)) ? attempt
					: attempt + 1;
			return this.rules.pause(pause, pending).thenCompose((over) -> attempt(request, pending, next));
		});
	}

	// All depend on a registration's own token: its turn comes first, and soon
	private CompletableFuture<TokenResponse> send(TokenRequest request, CompletableFuture<?> end,
			PendingTokenRequest pending) {
		return (request.accountId() != null) ? this.rules.client().send(request, end, pending.isPreferred(), pending)
				: this.rules.client().send(request, end, false, new OwnTurn(pending));
	}

	// Return how long to wait before the next attempt, or null if there is none
	private @Nullable Duration pauseAfter(Throwable failure, PendingTokenRequest pending, int attempt) {
		if (!pending.isAwaited() || attempt >= MAXIMUM_ATTEMPTS
				|| !(failure instanceof DinteroAuthorizationException ex)
				|| !ex.getError().getErrorCode().equals(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE)) {
			return null;
		}
		Duration pause = ex.getRetryAfter();
		boolean unsent = Futures.isUnsent(ex);
		if (pause != null) {
			// Not if it is what is left where the timer was early
			if (pending.hasWaitedForRetryAfter() && !(unsent && pause.compareTo(EARLY) < 0)) {
				return null;
			}
			pending.waitForRetryAfter();
		}
		else if (unsent) {
			return null;
		}
		else {
			pause = PAUSE.multipliedBy(1L << (attempt - 1));
		}
		return (pause.compareTo(pending.deadline().remaining()) < 0) ? pause : null;
	}

	/**
	 * The turn of a registration's own token. It comes so soon that the deadline keeps
	 * running meanwhile.
	 */
	private record OwnTurn(PendingTokenRequest pending) implements TurnListener {

		@Override
		public CompletableFuture<@Nullable Void> admit() {
			return this.pending.admit();
		}

	}

}
