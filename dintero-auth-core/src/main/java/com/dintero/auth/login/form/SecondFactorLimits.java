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
 * Counts the codes that each user is sent and tries, over all of the user's sign-ins. A
 * count begins with the first code and ends when the time for a sign-in has passed, or
 * with a right code.
 */
final class SecondFactorLimits {

	/**
	 * How long a sign-in may take, from the password on, and how long codes are counted:
	 * enough for a text message that comes late.
	 */
	static final Duration LIFETIME = Duration.ofMinutes(10);

	/**
	 * How many codes a user may try in that time. A code may have few digits.
	 */
	static final int ATTEMPTS = 5;

	/**
	 * How many codes a user is sent in that time. Each may cost a text message.
	 */
	static final int CODES = 5;

	private static final Log logger = LogFactory.getLog(SecondFactorLimits.class);

	// A count begins after a right password. To push somebody's count out takes the right
	// passwords of as many other users
	private static final int MAXIMUM_SIZE = 50_000;

	private final String registrationId;

	private final ExpiringMap<Count> counts;

	SecondFactorLimits(String registrationId, Clock clock) {
		this.registrationId = registrationId;
		this.counts = new ExpiringMap<>(MAXIMUM_SIZE, LIFETIME, clock);
	}

	/**
	 * Count an attempt.
	 * @param username the user's name
	 * @return {@code false} if the user has had all of them
	 */
	synchronized boolean takeAttempt(String username) {
		Count count = count(username);
		return (count.attempts > 0) ? count.attempts-- > 0 : refuse(count);
	}

	/**
	 * Count a code that is about to be sent. Who cannot try it is not sent one.
	 * @param username the user's name
	 * @return {@code false} if the user has had all of them
	 */
	synchronized boolean takeCode(String username) {
		Count count = count(username);
		return (count.attempts > 0 && count.codes > 0) ? count.codes-- > 0 : refuse(count);
	}

	/**
	 * Give back an attempt that Dintero has not looked at.
	 * @param username the user's name
	 */
	synchronized void returnAttempt(String username) {
		Count count = this.counts.get(key(username));
		if (count != null && count.attempts < ATTEMPTS) {
			count.attempts++;
		}
	}

	/**
	 * Give back a code that Dintero has not sent.
	 * @param username the user's name
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
	 * End the count of a user who has given the right code.
	 * @param username the user's name
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
			logger.warn(("A user of the sign-in form of Dintero registration '%s' was sent or has tried as many codes "
					+ "as %s allow, over all sign-ins. Until that time has passed the user gets no more")
				.formatted(this.registrationId, LIFETIME));
		}
		return false;
	}

	// Other spellings of a name that Dintero may take for the same
	private static String key(String username) {
		return Normalizer.normalize(username, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
	}

	private static final class Count {

		private int attempts = ATTEMPTS;

		private int codes = CODES;

		private boolean reported;

	}

}
