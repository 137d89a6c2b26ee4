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

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.internal.store.StoreKeys;

/**
 * Limits the codes and attempts of each user, across all sign-ins and, with a store, all
 * instances. A count starts with the first code. It ends after {@link #LIFETIME} or with
 * a correct code. No future fails.
 */
final class SecondFactorLimits {

	/**
	 * The maximum duration of a sign-in after the password, and of a count. It allows for
	 * a late text message.
	 */
	static final Duration LIFETIME = Duration.ofMinutes(10);

	/**
	 * The maximum number of attempts in that time. A code may have few digits.
	 */
	static final int ATTEMPTS = 5;

	/**
	 * The maximum number of codes in that time. Each code may cost a text message.
	 */
	static final int CODES = 5;

	private static final Log logger = LogFactory.getLog(SecondFactorLimits.class);

	// A count starts after a correct password, so only as many other users with correct
	// passwords can evict it
	private static final int MAXIMUM_SIZE = 50_000;

	private final String registrationId;

	private final SharedEntries<Count> counts;

	SecondFactorLimits(String registrationId, @Nullable SignInStore store, Clock clock) {
		this.registrationId = registrationId;
		this.counts = new SharedEntries<>(new Format(), MAXIMUM_SIZE, store, clock);
	}

	/**
	 * Counts an attempt.
	 * @return {@code false} if no attempt is left
	 */
	CompletableFuture<Boolean> takeAttempt(String username) {
		return take(username, Count::hasAttempt, (count) -> count.plus(-1, 0));
	}

	/**
	 * Counts a code before it is sent. A user without attempts gets no code.
	 * @return {@code false} if no code is left
	 */
	CompletableFuture<Boolean> takeCode(String username) {
		return take(username, Count::hasCode, (count) -> count.plus(0, -1));
	}

	/**
	 * Returns an attempt that Dintero did not check.
	 */
	CompletableFuture<Boolean> returnAttempt(String username) {
		return change(username, (count) -> (count != null) ? count.plus(1, 0) : null);
	}

	/**
	 * Returns a code that Dintero did not send.
	 */
	CompletableFuture<Boolean> returnCode(String username) {
		return change(username, (count) -> (count != null) ? count.plus(0, 1) : null);
	}

	/**
	 * Returns the codes and attempts that are left.
	 */
	CompletableFuture<Count> left(String username) {
		return this.counts.get(key(username)).thenApply(Count::orNew);
	}

	/**
	 * Ends the count of a user after a correct code.
	 */
	CompletableFuture<Boolean> reset(String username) {
		return change(username, (count) -> null);
	}

	// Refuses if others change the count all the time
	private CompletableFuture<Boolean> take(String username, Predicate<Count> left, UnaryOperator<Count> taken) {
		return this.counts.change(key(username), (present) -> {
			Count count = Count.orNew(present);
			return (left.test(count)) ? taken.apply(count) : count.reported();
		}).thenApply((present) -> {
			Count before = Count.orNew(present);
			return left.test(before) || refuse(before);
		}).exceptionally((failure) -> false);
	}

	private CompletableFuture<Boolean> change(String username, UnaryOperator<@Nullable Count> change) {
		return this.counts.change(key(username), change).handle((before, failure) -> failure == null);
	}

	private boolean refuse(Count count) {
		if (!count.isReported()) {
			logger.warn(("A user of the sign-in form of Dintero registration '%s' has reached the limit of codes or "
					+ "attempts for %s, across all sign-ins. The user gets no more codes or attempts in that time")
				.formatted(this.registrationId, LIFETIME));
		}
		return false;
	}

	// Dintero may accept other spellings of the same name
	private static String key(String username) {
		return Normalizer.normalize(username, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * The attempts and codes that are left to a user.
	 *
	 * @param isReported whether the log says that the user has reached the limit
	 */
	record Count(int attempts, int codes, boolean isReported) {

		static Count orNew(@Nullable Count count) {
			return (count != null) ? count : new Count(ATTEMPTS, CODES, false);
		}

		boolean hasAttempt() {
			return this.attempts > 0;
		}

		boolean hasCode() {
			return this.attempts > 0 && this.codes > 0;
		}

		Count plus(int attempts, int codes) {
			return new Count(Math.min(this.attempts + attempts, ATTEMPTS), Math.min(this.codes + codes, CODES),
					this.isReported);
		}

		Count reported() {
			return new Count(this.attempts, this.codes, true);
		}

	}

	private static final class Format implements SharedEntries.Format<Count> {

		private static final String ATTEMPTS_LEFT = "attempts";

		private static final String CODES_LEFT = "codes";

		private static final String REPORTED = "reported";

		@Override
		public String key(StoreKeys keys, String username) {
			return keys.secondFactors(username);
		}

		@Override
		public Map<String, String> write(Count count) {
			return Map.of(ATTEMPTS_LEFT, Integer.toString(count.attempts), CODES_LEFT, Integer.toString(count.codes),
					REPORTED, Boolean.toString(count.isReported));
		}

		@Override
		public @Nullable Count read(Map<String, @Nullable Object> members) {
			return (members.get(ATTEMPTS_LEFT) instanceof String attempts
					&& members.get(CODES_LEFT) instanceof String codes
					&& members.get(REPORTED) instanceof String reported)
							? new Count(Integer.parseInt(attempts), Integer.parseInt(codes),
									Boolean.parseBoolean(reported))
							: null;
		}

	}

}
