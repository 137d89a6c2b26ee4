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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * Threads that call at once, and of which is known when they wait.
 *
 * @param <T> what they get
 */
class Callers<T> {

	private final List<Thread> threads = new ArrayList<>();

	private final List<FutureTask<T>> tasks = new ArrayList<>();

	Callers(int count, Callable<T> call) {
		for (int i = 0; i < count; i++) {
			FutureTask<T> task = new FutureTask<>(call);
			Thread thread = new Thread(task, "caller-" + i);
			thread.setDaemon(true);
			this.tasks.add(task);
			this.threads.add(thread);
			thread.start();
		}
	}

	Callers<T> awaitWaiting() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING));
		return this;
	}

	void interrupt() {
		this.threads.forEach(Thread::interrupt);
	}

	boolean areDone() {
		return this.tasks.stream().allMatch(FutureTask::isDone);
	}

	List<T> results() throws Exception {
		List<T> results = new ArrayList<>();
		for (FutureTask<T> task : this.tasks) {
			results.add(task.get(60, TimeUnit.SECONDS));
		}
		return results;
	}

}
