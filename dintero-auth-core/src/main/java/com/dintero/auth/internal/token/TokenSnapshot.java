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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException;

/**
 * What the cache knows of a token at one moment, without the token.
 *
 * @param state whether callers get a token
 * @param issued when the token was issued, {@code null} without one
 * @param expires when the token expires, {@code null} without one
 * @param nextRenewal from when on the next caller makes the token be renewed,
 * {@code null} without a token that can be handed out
 * @param lastFailure why the last request failed, {@code null} if it did not
 */
public record TokenSnapshot(State state, @Nullable Instant issued, @Nullable Instant expires,
		@Nullable Instant nextRenewal, @Nullable Failure lastFailure) {

	/**
	 * Whether callers get a token.
	 */
	public enum State {

		/**
		 * Nobody has asked for a token, or the cache was told to forget it.
		 */
		NONE,

		/**
		 * There is no token that can be handed out, and a request for one is under way.
		 */
		REQUESTED,

		/**
		 * Callers get a token.
		 */
		VALID,

		/**
		 * Callers get a token, and its renewal fails.
		 */
		RENEWAL_FAILING,

		/**
		 * The token has expired, and nobody has asked for one since.
		 */
		EXPIRED,

		/**
		 * Callers get no token: the last request failed.
		 */
		FAILED;

		/**
		 * Whether callers get a token.
		 * @return {@code true} if they do
		 */
		public boolean isUsable() {
			return this == VALID || this == RENEWAL_FAILING;
		}

	}

	/**
	 * Why a token could not be had.
	 *
	 * @param since when the first request failed since the last one that succeeded
	 * @param last when the last request failed
	 * @param count how many requests have failed in a row
	 * @param error OAuth 2.0's error code, {@code null} if the request could not be made
	 * @param code Dintero's error code, {@code null} if there was none
	 * @param status the HTTP status, {@code null} if there was no answer
	 * @param message what happened, and what to check
	 */
	public record Failure(Instant since, Instant last, int count, @Nullable String error, @Nullable String code,
			@Nullable Integer status, String message) {

		static Failure of(RefreshBackoff backoff) {
			Instant since = Instant.ofEpochMilli(backoff.since());
			Instant last = Instant.ofEpochMilli(backoff.at());
			if (backoff.failure() instanceof DinteroAuthorizationException ex) {
				return new Failure(since, last, backoff.count(), ex.getError().getErrorCode(), ex.getCode(),
						ex.getStatus(), String.valueOf(ex.getMessage()));
			}
			// Its message is not ours, and may quote anything
			return new Failure(since, last, backoff.count(), null, null, null,
					"The token request could not be made: " + backoff.failure().getClass().getName());
		}

	}

}
