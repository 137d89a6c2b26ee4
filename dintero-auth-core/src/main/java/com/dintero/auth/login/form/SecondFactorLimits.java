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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import com.dintero.auth.internal.endpoint.ExpiringMap;

/**
 * Limits the codes and attempts of each user, across all sign-ins. A count starts with
 * the first code. It ends after {@link #LIFETIME} or with a correct code.
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

	private final ExpiringMap<Count> counts;

	SecondFactorLimits(String registrationId, Clock clock) {
		this.registrationId = registrationId;
		this.counts = new ExpiringMap<>(MAXIMUM_SIZE, LIFETIME, clock);
	}

	/**
	 * Counts an attempt.
	 * @return {@code false} if no attempt is left
	 */
	synchronized boolean takeAttempt(String username) {
		Count count = count(username);
		return (count.attempts > 0) ? count.attempts-- > 0 : refuse(count);
	}

	/**
	 * Counts a code before it is sent. A user without attempts gets no code.
	 * @return {@code false} if no code is left
	 */
	synchronized boolean takeCode(String username) {
		Count count = count(username);
		return (count.attempts > 0 && count.codes > 0) ? count.codes-- > 0 : refuse(count);
	}

	/**
	 * Returns an attempt that Dintero did not check.
	 */
	synchronized void returnAttempt(String username) {
		Count count = this.counts.get(key(username));
		if (count != null && count.attempts < ATTEMPTS) {
			count.attempts++;
		}
	}

	/**
	 * Returns a code that Dintero did not send.
	 */
	synchronized void returnCode(String username) {
		Count count = this.counts.get(key(username));
		if (count != null && count.codes < CODES) {
			count.codes++;
		}
	}

	synchronized int attemptsLeft(String username) {
		Count count = this.counts.get(key(username));
		return (count != null) ? count.attempts : ATTEMPTS;
	}

	synchronized int codesLeft(String username) {
		Count count = this.counts.get(key(username));
		return (count != null) ? count.codes : CODES;
	}

	/**
	 * Ends the count of a user after a correct code.
	 */
	synchronized void reset(String username) {
		this.counts.remove(key(username));
	}

	private Count count(String username) {
		String key = key(username);
		Count count = this.counts.get(key);
		if (count == null) {
			count = new Count();
			this.counts.put(key, count);
		}
		return count;
	}

	private boolean refuse(Count count) {
		if (!count.reported) {
			count.reported = true;
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

	private static final class Count {

		private int attempts = ATTEMPTS;

		private int codes = CODES;

		private boolean reported;

	}

}
