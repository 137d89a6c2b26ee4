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

package com.dintero.auth.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Allows a number of requests in a window of time. A window begins with the first request
 * after the last one.
 */
final class RateLimit {

	private final Clock clock;

	private final int requests;

	private final Duration window;

	private Instant windowEnd = Instant.MIN;

	private int left;

	RateLimit(Clock clock, int requests, Duration window) {
		if (requests < 0 || window.isNegative() || window.isZero()) {
			throw new IllegalArgumentException("A rate limit must not have a negative number or an empty window");
		}
		this.clock = clock;
		this.requests = requests;
		this.window = window;
	}

	/**
	 * Counts a request.
	 * @throws RefusedException if it is one too many
	 */
	synchronized void count() {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.windowEnd)) {
			this.windowEnd = now.plus(this.window);
			this.left = this.requests;
		}
		if (this.left == 0) {
			// Rounded up: who comes back after so many seconds is served
			long seconds = Duration.between(now, this.windowEnd).plusNanos(999_999_999).toSeconds();
			throw RefusedException.of(429, StatusErrors.message(429)).withHeader("Retry-After", Long.toString(seconds));
		}
		this.left--;
	}

}
