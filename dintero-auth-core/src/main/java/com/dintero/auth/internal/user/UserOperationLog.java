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
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenRequestKind;
import com.dintero.auth.internal.endpoint.WarningLimiter;

/**
 * Logs the outcome of operations for users: each at {@code DEBUG}, and at {@code WARN} a
 * failure that the user did not cause, because a failure handler may hide it. The log
 * names no user. It contains Dintero's code but not its message, which may name a user.
 */
final class UserOperationLog {

	private static final Log logger = LogFactory.getLog(UserOperationLog.class);

	/**
	 * Operations for which Dintero answers {@code 400} to wrong input.
	 */
	private static final Set<TokenRequestKind> TYPED = EnumSet.of(TokenRequestKind.PASSWORDLESS_CODE,
			TokenRequestKind.MFA_OOB, TokenRequestKind.MFA_CHALLENGE, TokenRequestKind.MFA_RECOVERY);

	private static final Pattern CODE = Pattern.compile("[\\w -]{1,50}");

	private final String registrationId;

	private final Clock clock;

	private final WarningLimiter limiter;

	UserOperationLog(String registrationId, Clock clock) {
		this.registrationId = registrationId;
		this.clock = clock;
		this.limiter = new WarningLimiter(clock);
	}

	/**
	 * Logs the outcome of an operation that starts now.
	 * @return the operation, which completes after the log entry
	 */
	<T> CompletableFuture<T> log(TokenRequestKind kind, CompletableFuture<T> operation) {
		long began = this.clock.millis();
		return operation.whenComplete((answer, thrown) -> {
			Throwable failure = (thrown != null) ? Futures.unwrap(thrown) : null;
			if (logger.isDebugEnabled()) {
				// Dintero's message may name a user
				logger.debug(
						"The user operation '%s' of Dintero registration '%s' ended after %d ms: %s"
							.formatted(name(kind), this.registrationId, this.clock.millis() - began, outcome(failure)),
						(failure instanceof DinteroAuthorizationException) ? null : failure);
			}
			if (failure != null) {
				warn(kind, failure);
			}
		});
	}

	/**
	 * Logs a failure at {@code WARN} if the user did not cause it.
	 */
	void warn(TokenRequestKind kind, Throwable failure) {
		String outcome = outcome(failure);
		if (!isOfUser(kind, failure) && this.limiter.allows(kind.name() + outcome)) {
			logger.warn("The user operation '%s' of Dintero registration '%s' failed: %s. ".formatted(name(kind),
					this.registrationId, describe(failure, outcome))
					+ "The same failure is logged at DEBUG for the next minute");
		}
	}

	private static String name(TokenRequestKind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	private static boolean isOfUser(TokenRequestKind kind, Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return false;
		}
		// A cancelled request has no caller
		if (ex instanceof DinteroMfaRequiredException || ex.getCause() instanceof CancellationException) {
			return true;
		}
		return switch (ex.getError().getErrorCode()) {
			// For a refresh token, 403 has this code too, and the client may lack a grant
			case OAuth2ErrorCodes.INVALID_GRANT -> !Integer.valueOf(403).equals(ex.getStatus());
			case OAuth2ErrorCodes.INVALID_REQUEST -> TYPED.contains(kind);
			default -> false;
		};
	}

	private static String outcome(@Nullable Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return (failure != null) ? failure.getClass().getSimpleName() : "success";
		}
		StringBuilder outcome = new StringBuilder(ex.getError().getErrorCode());
		if (ex.getStatus() != null) {
			outcome.append(", status ").append(ex.getStatus());
		}
		if (ex.getCode() != null && CODE.matcher(ex.getCode()).matches()) {
			outcome.append(", Dintero's code '").append(ex.getCode()).append('\'');
		}
		return outcome.toString();
	}

	private static String describe(Throwable failure, String outcome) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return outcome;
		}
		// Without a response, the message is not Dintero's
		return (ex.getStatus() == null || Futures.isUnsent(ex)) ? String.valueOf(ex.getMessage())
				: "%s answered with %s%s".formatted(ex.getEndpoint(), outcome, advice(ex.getError().getErrorCode()));
	}

	private static String advice(String errorCode) {
		return switch (errorCode) {
			case OAuth2ErrorCodes.INVALID_CLIENT -> ". Check the client id and the client secret of the registration";
			case OAuth2ErrorCodes.ACCESS_DENIED -> ". Check the grants and the scopes of the client";
			default -> "";
		};
	}

}
