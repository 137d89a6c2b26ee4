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

package com.dintero.auth.internal.store;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs calls that may block, a few at a time. The connections belong to the application.
 * While a server does not answer, each call blocks a thread.
 */
public final class BlockingCalls {

	private static final int MAXIMUM = 4;

	private final Executor executor;

	private final Queue<Call> queue = new ConcurrentLinkedQueue<>();

	private final Semaphore threads = new Semaphore(MAXIMUM);

	public BlockingCalls(Executor executor) {
		this.executor = executor;
	}

	/**
	 * Runs a call. A call does not run if its result is complete before its turn, because
	 * nobody waits for it any more.
	 * @param <T> the type of the result
	 * @param call the call
	 * @return the result
	 */
	public <T> CompletableFuture<T> run(Supplier<T> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		add(result, () -> result.complete(call.get()));
		return result;
	}

	/**
	 * Starts a call that blocks at its beginning only. Otherwise like {@code run}.
	 * @param <T> the type of the result
	 * @param call the call
	 * @return the result
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the result completes
	public <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		add(result, () -> call.get().whenComplete((value, failure) -> {
			if (failure != null) {
				result.completeExceptionally(failure);
			}
			else {
				result.complete(value);
			}
		}));
		return result;
	}

	private void add(CompletableFuture<?> result, Runnable call) {
		this.queue.add(new Call(result, call));
		startThread();
	}

	private void startThread() {
		if (this.queue.isEmpty() || !this.threads.tryAcquire()) {
			return;
		}
		try {
			this.executor.execute(this::runQueue);
		}
		catch (RuntimeException | Error ex) {
			// Also if the JVM cannot create a thread, or a place would be lost each time
			this.threads.release();
			for (Call call = this.queue.poll(); call != null; call = this.queue.poll()) {
				call.result().completeExceptionally(ex);
			}
		}
	}

	private void runQueue() {
		try {
			for (Call call = this.queue.poll(); call != null; call = this.queue.poll()) {
				call.run();
			}
		}
		finally {
			this.threads.release();
		}
		// For a call that was added after the queue was empty and before the release
		startThread();
	}

	private record Call(CompletableFuture<?> result, Runnable call) {

		void run() {
			if (this.result.isDone()) {
				return;
			}
			try {
				this.call.run();
			}
			catch (RuntimeException | Error ex) {
				this.result.completeExceptionally(ex);
			}
		}

	}

}
