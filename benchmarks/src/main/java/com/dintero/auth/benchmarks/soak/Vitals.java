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

package com.dintero.auth.benchmarks.soak;

import java.util.List;
import java.util.stream.LongStream;

import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * Looks at threads and at the server every second, and at memory when asked.
 */
final class Vitals {

	private static final String THREADS = "dintero-auth-";

	private static final int COLLECTIONS = 5;

	private final MockDinteroProcess server;

	private volatile int mostThreads;

	private volatile int mostForbidden;

	private volatile boolean running = true;

	Vitals(MockDinteroProcess server) {
		this.server = server;
	}

	void start() {
		Thread thread = new Thread(this::watch, "vitals");
		thread.setDaemon(true);
		thread.start();
	}

	void stop() {
		this.running = false;
	}

	private void watch() {
		while (this.running) {
			this.mostThreads = Math.max(this.mostThreads, threads().size());
			this.mostForbidden = Math.max(this.mostForbidden, this.server.forbidden());
			sleep(1_000);
		}
	}

	int mostThreads() {
		return this.mostThreads;
	}

	int mostForbidden() {
		return this.mostForbidden;
	}

	static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith(THREADS))
			.sorted()
			.toList();
	}

	/**
	 * Wait for the threads to end.
	 * @return those that did not
	 */
	static List<String> threadsThatStay() {
		for (int i = 0; i < 50 && !threads().isEmpty(); i++) {
			sleep(100);
		}
		return threads();
	}

	/**
	 * Return the memory that is in use.
	 * @return kilobytes
	 */
	static long usedHeap() {
		return LongStream.range(0, COLLECTIONS).map((i) -> {
			System.gc();
			sleep(200);
			return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		}).min().orElseThrow() / 1024;
	}

	private static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
