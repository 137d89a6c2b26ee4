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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BlockingCallsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final BlockingCalls calls = new BlockingCalls(this.executor);

	private final CountDownLatch held = new CountDownLatch(1);

	private final AtomicInteger begun = new AtomicInteger();

	@AfterEach
	void stop() {
		this.held.countDown();
		this.executor.shutdownNow();
	}

	@Test
	void fourCallsRunAtATimeAndTheOthersFollow() {
		List<CompletableFuture<Integer>> results = IntStream.range(0, 100).mapToObj((i) -> hold()).toList();
		Awaitility.await().atMost(PATIENCE).until(() -> this.begun.get() == 4);
		this.held.countDown();
		assertThat(results).allSatisfy((result) -> assertThat(result).succeedsWithin(PATIENCE));
		assertThat(this.begun).hasValue(100);
	}

	@Test
	void aCallThatNobodyWaitsForAnyMoreDoesNotRun() {
		List<CompletableFuture<Integer>> results = IntStream.range(0, 10).mapToObj((i) -> hold()).toList();
		Awaitility.await().atMost(PATIENCE).until(() -> this.begun.get() == 4);
		results.forEach((result) -> result.complete(0));
		this.held.countDown();
		assertThat(hold()).succeedsWithin(PATIENCE).isEqualTo(5);
	}

	@Test
	void aCallThatOnlyBlocksAtItsBeginningFreesItsPlace() {
		List<CompletableFuture<String>> unfinished = new ArrayList<>();
		IntStream.range(0, 10).forEach((i) -> unfinished.add(new CompletableFuture<>()));
		List<CompletableFuture<String>> results = unfinished.stream()
			.map((future) -> this.calls.start(() -> future))
			.toList();
		assertThat(this.calls.run(() -> "done")).succeedsWithin(PATIENCE);
		unfinished.forEach((future) -> future.complete("later"));
		assertThat(results).allSatisfy((result) -> assertThat(result).succeedsWithin(PATIENCE).isEqualTo("later"));
	}

	@Test
	void aFailureIsTheResult() {
		IllegalStateException failure = new IllegalStateException("away");
		assertThat(this.calls.run(() -> {
			throw failure;
		})).failsWithin(PATIENCE).withThrowableThat().withCause(failure);
		assertThat(this.calls.start(() -> CompletableFuture.failedFuture(failure))).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCause(failure);
		assertThat(this.calls.run(() -> "done")).succeedsWithin(PATIENCE);
	}

	@Test
	void callsFailAfterTheExecutorIsClosed() {
		this.executor.shutdownNow();
		assertThat(this.calls.run(() -> "done")).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(RejectedExecutionException.class);
	}

	@Test
	void aCallThatGetsNoThreadTakesNoPlace() {
		AtomicInteger refused = new AtomicInteger(10);
		BlockingCalls scarce = new BlockingCalls((task) -> {
			if (refused.getAndDecrement() > 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.executor.execute(task);
		});
		IntStream.range(0, 10)
			.forEach((i) -> assertThat(scarce.run(() -> "done")).failsWithin(PATIENCE)
				.withThrowableThat()
				.withCauseInstanceOf(OutOfMemoryError.class));
		assertThat(scarce.run(() -> "done")).succeedsWithin(PATIENCE);
	}

	private CompletableFuture<Integer> hold() {
		return this.calls.run(() -> {
			int number = this.begun.incrementAndGet();
			try {
				this.held.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return number;
		});
	}

}
