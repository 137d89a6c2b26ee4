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

package com.dintero.auth.benchmarks.story;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What came of the calls of a load.
 */
final class Calls {

	private static final double NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final List<Outcome> outcomes;

	private final long[] durations;

	Calls(List<Outcome> outcomes) {
		this.outcomes = List.copyOf(outcomes);
		this.durations = outcomes.stream().mapToLong(Outcome::duration).sorted().toArray();
	}

	int count() {
		return this.outcomes.size();
	}

	long failed() {
		return this.outcomes.stream().filter(Outcome::failed).count();
	}

	long waited() {
		return this.outcomes.stream().filter(Outcome::waited).count();
	}

	/**
	 * The longest call.
	 * @return milliseconds
	 */
	double longest() {
		return this.durations[this.durations.length - 1] / NANOS;
	}

	/**
	 * The longest call but one in ten thousand.
	 * @return milliseconds
	 */
	double usual() {
		return this.durations[(int) Math.min(this.durations.length - 1, Math.round(this.durations.length * 0.9999))]
				/ NANOS;
	}

	long longerThan(long millis) {
		return this.outcomes.stream()
			.filter((outcome) -> outcome.duration() > TimeUnit.MILLISECONDS.toNanos(millis))
			.count();
	}

	/**
	 * What came of a call.
	 *
	 * @param duration how long it took, in nanoseconds
	 * @param waited whether its thread waited for another
	 * @param failed whether there was no token
	 */
	record Outcome(long duration, boolean waited, boolean failed) {

	}

}
