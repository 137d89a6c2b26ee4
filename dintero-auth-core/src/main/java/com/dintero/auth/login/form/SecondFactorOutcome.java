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

package com.dintero.auth.login.form;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What has come of a step of a second factor.
 *
 * @param kind what it is
 * @param key what the next step is found by: with {@link Kind#DONE} the ticket that the
 * sign-in form takes in place of a password, once; otherwise the id of the sign-in that
 * has begun; {@code null} if nothing was begun or done
 */
record SecondFactorOutcome(Kind kind, @Nullable String key) {

	static SecondFactorOutcome of(Kind kind) {
		return new SecondFactorOutcome(kind, null);
	}

	@Override
	public String toString() {
		return "SecondFactorOutcome[kind=%s]".formatted(this.kind);
	}

	/**
	 * Kinds of outcomes.
	 */
	enum Kind {

		/**
		 * The user has been sent a code, and is to be asked for it.
		 */
		ASK(null),

		/**
		 * The code is not right, and there may be another attempt.
		 */
		WRONG_CODE("dintero.auth.mfa.error.wrong-code"),

		/**
		 * No code could be sent.
		 */
		NOT_SENT("dintero.auth.mfa.error.not-sent"),

		/**
		 * Nobody can say whether the code is right.
		 */
		UNAVAILABLE("dintero.auth.mfa.error.unavailable"),

		/**
		 * The user was sent, or has tried, too many codes in all sign-ins together.
		 */
		TOO_MANY("dintero.auth.mfa.error.too-many"),

		/**
		 * The user has to start again.
		 */
		OVER("dintero.auth.mfa.over.text"),

		/**
		 * The user has given the second factor.
		 */
		DONE(null);

		private final @Nullable String messageKey;

		Kind(@Nullable String messageKey) {
			this.messageKey = messageKey;
		}

		@Nullable String messageKey() {
			return this.messageKey;
		}

		/**
		 * Return the query of the page's URL, which says what the page tells the user.
		 * @return the query, empty if there is no error
		 */
		String query() {
			return isError() ? "?error=" + name().toLowerCase(Locale.ROOT) : "";
		}

		/**
		 * Return what the query of the page's URL says.
		 * @param error the parameter, which anybody may have written
		 * @return the kind, {@link #ASK} if there is no error
		 */
		static Kind of(@Nullable String error) {
			for (Kind kind : values()) {
				if (kind.isError() && kind.name().toLowerCase(Locale.ROOT).equals(error)) {
					return kind;
				}
			}
			return ASK;
		}

		private boolean isError() {
			return this.messageKey != null && this != OVER;
		}

	}

}
