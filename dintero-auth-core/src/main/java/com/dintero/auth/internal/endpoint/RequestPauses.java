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

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;

/**
 * The pauses that Dintero has asked for with {@code Retry-After}: each for all requests
 * of a registration to an endpoint, whichever merchant has been told. A user's request is
 * neither paused nor pauses others: Dintero does not say whose requests it counts, and
 * one person's wrong passwords must not keep everybody else from signing in.
 */
final class RequestPauses {

	private static final int SERVER_ERROR = 500;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final Duration MOMENT = Duration.ofSeconds(1);

	private final Clock clock;

	// As many as there are registrations and kinds
	private final Map<List<Object>, Pause> pauses = new ConcurrentHashMap<>();

	/**
	 * Create an object without any pause.
	 * @param clock the clock that pauses end by
	 */
	RequestPauses(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Note a failure, in case it asks for a pause.
	 * @param request the request that has failed
	 * @param failure what Dintero has answered
	 */
	void note(TokenRequest request, DinteroAuthorizationException failure) {
		Duration asked = asked(failure);
		if (asked != null && failure.getStatus() != null && !request.kind().isFromUser()) {
			note(request.registrationId(), request.kind(), failure.getStatus(), asked, Duration.ZERO);
		}
	}

	/**
	 * Return the pause that a failure asks for.
	 * @param failure what Dintero has answered, or why it was not asked
	 * @return how long it wants to be left alone, or {@code null} if it does not ask
	 */
	static @Nullable Duration asked(DinteroAuthorizationException failure) {
		Integer status = failure.getStatus();
		Duration asked = failure.getRetryAfter();
		if (status == null || asked == null || asked.isZero() || Futures.isUnsent(failure)
				|| (status != TOO_MANY_REQUESTS && status < SERVER_ERROR)) {
			return null;
		}
		return (asked.compareTo(TokenEndpointClient.MAXIMUM_RETRY_AFTER) < 0) ? asked
				: TokenEndpointClient.MAXIMUM_RETRY_AFTER;
	}

	/**
	 * Note a pause that Dintero has asked another instance for. The news takes a moment
	 * to arrive, and a pause that is known already must not grow by that moment.
	 * @param registrationId the registration's id
	 * @param kind the kind of requests
	 * @param status what Dintero has answered
	 * @param remaining how much longer the pause lasts
	 */
	void adopt(String registrationId, TokenRequestKind kind, int status, Duration remaining) {
		note(registrationId, kind, status, remaining, MOMENT);
	}

	private void note(String registrationId, TokenRequestKind kind, int status, Duration asked, Duration inaccuracy) {
		long length = Math.min(asked.toMillis(), TokenEndpointClient.MAXIMUM_RETRY_AFTER.toMillis());
		long now = this.clock.millis();
		// Requests that were under way together are not all told the same
		this.pauses.merge(List.of(registrationId, kind), new Pause(status, now, length), (before,
				pause) -> (before.remainingAt(now) > Math.max(length - inaccuracy.toMillis(), 0)) ? before : pause);
	}

	/**
	 * Return what a request fails with during a pause.
	 * @param request the request
	 * @return the failure with what remains of the pause, or {@code null} if there is
	 * none
	 */
	@Nullable DinteroAuthorizationException failure(TokenRequest request) {
		DinteroAuthorizationException failure = failure(request, request.kind());
		// Without the step that follows it is not worth anything
		return (failure == null && request.kind() == TokenRequestKind.EXCHANGE_TOKEN)
				? failure(request, TokenRequestKind.MERCHANT_TOKEN) : failure;
	}

	private @Nullable DinteroAuthorizationException failure(TokenRequest request, TokenRequestKind paused) {
		List<Object> key = List.of(request.registrationId(), paused);
		Pause pause = this.pauses.get(key);
		long remaining = (pause != null) ? pause.remainingAt(this.clock.millis()) : 0;
		if (pause == null || remaining == 0) {
			return null;
		}
		String message = "%s for %s to %s was not sent. Dintero has answered the registration with status %d and asked for a pause: %d ms remain. Wait for that long, or request fewer tokens"
			.formatted(request.kind().description(), request.requester(), request.uri(), pause.status(), remaining);
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE), message,
				new Details(request.registrationId(), request.account(), request.uri(), pause.status(), null,
						Duration.ofMillis(remaining), List.of()),
				new RejectedExecutionException("Dintero has asked for a pause"));
	}

	/**
	 * A pause, in milliseconds. A clock that is put back to before it began ends it.
	 *
	 * @param status what Dintero has answered
	 * @param at when, since the epoch
	 * @param length how long it wants to be left alone
	 */
	private record Pause(int status, long at, long length) {

		long remainingAt(long now) {
			long passed = now - this.at;
			return (passed >= 0 && passed < this.length) ? this.length - passed : 0;
		}

	}

}
