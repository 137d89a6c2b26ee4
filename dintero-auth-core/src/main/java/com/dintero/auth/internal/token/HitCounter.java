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

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens so often that an atomic addition would cost too much. A thread that
 * comes back has a cell to itself, and adds to it without any. Threads that find another
 * one's cell in their place add to a number that they share, and take the place over once
 * in a while: the other one may be gone for good.
 */
final class HitCounter {

	private static final int CELLS = 64;

	/**
	 * One in so many additions to the shared number takes the place over.
	 */
	private static final int TAKEOVER = 1024;

	private final AtomicReferenceArray<Cell> cells = new AtomicReferenceArray<>(CELLS);

	private final LongAdder shared = new LongAdder();

	void increment() {
		long thread = Thread.currentThread().getId();
		int place = (int) thread & (CELLS - 1);
		Cell cell = this.cells.getAcquire(place);
		if (cell != null && cell.thread == thread) {
			cell.setOpaque(cell.getOpaque() + 1);
		}
		else {
			this.shared.increment();
			if (cell == null || ThreadLocalRandom.current().nextInt(TAKEOVER) == 0) {
				takeOver(place, thread);
			}
		}
	}

	private synchronized void takeOver(int place, long thread) {
		Cell before = this.cells.getAndSet(place, new Cell(thread));
		if (before != null) {
			this.shared.add(before.get());
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

		private final long thread;

		Cell(long thread) {
			this.thread = thread;
		}

	}

}
