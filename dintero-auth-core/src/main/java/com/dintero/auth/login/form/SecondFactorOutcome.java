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
 * The outcome of a step of the second factor.
 *
 * @param key the ticket that the sign-in form accepts once in place of a password, for
 * {@link Kind#DONE}; otherwise the id of the pending sign-in, or {@code null} without one
 */
record SecondFactorOutcome(Kind kind, @Nullable String key) {

	static SecondFactorOutcome of(Kind kind) {
		return new SecondFactorOutcome(kind, null);
	}

	@Override
	public String toString() {
		return "SecondFactorOutcome[kind=%s]".formatted(this.kind);
	}

	enum Kind {

		/**
		 * Dintero sent a code to the user.
		 */
		ASK(null),

		/**
		 * The code is wrong, and the user may have another attempt.
		 */
		WRONG_CODE("dintero.auth.mfa.error.wrong-code"),

		/**
		 * Dintero sent no code.
		 */
		NOT_SENT("dintero.auth.mfa.error.not-sent"),

		/**
		 * Dintero did not say whether the code is correct.
		 */
		UNAVAILABLE("dintero.auth.mfa.error.unavailable"),

		/**
		 * The user has reached the limit of codes or attempts, across all sign-ins.
		 */
		TOO_MANY("dintero.auth.mfa.error.too-many"),

		/**
		 * The user must start again.
		 */
		OVER("dintero.auth.mfa.over.text"),

		/**
		 * The code is correct.
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
		 * Returns the query of the page's URL, empty without an error.
		 */
		String query() {
			return isError() ? "?error=" + name().toLowerCase(Locale.ROOT) : "";
		}

		/**
		 * Returns the kind of an error in the page's URL. The value is not trusted.
		 * Without an error it is {@link #ASK}.
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
