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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that all do the same.
 */
public final class Crowd {

	private final boolean virtual;

	private final int size;

	private Crowd(boolean virtual, int size) {
		this.virtual = virtual;
		this.size = size;
	}

	/**
	 * Return a crowd of platform threads.
	 * @param size how many
	 * @return the crowd
	 */
	public static Crowd ofPlatformThreads(int size) {
		return new Crowd(false, size);
	}

	/**
	 * Return as large a crowd as the JDK is at home with.
	 * @return 1,000 virtual threads, or 200 platform threads where there are no others
	 */
	static Crowd large() {
		return (Runtime.version().feature() >= 21) ? new Crowd(true, 1_000) : new Crowd(false, 200);
	}

	int size() {
		return this.size;
	}

	/**
	 * Let all of them act, beginning at once, and wait for them.
	 * @param action what each does, given its number
	 */
	void all(Action action) {
		CountDownLatch ready = new CountDownLatch(this.size);
		CountDownLatch go = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		Queue<Exception> failures = new ConcurrentLinkedQueue<>();
		for (int i = 0; i < this.size; i++) {
			int number = i;
			threads.add(start(() -> {
				try {
					ready.countDown();
					go.await();
					action.run(number);
				}
				catch (Exception ex) {
					failures.add(ex);
				}
			}));
		}
		try {
			ready.await();
			go.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		if (!failures.isEmpty()) {
			throw new IllegalStateException("%s of %s threads failed".formatted(failures.size(), this.size),
					failures.peek());
		}
	}

	/**
	 * Share work among all of them, and wait for them.
	 * @param count how much there is to do
	 * @param action what to do, given a number between zero and the count
	 */
	public void share(int count, Action action) {
		AtomicInteger next = new AtomicInteger();
		all((number) -> {
			for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
				action.run(i);
			}
		});
	}

	// Compiled for Java 17, which has no virtual threads
	private Thread start(Runnable task) {
		if (!this.virtual) {
			Thread thread = new Thread(task);
			thread.start();
			return thread;
		}
		try {
			Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
			return (Thread) start.invoke(null, task);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "%,d %s threads".formatted(this.size, (this.virtual) ? "virtual" : "platform");
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	public interface Action {

		/**
		 * Do it.
		 * @param number which of them does it, or what
		 * @throws Exception if it fails
		 */
		void run(int number) throws Exception;

	}

}
