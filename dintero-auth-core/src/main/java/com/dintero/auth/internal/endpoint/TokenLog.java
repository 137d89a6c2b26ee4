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
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * Logs each request at {@code DEBUG}, and once when a registration begins to fail and
 * when it recovers, however many callers fail meanwhile. Dintero's own words may name a
 * user, so a request's line has only its code.
 */
public final class TokenLog implements TokenListener {

	private static final Log logger = LogFactory.getLog(TokenLog.class);

	/**
	 * Errors of an exchange that concern only one merchant.
	 */
	private static final Set<String> OF_ONE_MERCHANT = Set.of(OAuth2ErrorCodes.ACCESS_DENIED,
			OAuth2ErrorCodes.INVALID_REQUEST);

	/**
	 * What a code looks like, and no sentence does.
	 */
	private static final Pattern CODE = Pattern.compile("[\\w-]{1,50}");

	private final Clock clock;

	private final WarningLimiter limiter;

	private final Map<String, Failing> failing = new ConcurrentHashMap<>();

	/**
	 * Create a log.
	 * @param clock the clock that requests and failures are timed by
	 */
	public TokenLog(Clock clock) {
		this.clock = clock;
		this.limiter = new WarningLimiter(clock);
	}

	@Override
	public RequestListener sending(TokenRequest request, BiConsumer<String, String> headers) {
		if (!logger.isDebugEnabled()) {
			return RequestListener.NONE;
		}
		long began = this.clock.millis();
		return (status, expiresAt, failure) -> logger
			.debug("A token request of %s, grant '%s', ended with %s after %d ms%s".formatted(request.requester(),
					request.kind().grant(), (status != null) ? "status " + status : "no answer",
					this.clock.millis() - began, describe(expiresAt, failure)));
	}

	private static String describe(@Nullable Instant expiresAt, @Nullable Throwable failure) {
		if (failure instanceof DinteroAuthorizationException ex) {
			String code = (ex.getCode() != null && CODE.matcher(ex.getCode()).matches()) ? ex.getCode() : null;
			return ": " + ex.getError().getErrorCode() + ((code != null) ? ", Dintero's code '%s'".formatted(code) : "")
					+ ((ex.getCause() != null) ? ", " + ex.getCause().getClass().getSimpleName() : "");
		}
		if (failure != null) {
			return ": " + failure.getClass().getSimpleName();
		}
		return (expiresAt != null) ? ", and the token expires at " + expiresAt : "";
	}

	@Override
	public void ended(TokenOutcome outcome) {
		Throwable failure = outcome.failure();
		if (!outcome.own()) {
			if (failure instanceof DinteroAuthorizationException ex) {
				merchantFailed(outcome, ex);
			}
		}
		else if (failure != null) {
			failed(outcome, failure);
		}
		else {
			recovered(outcome.registrationId());
		}
	}

	// Some merchants may fail while others do not, so no state is worth a line
	private void merchantFailed(TokenOutcome outcome, DinteroAuthorizationException failure) {
		String error = failure.getError().getErrorCode();
		// Without a merchant it is the registration's own token that is missing
		boolean ofOneMerchant = OF_ONE_MERCHANT.contains(error) && TokenEndpointClient.isOfExchange(failure);
		if (failure.getAccountId() != null && !ofOneMerchant && this.limiter
			.allows("%s %s %s".formatted(outcome.registrationId(), error, outcome.expiresAt() == null))) {
			logger.warn("A merchant of Dintero registration '%s' gets no new token. %s. "
				.formatted(outcome.registrationId(), failure.getMessage()) + describe(outcome.expiresAt())
					+ ". For a minute the log does not repeat this for any merchant");
		}
	}

	private void failed(TokenOutcome outcome, Throwable failure) {
		String registrationId = outcome.registrationId();
		Failing now = new Failing(this.clock.instant(), outcome.expiresAt() == null);
		Failing before = this.failing.putIfAbsent(registrationId, now);
		if (before == null) {
			logger.warn("Dintero registration '%s' has begun to fail: %s. %s".formatted(registrationId,
					describe(failure), describe(outcome.expiresAt())));
		}
		else if (now.lost() && !before.lost()
				&& this.failing.replace(registrationId, before, new Failing(before.since(), true))) {
			logger.warn("Dintero registration '%s' still fails, and its token has expired: %s. Callers get no token"
				.formatted(registrationId, describe(failure)));
		}
	}

	private static String describe(Throwable failure) {
		return (failure instanceof DinteroAuthorizationException) ? String.valueOf(failure.getMessage())
				: "the token request could not be made: " + failure.getClass().getName();
	}

	private static String describe(@Nullable Instant expiresAt) {
		return (expiresAt != null) ? "Callers still have a token, which expires at " + expiresAt
				: "Callers get no token";
	}

	private void recovered(String registrationId) {
		Failing failing = this.failing.remove(registrationId);
		if (failing != null) {
			logger.info("Dintero registration '%s' has recovered. It failed for %d s".formatted(registrationId,
					Duration.between(failing.since(), this.clock.instant()).toSeconds()));
		}
	}

	/**
	 * What the log says of a registration that fails.
	 *
	 * @param since when it began
	 * @param lost whether callers have no token any more
	 */
	private record Failing(Instant since, boolean lost) {

	}

}
