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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A count that loses nothing and never goes back.
 */
@Timeout(60)
class HitCounterTests {

	private static final int THREADS = 300;

	private static final int HITS = 2_000;

	private final HitCounter counter = new HitCounter();

	@Test
	void countsWhatManyThreadsCountTogether() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(new Thread(this::count));
		}
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.counter.sum()).isEqualTo((long) THREADS * HITS);
	}

	@Test
	void neverGoesBackWhileOthersTakePlacesOver() throws InterruptedException {
		long before = 0;
		for (int i = 0; i < THREADS; i++) {
			Thread thread = new Thread(this::count);
			thread.start();
			long now = this.counter.sum();
			assertThat(now).isGreaterThanOrEqualTo(before);
			before = now;
			thread.join();
		}
		assertThat(this.counter.sum()).isEqualTo((long) THREADS * HITS);
	}

	private void count() {
		for (int i = 0; i < HITS; i++) {
			this.counter.increment();
		}
	}

}
