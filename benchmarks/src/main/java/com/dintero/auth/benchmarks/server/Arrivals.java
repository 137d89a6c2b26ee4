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

package com.dintero.auth.benchmarks.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * When requests arrived, to a millisecond: MockDintero counts them, and this looks at the
 * count all the time.
 */
final class Arrivals {

	private final IntSupplier count;

	private final List<Long> times = new ArrayList<>();

	private long startedAt = System.nanoTime();

	Arrivals(IntSupplier count) {
		this.count = count;
		Thread thread = new Thread(this::watch, "arrivals");
		thread.setDaemon(true);
		thread.start();
	}

	private void watch() {
		while (true) {
			look();
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
		}
	}

	private synchronized void look() {
		int arrived = this.count.getAsInt();
		long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.startedAt);
		while (this.times.size() < arrived) {
			this.times.add(now);
		}
	}

	synchronized void restart() {
		this.times.clear();
		this.startedAt = System.nanoTime();
	}

	@Override
	public synchronized String toString() {
		return this.times.stream().map(String::valueOf).collect(Collectors.joining(" "));
	}

}
