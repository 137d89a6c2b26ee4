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

package com.dintero.auth.internal.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next look in the store for a value of another instance. It
 * doubles, up to a second.
 *
 * @param length the length, without the random part
 */
public record PollInterval(Duration length) {

	/**
	 * The first interval if a caller waits. A token request may take as little time.
	 */
	public static final PollInterval FIRST = new PollInterval(Duration.ofMillis(20));

	/**
	 * The first interval if no caller waits.
	 */
	public static final PollInterval FIRST_AHEAD = new PollInterval(Duration.ofMillis(250));

	private static final Duration MAXIMUM = Duration.ofSeconds(1);

	/**
	 * Return the length, up to a quarter longer or shorter at random. Instances that
	 * start together must not look together.
	 * @return the length
	 */
	public Duration jittered() {
		return Duration
			.ofMillis(Math.round(this.length.toMillis() * ThreadLocalRandom.current().nextDouble(0.75, 1.25)));
	}

	/**
	 * Return the interval that follows this one.
	 * @return the interval
	 */
	public PollInterval next() {
		Duration doubled = this.length.multipliedBy(2);
		return new PollInterval((doubled.compareTo(MAXIMUM) < 0) ? doubled : MAXIMUM);
	}

}
