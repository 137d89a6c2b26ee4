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

package com.dintero.auth.internal.token;

import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts what happens so often that an atomic addition would cost too much. A thread that
 * owns a place adds to its cell without an atomic operation. A thread whose place belongs
 * to another thread adds to a shared number, and takes the place over when the owner has
 * ended.
 */
final class HitCounter {

	private static final int CELLS = 64;

	/**
	 * One in so many additions to the shared number checks whether the owner has ended.
	 */
	private static final int CHECK_INTERVAL = 1024;

	private final AtomicReferenceArray<@Nullable Cell> cells = new AtomicReferenceArray<>(CELLS);

	private final LongAdder shared = new LongAdder();

	void increment() {
		Thread thread = Thread.currentThread();
		long id = thread.getId();
		int place = (int) id & (CELLS - 1);
		Cell cell = this.cells.getAcquire(place);
		if (cell != null && cell.threadId == id) {
			cell.setOpaque(cell.getOpaque() + 1);
		}
		else {
			this.shared.increment();
			if (cell == null || ThreadLocalRandom.current().nextInt(CHECK_INTERVAL) == 0) {
				takeOver(place, thread);
			}
		}
	}

	private synchronized void takeOver(int place, Thread thread) {
		Cell before = this.cells.get(place);
		if (before == null || before.hasEnded()) {
			this.cells.set(place, new Cell(thread));
			this.shared.add((before != null) ? before.get() : 0);
		}
	}

	synchronized long sum() {
		long sum = this.shared.sum();
		for (int place = 0; place < CELLS; place++) {
			Cell cell = this.cells.get(place);
			sum += (cell != null) ? cell.get() : 0;
		}
		return sum;
	}

	/**
	 * What one thread has counted.
	 */
	private static final class Cell extends AtomicLong {

		private static final long serialVersionUID = 1L;

		private final long threadId;

		// A strong reference would keep the thread's class loader
		private final transient WeakReference<Thread> thread;

		Cell(Thread thread) {
			this.threadId = thread.getId();
			this.thread = new WeakReference<>(thread);
		}

		boolean hasEnded() {
			Thread thread = this.thread.get();
			return thread == null || !thread.isAlive();
		}

	}

}
