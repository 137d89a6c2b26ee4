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
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;

/**
 * What is remembered of a failed request for a token, until the next one succeeds. Times
 * are in milliseconds; a clock that is put back ends them.
 *
 * @param failure what happened
 * @param at when, since the epoch
 * @param since when the first of the failures in a row happened
 * @param count how many failures there were in a row
 * @param refreshPause how long a token that is still valid is not renewed
 * @param callersPause how long callers without a token get this failure
 */
record RefreshBackoff(Throwable failure, long at, long since, int count, long refreshPause, long callersPause) {

	/**
	 * Errors that the same request would get again.
	 */
	private static final Set<String> REJECTIONS = Set.of(OAuth2ErrorCodes.INVALID_REQUEST,
			OAuth2ErrorCodes.INVALID_CLIENT, OAuth2ErrorCodes.INVALID_TOKEN, OAuth2ErrorCodes.ACCESS_DENIED);

	/**
	 * How long a rejection is remembered, and how often a token that a resource does not
	 * accept is renewed at most. It keeps a storm of callers from Dintero, and is over
	 * before somebody who mends the cause looks again.
	 */
	static final Duration REJECTION_MEMORY = Duration.ofSeconds(5);

	/**
	 * How long a renewal rests after its first failure. Nobody waits for it, so there is
	 * no hurry.
	 */
	private static final long BACKOFF = 1000;

	/**
	 * How long it rests at most, without the random part. Short enough to notice soon
	 * that an outage is over.
	 */
	private static final long MAXIMUM_BACKOFF = 30_000;

	/**
	 * How long it rests at least before the end of a token. It makes eight attempts more
	 * at most.
	 */
	private static final long SHORTEST_BACKOFF = 100;

	private static final int MAXIMUM_DOUBLINGS = 30;

	/**
	 * How long it is remembered that an account is none of the partner's: no secret is
	 * mended by then, a contract has to be signed.
	 */
	private static final long MERCHANT_MEMORY = 60_000;

	/**
	 * It is remembered twice as long each time, up to this. A merchant whose contract is
	 * signed waits for no longer than that.
	 */
	private static final long MAXIMUM_MERCHANT_MEMORY = 15 * MERCHANT_MEMORY;

	/**
	 * How long it is known at least that a merchant fails, and since when.
	 */
	private static final long MEMORY = 600_000;

	/**
	 * Note a failure.
	 * @param failure what happened
	 * @param before the failure before it, if there was no success since
	 * @param now the time
	 * @param usableUntil until when the token that is to be renewed is handed out
	 * @param jitter between 0 and 1, at random
	 * @return the back-off
	 */
	static RefreshBackoff of(Throwable failure, @Nullable RefreshBackoff before, long now, long usableUntil,
			double jitter) {
		int count = (before != null) ? before.count() + 1 : 1;
		long retryAfter = retryAfter(failure);
		long backoff = Math.min(MAXIMUM_BACKOFF, BACKOFF << Math.min(count - 1, MAXIMUM_DOUBLINGS));
		// Up to a quarter longer, never shorter
		long pause = Math.max(endBefore(usableUntil - now, backoff + Math.round(backoff * jitter / 4)), retryAfter);
		long since = (before != null) ? before.since() : now;
		if (failure instanceof SharedRejection shared) {
			// As if it had happened here
			return new RefreshBackoff(remembered(failure), now - shared.age(), since, count, pause + shared.age(),
					shared.length());
		}
		long callersPause = Math.max(rejectionMemory(failure, before, now), retryAfter);
		return new RefreshBackoff(remembered(failure), now, since, count, pause, callersPause);
	}

	// Callers wait once the token has ended, so the back-off does not jump over its end
	private static long endBefore(long remaining, long pause) {
		return (pause >= remaining && remaining >= 2 * SHORTEST_BACKOFF) ? remaining / 2 : pause;
	}

	private static long rejectionMemory(Throwable failure, @Nullable RefreshBackoff before, long now) {
		if (!isRejection(failure)) {
			return 0;
		}
		if (!isOfMerchant(failure)) {
			return REJECTION_MEMORY.toMillis();
		}
		// The same rejection soon after is remembered longer
		return (before != null && isOfMerchant(before.failure()) && now < before.at() + 2 * before.callersPause())
				? Math.min(before.callersPause() * 2, MAXIMUM_MERCHANT_MEMORY) : MERCHANT_MEMORY;
	}

	// Dintero says it itself, in the answer to an exchange: a gateway's 403 is over
	// sooner
	private static boolean isOfMerchant(Throwable failure) {
		return failure instanceof DinteroAuthorizationException ex && ex.getAccountId() != null
				&& ex.getError().getErrorCode().equals(OAuth2ErrorCodes.ACCESS_DENIED)
				&& ex.getError().getDescription() != null && TokenEndpointClient.isOfExchange(ex);
	}

	// There may be thousands of merchants
	private static Throwable remembered(Throwable failure) {
		return (failure instanceof DinteroAuthorizationException ex && ex.getAccountId() != null)
				? new RememberedFailure(ex, ex.getRetryAfter()) : failure;
	}

	private static boolean isRejection(Throwable failure) {
		return failure instanceof DinteroAuthorizationException ex && REJECTIONS.contains(ex.getError().getErrorCode());
	}

	/**
	 * Return what callers get who have no token.
	 * @param now the time
	 * @return the failure, with what remains of the time to wait
	 */
	Throwable failureAt(long now) {
		if (this.failure instanceof DinteroAuthorizationException ex && ex.getRetryAfter() != null) {
			return new RememberedFailure(ex, Duration.ofMillis(remainingCallersPause(now)));
		}
		return this.failure;
	}

	private static long retryAfter(Throwable failure) {
		Duration retryAfter = (failure instanceof DinteroAuthorizationException ex) ? ex.getRetryAfter() : null;
		if (retryAfter == null) {
			return 0;
		}
		return Math.min(retryAfter.toMillis(), TokenEndpointClient.MAXIMUM_RETRY_AFTER.toMillis());
	}

	boolean forbidsRefresh(long now) {
		return remaining(now, this.refreshPause) > 0;
	}

	long refreshAt() {
		return this.at + this.refreshPause;
	}

	long remainingCallersPause(long now) {
		return remaining(now, this.callersPause);
	}

	/**
	 * Until when it is kept.
	 * @return the time
	 */
	long keptUntil() {
		return this.at + Math.max(MEMORY, 2 * this.callersPause);
	}

	boolean isRejection() {
		return isRejection(this.failure);
	}

	private long remaining(long now, long pause) {
		long passed = now - this.at;
		return (passed >= 0 && passed < pause) ? pause - passed : 0;
	}

}
