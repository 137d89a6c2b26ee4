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

import java.time.Clock;
import java.time.Duration;

/**
 * Lets the same warning into the log once a minute. While Dintero is down, every sign-in
 * fails.
 */
public final class WarningLimiter {

	private static final Duration QUIET = Duration.ofMinutes(1);

	private static final int MAXIMUM_SIZE = 100;

	private final ExpiringMap<Boolean> warned;

	/**
	 * Create a limiter.
	 * @param clock the clock that the minute passes by
	 */
	public WarningLimiter(Clock clock) {
		this.warned = new ExpiringMap<>(MAXIMUM_SIZE, QUIET, clock);
	}

	/**
	 * Return whether a warning is to be logged.
	 * @param warning what tells it from others
	 * @return {@code false} if it was logged in the last minute
	 */
	public synchronized boolean allows(String warning) {
		boolean allowed = this.warned.get(warning) == null;
		if (allowed) {
			this.warned.put(warning, true);
		}
		return allowed;
	}

}
