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

package com.dintero.auth;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.dintero.auth.internal.endpoint.Timer;

/**
 * An executor and a timer of a machine that has no more threads, while the test says so.
 */
public final class ScarceThreads extends AbstractExecutorService {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile boolean exhausted;

	public void exhausted(boolean exhausted) {
		this.exhausted = exhausted;
	}

	/**
	 * Return a timer that needs a thread as well.
	 * @param timer the timer that it is otherwise
	 * @return the timer
	 */
	public Timer timer(Timer timer) {
		return new Timer() {

			@Override
			public Future<?> schedule(Runnable task, Duration delay) {
				check();
				return timer.schedule(task, delay);
			}

		};
	}

	@Override
	public void execute(Runnable task) {
		check();
		this.threads.execute(task);
	}

	// As Thread.start() does
	private void check() {
		if (this.exhausted) {
			throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
		}
	}

	@Override
	public void shutdown() {
		this.threads.shutdown();
	}

	@Override
	public List<Runnable> shutdownNow() {
		return this.threads.shutdownNow();
	}

	@Override
	public boolean isShutdown() {
		return this.threads.isShutdown();
	}

	@Override
	public boolean isTerminated() {
		return this.threads.isTerminated();
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
		return this.threads.awaitTermination(timeout, unit);
	}

}
