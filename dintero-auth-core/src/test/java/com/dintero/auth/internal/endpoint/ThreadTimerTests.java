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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ThreadTimer}.
 */
@Timeout(120)
@SuppressWarnings("FutureReturnValueIgnored") // what a task does is looked at, not its
												// future
class ThreadTimerTests {

	private static final Duration NEVER = Duration.ofHours(1);

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	@AutoClose
	private final ThreadTimer timer = new ThreadTimer(this::newThread);

	private Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "timer");
		thread.setDaemon(true);
		this.threads.add(thread);
		return thread;
	}

	@Test
	void runsATaskLater() throws Exception {
		CompletableFuture<Long> ranAt = new CompletableFuture<>();
		Duration delay = Duration.ofMillis(50);
		long before = System.nanoTime();
		Future<?> task = this.timer.schedule(() -> ranAt.complete(System.nanoTime()), delay);
		assertThat(ranAt.get(30, TimeUnit.SECONDS) - before).isGreaterThanOrEqualTo(delay.toNanos());
		assertThat(task.get(30, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void runsTasksInTheOrderOfTheirTimes() throws Exception {
		List<String> order = new CopyOnWriteArrayList<>();
		Future<?> late = this.timer.schedule(() -> order.add("late"), Duration.ofMillis(200));
		Future<?> soon = this.timer.schedule(() -> order.add("soon"), Duration.ofMillis(20));
		Future<?> now = this.timer.schedule(() -> order.add("now"), Duration.ZERO);
		for (Future<?> task : List.of(late, soon, now)) {
			task.get(30, TimeUnit.SECONDS);
		}
		assertThat(order).containsExactly("now", "soon", "late");
	}

	@Test
	void aTaskOfThePastRunsAtOnce() throws Exception {
		assertThat(this.timer.schedule(() -> {
		}, Duration.ofSeconds(-5)).get(30, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void hasOneThreadHoweverManyTasks() throws Exception {
		List<Future<?>> tasks = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			tasks.add(this.timer.schedule(() -> {
			}, Duration.ofMillis(i % 10)));
		}
		for (Future<?> task : tasks) {
			task.get(30, TimeUnit.SECONDS);
		}
		assertThat(this.threads).hasSize(1);
	}

	@Test
	void aCancelledTaskDoesNotRun() throws Exception {
		AtomicInteger runs = new AtomicInteger();
		Future<?> cancelled = this.timer.schedule(runs::incrementAndGet, Duration.ofMillis(50));
		assertThat(cancelled.cancel(false)).isTrue();
		this.timer.schedule(() -> {
		}, Duration.ofMillis(100)).get(30, TimeUnit.SECONDS);
		assertThat(runs).hasValue(0);
		assertThat(cancelled).isCancelled();
	}

	@Test
	void aTaskThatHasRunCannotBeCancelled() throws Exception {
		Future<?> task = this.timer.schedule(() -> {
		}, Duration.ZERO);
		task.get(30, TimeUnit.SECONDS);
		assertThat(task.cancel(false)).isFalse();
	}

	@Test
	void aTaskForWhichThereIsNoThreadIsForgottenAndTheNextOneRuns() throws Exception {
		AtomicBoolean exhausted = new AtomicBoolean(true);
		AtomicInteger runs = new AtomicInteger();
		try (ThreadTimer scarce = new ThreadTimer((task) -> {
			if (exhausted.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return new Thread(task);
		})) {
			assertThatExceptionOfType(OutOfMemoryError.class)
				.isThrownBy(() -> scarce.schedule(runs::incrementAndGet, Duration.ZERO));
			exhausted.set(false);
			scarce.schedule(() -> {
			}, Duration.ZERO).get(30, TimeUnit.SECONDS);
		}
		assertThat(runs).as("runs of the first, also on close").hasValue(0);
	}

	@Test
	void cancelledTasksAreForgotten() {
		List<WeakReference<Future<?>>> tasks = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			Future<?> task = this.timer.schedule(() -> {
			}, NEVER);
			task.cancel(false);
			tasks.add(new WeakReference<>(task));
		}
		assertAreForgotten(tasks);
	}

	@Test
	void tasksThatHaveRunAreForgotten() throws Exception {
		List<WeakReference<Future<?>>> tasks = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			Future<?> task = this.timer.schedule(() -> {
			}, Duration.ZERO);
			tasks.add(new WeakReference<>(task));
		}
		this.timer.schedule(() -> {
		}, Duration.ofMillis(1)).get(30, TimeUnit.SECONDS);
		assertAreForgotten(tasks);
	}

	private void assertAreForgotten(List<WeakReference<Future<?>>> tasks) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			System.gc();
			assertThat(tasks).as("tasks that are still known").noneMatch((task) -> task.get() != null);
		});
	}

	@Test
	void aTaskThatFailsIsNobodyElsesTrouble() throws Exception {
		Future<?> failing = this.timer.schedule(() -> {
			throw new IllegalStateException("failed");
		}, Duration.ZERO);
		AtomicInteger runs = new AtomicInteger();
		this.timer.schedule(runs::incrementAndGet, Duration.ofMillis(20)).get(30, TimeUnit.SECONDS);
		assertThat(runs).hasValue(1);
		assertThat(failing).failsWithin(Duration.ofSeconds(30)).withThrowableThat().withMessageContaining("failed");
		assertThat(this.threads).hasSize(1);
	}

	@Test
	void closingRunsAtOnceAndOnceWhatIsStillToCome() {
		List<AtomicInteger> runs = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			AtomicInteger count = new AtomicInteger();
			runs.add(count);
			this.timer.schedule(count::incrementAndGet, NEVER.plusSeconds(i));
		}
		this.timer.close();
		assertThat(runs).allSatisfy((count) -> assertThat(count).hasValue(1));
		this.timer.close();
		assertThat(runs).allSatisfy((count) -> assertThat(count).hasValue(1));
	}

	@Test
	void closingDoesNotRunWhatWasCancelled() {
		AtomicInteger runs = new AtomicInteger();
		this.timer.schedule(runs::incrementAndGet, NEVER).cancel(false);
		this.timer.close();
		assertThat(runs).hasValue(0);
	}

	@Test
	void onClosingATaskThatFailsIsNobodyElsesTroubleEither() {
		AtomicInteger runs = new AtomicInteger();
		for (int i = 0; i < 20; i++) {
			boolean failing = (i % 2 == 0);
			this.timer.schedule(() -> {
				runs.incrementAndGet();
				if (failing) {
					throw new IllegalStateException("failed");
				}
			}, NEVER);
		}
		assertThatCode(this.timer::close).doesNotThrowAnyException();
		assertThat(runs).hasValue(20);
	}

	@Test
	void onClosingATaskMayCancelAnother() {
		AtomicInteger runs = new AtomicInteger();
		List<Future<?>> tasks = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			tasks.add(this.timer.schedule(() -> {
				runs.incrementAndGet();
				tasks.forEach((task) -> task.cancel(false));
			}, NEVER));
		}
		this.timer.close();
		assertThat(runs).hasValue(1);
	}

	@Test
	void aClosedTimerTakesNoMoreTasks() {
		this.timer.close();
		AtomicInteger runs = new AtomicInteger();
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> this.timer.schedule(runs::incrementAndGet, Duration.ZERO));
		this.timer.close();
		assertThat(runs).hasValue(0);
	}

	@Test
	void aTaskThatSchedulesAnotherWhileItClosesIsRefused() {
		CompletableFuture<Throwable> refusal = new CompletableFuture<>();
		this.timer.schedule(() -> {
			try {
				this.timer.schedule(() -> {
				}, NEVER);
			}
			catch (RejectedExecutionException ex) {
				refusal.complete(ex);
			}
		}, NEVER);
		this.timer.close();
		assertThat(refusal).isCompleted();
	}

	@Test
	void itsThreadEndsWhenItIsClosed() throws Exception {
		this.timer.schedule(() -> {
		}, Duration.ZERO).get(30, TimeUnit.SECONDS);
		this.timer.schedule(() -> {
		}, NEVER);
		assertThat(this.threads).hasSize(1).allMatch(Thread::isAlive);
		this.timer.close();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !this.threads.get(0).isAlive());
	}

	@Test
	void whatIsScheduledWhileItClosesRunsOnceUnlessItIsRefused() throws Exception {
		for (int round = 0; round < 300; round++) {
			ThreadTimer closing = new ThreadTimer(this::newThread);
			CountDownLatch begun = new CountDownLatch(4);
			List<Future<List<AtomicInteger>>> callers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				callers.add(this.executor.submit(() -> scheduleUntilRefused(closing, begun)));
			}
			assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
			closing.close();
			for (Future<List<AtomicInteger>> caller : callers) {
				assertThat(caller.get(30, TimeUnit.SECONDS)).allMatch((runs) -> runs.get() == 1);
			}
		}
	}

	private static List<AtomicInteger> scheduleUntilRefused(ThreadTimer timer, CountDownLatch begun) {
		List<AtomicInteger> scheduled = new ArrayList<>();
		try {
			while (true) {
				AtomicInteger runs = new AtomicInteger();
				timer.schedule(runs::incrementAndGet, NEVER);
				scheduled.add(runs);
				begun.countDown();
			}
		}
		catch (RejectedExecutionException ex) {
			return scheduled;
		}
	}

}
