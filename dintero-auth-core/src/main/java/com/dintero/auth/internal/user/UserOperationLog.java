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
 * Logs how the operations for a registration's users end: each at {@code DEBUG}, and at
 * {@code WARN} a failure that is not the user's fault, because a failure handler may hide
 * it. The log names no user. Dintero's own words may name one, so only its code is
 * logged.
 */
final class UserOperationLog {

	private static final Log logger = LogFactory.getLog(UserOperationLog.class);

	/**
	 * Operations that Dintero answers with {@code 400} if the user has typed something
	 * wrong.
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
	 * Log how an operation ends that begins now.
	 * @param <T> the type of the answer
	 * @param kind what the operation asks for
	 * @param operation the operation
	 * @return the operation, which ends after it was logged
	 */
	<T> CompletableFuture<T> log(TokenRequestKind kind, CompletableFuture<T> operation) {
		long began = this.clock.millis();
		return operation.whenComplete((answer, thrown) -> {
			Throwable failure = (thrown != null) ? Futures.unwrap(thrown) : null;
			if (logger.isDebugEnabled()) {
				// Dintero's own words may name a user
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
	 * Log a failure at {@code WARN} if it is not the user's fault.
	 * @param kind what the operation asked for
	 * @param failure the failure
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
		// Or nobody waits for the answer
		if (ex instanceof DinteroMfaRequiredException || ex.getCause() instanceof CancellationException) {
			return true;
		}
		return switch (ex.getError().getErrorCode()) {
			// A refresh token has this code with 403 too, where the client may lack a
			// grant
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
		// Without an answer to this request the message is our own
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
