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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that come at a steady rate, however long the ones before them take.
 */
final class Load {

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final int callers;

	private final long interval;

	private final long length;

	/**
	 * Create a load.
	 * @param callers how many callers there are
	 * @param perSecond how many calls they make in a second, all together
	 * @param length how long they go on
	 */
	Load(int callers, int perSecond, Duration length) {
		this.callers = callers;
		this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
		this.length = length.toNanos();
	}

	/**
	 * Make the calls.
	 * @param call the call
	 * @return what came of them
	 */
	Calls run(Call call) {
		List<Calls.Outcome> all = Collections.synchronizedList(new ArrayList<>());
		long start = System.nanoTime();
		Crowd.ofPlatformThreads(this.callers).all((number) -> all.addAll(run(call, start, number)));
		return new Calls(all);
	}

	private List<Calls.Outcome> run(Call call, long start, int number) {
		List<Calls.Outcome> outcomes = new ArrayList<>();
		for (long at = number * this.interval; at < this.length; at += this.callers * this.interval) {
			long pause = start + at - System.nanoTime();
			if (pause > 0) {
				LockSupport.parkNanos(pause);
			}
			outcomes.add(measure(call));
			if (System.nanoTime() - start > this.length) {
				// Whoever was held up makes no more calls than there was time for
				break;
			}
		}
		return outcomes;
	}

	// A call that takes long may have waited for the processor. Whether it waited for
	// somebody is what the thread itself has counted.
	private Calls.Outcome measure(Call call) {
		long waits = waits();
		long begin = System.nanoTime();
		boolean failed = false;
		try {
			call.run();
		}
		catch (IOException | RuntimeException ex) {
			failed = true;
		}
		long duration = System.nanoTime() - begin;
		return new Calls.Outcome(duration, waits() > waits, failed);
	}

	@SuppressWarnings("deprecation") // its successor came with Java 19
	private static long waits() {
		ThreadInfo info = threads.getThreadInfo(Thread.currentThread().getId());
		return info.getWaitedCount();
	}

}
