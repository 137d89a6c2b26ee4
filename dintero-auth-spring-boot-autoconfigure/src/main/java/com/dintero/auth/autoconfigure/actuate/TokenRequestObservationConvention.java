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

package com.dintero.auth.autoconfigure.actuate;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * Names the observations of token requests and their key values. To change them, publish
 * a bean that overrides some of the methods.
 */
public interface TokenRequestObservationConvention extends ObservationConvention<TokenRequestObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof TokenRequestObservationContext;
	}

	@Override
	default String getName() {
		return "dintero.token.request";
	}

	@Override
	default String getContextualName(TokenRequestObservationContext context) {
		return "dintero " + context.getGrant();
	}

	/**
	 * Return {@code registration}, {@code grant}, {@code outcome}, {@code status} and
	 * {@code error.code}, of which each has a few values only. The error code is one of
	 * OAuth 2.0's, because Dintero's own are not limited to a known set.
	 */
	@Override
	default KeyValues getLowCardinalityKeyValues(TokenRequestObservationContext context) {
		Integer status = context.getStatus();
		return KeyValues.of("registration", context.getRegistrationId(), "grant", context.getGrant(), "outcome",
				outcome(status, context.getError()), "status",
				(status != null) ? status.toString() : KeyValue.NONE_VALUE, "error.code",
				errorCode(context.getError()));
	}

	/**
	 * Return {@code account}, and {@code dintero.code} if the answer has a code of
	 * Dintero's.
	 */
	@Override
	default KeyValues getHighCardinalityKeyValues(TokenRequestObservationContext context) {
		KeyValues values = KeyValues.of("account", context.getAccountId());
		return (context.getError() instanceof DinteroAuthorizationException ex && ex.getCode() != null)
				? values.and("dintero.code", ex.getCode()) : values;
	}

	private static String outcome(@Nullable Integer status, @Nullable Throwable error) {
		if (error == null) {
			return (status != null) ? "SUCCESS" : "UNKNOWN";
		}
		if (status == null || status < 400 || status > 599) {
			return "UNKNOWN";
		}
		return (status < 500) ? "CLIENT_ERROR" : "SERVER_ERROR";
	}

	private static String errorCode(@Nullable Throwable error) {
		if (error == null) {
			return KeyValue.NONE_VALUE;
		}
		return (error instanceof DinteroAuthorizationException ex) ? ex.getError().getErrorCode() : "unknown";
	}

}
