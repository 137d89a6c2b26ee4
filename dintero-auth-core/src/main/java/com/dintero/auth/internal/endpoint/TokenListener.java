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

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Learns what happens to token requests: the one place that logs, meters, observations
 * and events listen to. The methods run on the threads that send requests and read
 * answers, and must return soon.
 */
public interface TokenListener {

	/**
	 * A caller begins to wait for a token.
	 * @return what belongs to the caller's thread
	 */
	default CallerContext capture() {
		return CallerContext.NONE;
	}

	/**
	 * A request is about to be sent, in the {@linkplain #capture() context} of its
	 * caller.
	 * @param request the request
	 * @param headers adds a header to the request
	 * @return learns how the request ends
	 */
	default RequestListener sending(TokenRequest request, BiConsumer<String, String> headers) {
		return RequestListener.NONE;
	}

	/**
	 * A request has failed and will be sent again.
	 * @param registrationId the id of the registration
	 */
	default void retrying(String registrationId) {
	}

	/**
	 * A request for a token of the cache has ended. The cache has the token already, and
	 * callers still wait. A request whose token was forgotten meanwhile is not told.
	 * @param outcome how it has ended
	 */
	default void ended(TokenOutcome outcome) {
	}

	/**
	 * A caller has waited for a token.
	 * @param registrationId the id of the registration
	 * @param time how long
	 */
	default void waited(String registrationId, Duration time) {
	}

	/**
	 * A caller gets another token in place of one that a resource answered with
	 * {@code 401}.
	 * @param registrationId the id of the registration
	 */
	default void replaced(String registrationId) {
	}

	/**
	 * Learns how a request ends that was sent.
	 */
	@FunctionalInterface
	interface RequestListener {

		/**
		 * A listener that does nothing.
		 */
		RequestListener NONE = (status, expiresAt, failure) -> {
		};

		/**
		 * The request has ended.
		 * @param status the HTTP status, {@code null} if no answer came
		 * @param expiresAt when the token expires, {@code null} if none was issued
		 * @param failure why the request failed, {@code null} if it did not
		 */
		void ended(@Nullable Integer status, @Nullable Instant expiresAt, @Nullable Throwable failure);

	}

}
