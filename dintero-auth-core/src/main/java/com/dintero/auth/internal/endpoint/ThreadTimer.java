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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A timer with one thread. When it is closed, everything that is still to come runs at
 * once, so that nobody goes on waiting for a time-out.
 */
final class ThreadTimer implements Timer, AutoCloseable {

	private final Set<Task> pending = ConcurrentHashMap.newKeySet();

	private final ScheduledThreadPoolExecutor executor;

	ThreadTimer(ThreadFactory threadFactory) {
		this.executor = new ScheduledThreadPoolExecutor(1, threadFactory);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	@Override
	public Future<?> schedule(Runnable task, Duration delay) {
		Task scheduled = new Task(task);
		this.pending.add(scheduled);
		try {
			scheduled.alarm = this.executor.schedule(scheduled, delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RuntimeException | Error ex) {
			// Where no thread is to be had it may be in the executor's queue nevertheless
			scheduled.cancel(false);
			throw ex;
		}
		return scheduled;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		List.copyOf(this.pending).forEach(Runnable::run);
	}

	private final class Task extends FutureTask<@Nullable Void> {

		private volatile @Nullable Future<?> alarm;

		Task(Runnable task) {
			super(task, null);
		}

		@Override
		protected void done() {
			ThreadTimer.this.pending.remove(this);
			Future<?> alarm = this.alarm;
			if (alarm != null) {
				alarm.cancel(false);
			}
		}

	}

}
