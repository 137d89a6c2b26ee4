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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.internal.endpoint.Timer;

/**
 * A clock that stands still until it is moved, with a timer that goes by it.
 */
public final class MutableClock extends Clock implements Timer {

	private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

	private Duration elapsed = Duration.ZERO;

	private final List<Task> tasks = new ArrayList<>();

	/**
	 * Let time pass. What was scheduled meanwhile runs, each when it is due.
	 * @param duration how much time
	 */
	public void move(Duration duration) {
		Duration end;
		synchronized (this) {
			end = this.elapsed.plus(duration);
		}
		Task due = nextUntil(end);
		while (due != null) {
			due.run();
			due = nextUntil(end);
		}
	}

	/**
	 * Put the clock forward or back, without any time passing.
	 * @param duration how far
	 */
	public synchronized void jump(Duration duration) {
		this.now = this.now.plus(duration);
	}

	/**
	 * Wait until so much is scheduled for exactly that much later.
	 * @param count how many tasks
	 * @param delay how much later than now
	 */
	public void awaitScheduled(int count, Duration delay) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> scheduled(delay) == count);
	}

	private synchronized long scheduled(Duration delay) {
		return this.tasks.stream().filter((task) -> !task.isDone() && task.at.equals(this.elapsed.plus(delay))).count();
	}

	private synchronized @Nullable Task nextUntil(Duration end) {
		Task next = this.tasks.stream()
			.filter((task) -> task.at.compareTo(end) <= 0)
			.min(Comparator.comparing((task) -> task.at))
			.orElse(null);
		Duration until = (next != null && next.at.compareTo(this.elapsed) > 0) ? next.at
				: (next != null) ? this.elapsed : end;
		this.now = this.now.plus(until.minus(this.elapsed));
		this.elapsed = until;
		this.tasks.remove(next);
		return next;
	}

	@Override
	public synchronized Future<?> schedule(Runnable task, Duration delay) {
		Task scheduled = new Task(task, this.elapsed.plus(delay));
		this.tasks.add(scheduled);
		return scheduled;
	}

	private synchronized void remove(Task task) {
		this.tasks.remove(task);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

	private final class Task extends FutureTask<@Nullable Void> {

		private final Duration at;

		Task(Runnable task, Duration at) {
			super(task, null);
			this.at = at;
		}

		@Override
		protected void done() {
			MutableClock.this.remove(this);
		}

	}

}
