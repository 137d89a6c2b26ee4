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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BoundedMap}, whose values are the times until which they are needed. A
 * value that is needed for ever is not released.
 */
@Timeout(120)
class BoundedMapTests {

	private static final int MAXIMUM = 20;

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final AtomicLong looks = new AtomicLong();

	private final BoundedMap<Long> map = map(MAXIMUM);

	@AutoClose("shutdownNow")
	private final ExecutorService executor = Executors.newCachedThreadPool();

	private BoundedMap<Long> map(int maximumSize) {
		return new BoundedMap<>(maximumSize, (until) -> {
			this.looks.incrementAndGet();
			return until;
		}, (until) -> until != FOR_EVER);
	}

	@Test
	void holdsAsMuchAsItMay() {
		IntStream.rangeClosed(1, MAXIMUM).forEach((until) -> add(0, until));
		assertThat(this.map.values()).hasSize(MAXIMUM);
	}

	@Test
	void whatIsNeededForTheShortestTimeLeavesFirst() {
		IntStream.rangeClosed(1, MAXIMUM).forEach((until) -> add(0, 100 - until));
		add(0, 200);
		add(0, 201);
		assertThat(this.map.values()).hasSize(MAXIMUM).contains(200L, 201L, 99L).doesNotContain(80L, 81L);
	}

	@Test
	void whatIsNeededNoMoreLeavesBeforeThereIsTooMuch() {
		IntStream.rangeClosed(1, 10).forEach((until) -> add(0, until));
		add(5, 100);
		assertThat(this.map.values()).containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L, 100L);
	}

	@Test
	void whatIsNotReleasedStaysAndLeavesWhenItIs() {
		IntStream.range(0, 2 * MAXIMUM).forEach((i) -> this.map.put("key" + i, FOR_EVER));
		this.map.makeRoom(0);
		assertThat(this.map.values()).hasSize(2 * MAXIMUM);
		IntStream.range(0, 2 * MAXIMUM).forEach((i) -> this.map.put("key" + i, 100L + i));
		this.map.makeRoom(0);
		assertThat(this.map.values()).hasSize(MAXIMUM);
	}

	@Test
	void toKeepTheBoundTakesNoLongerInALargeMap() {
		int maximum = 10_000;
		BoundedMap<Long> large = map(maximum);
		for (int i = 0; i < 2 * maximum; i++) {
			large.put("key" + i, 100L + i);
			this.looks.set(0);
			large.makeRoom(0);
			assertThat(this.looks).hasValueLessThanOrEqualTo(64);
		}
		assertThat(large.values()).hasSize(maximum);
		assertThat(large.values().stream().filter((until) -> until >= 100L + maximum).count())
			.as("those that are needed longest")
			.isGreaterThan(maximum * 8L / 10);
	}

	@Test
	void manyThatComeTogetherDoNotMakeItTooLarge() throws Exception {
		int threads = 8;
		BoundedMap<Long> shared = map(100);
		CountDownLatch start = new CountDownLatch(threads);
		List<Future<?>> callers = new ArrayList<>();
		for (int thread = 0; thread < threads; thread++) {
			String name = "key" + thread + "-";
			callers.add(this.executor.submit(() -> {
				start.countDown();
				assertThat(start.await(30, TimeUnit.SECONDS)).isTrue();
				for (int i = 0; i < 5000; i++) {
					shared.put(name + i, (long) i);
					shared.makeRoom(-1);
					// One of each caller may have come that has not made room yet, and
					// the
					// map changes while it is counted
					assertThat(shared.values().size()).isLessThan(200);
				}
				return null;
			}));
		}
		for (Future<?> caller : callers) {
			caller.get(60, TimeUnit.SECONDS);
		}
		assertThat(shared.values()).hasSize(100);
	}

	private void add(long now, long until) {
		this.map.put("key" + until, until);
		this.map.makeRoom(now);
	}

}
