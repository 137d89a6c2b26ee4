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

package com.dintero.auth.login;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What has come of a step of a second factor.
 *
 * @param kind what it is
 * @param ticket with {@link Kind#DONE}, what the sign-in form takes in place of a
 * password, once; {@code null} with others
 */
record SecondFactorOutcome(Kind kind, @Nullable String ticket) {

	static SecondFactorOutcome of(Kind kind) {
		return new SecondFactorOutcome(kind, null);
	}

	static SecondFactorOutcome done(String ticket) {
		return new SecondFactorOutcome(Kind.DONE, ticket);
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
		WRONG_CODE("The code is not right, or it has expired. Try again, or have another one sent."),

		/**
		 * No code could be sent.
		 */
		NOT_SENT("The code could not be sent. Try again in a moment, or another way."),

		/**
		 * Nobody can say whether the code is right.
		 */
		UNAVAILABLE("The code could not be checked. Try again in a moment."),

		/**
		 * The user has to start again.
		 */
		OVER(null),

		/**
		 * The user has given the second factor.
		 */
		DONE(null);

		private final @Nullable String message;

		Kind(@Nullable String message) {
			this.message = message;
		}

		/**
		 * Return the query of the page's URL, which says what it is to tell the user.
		 * @return the query, empty if there is nothing to tell
		 */
		String query() {
			return (this.message != null) ? "?error=" + name().toLowerCase(Locale.ROOT) : "";
		}

		/**
		 * Return what the page tells the user.
		 * @param error the parameter of the page's URL, which anybody may have written
		 * @return the message, {@code null} if there is nothing to tell
		 */
		static @Nullable String message(@Nullable String error) {
			for (Kind kind : values()) {
				if (kind.message != null && kind.name().toLowerCase(Locale.ROOT).equals(error)) {
					return kind.message;
				}
			}
			return null;
		}

	}

}
