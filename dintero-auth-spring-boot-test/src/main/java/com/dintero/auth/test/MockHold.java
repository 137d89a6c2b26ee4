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

package com.dintero.auth.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds back the requests to a {@link MockEndpoint} until it is released. With it a test
 * can look at what happens while an answer is on its way, without guessing at times.
 */
public final class MockHold implements AutoCloseable {

	private final Semaphore arrivals = new Semaphore(0);

	private final CountDownLatch release = new CountDownLatch(1);

	MockHold() {
	}

	/**
	 * Waits until so many requests have arrived since this hold began.
	 * @param count how many
	 * @param timeout how long to wait at most
	 * @throws AssertionError if they do not arrive in time
	 */
	public void awaitRequests(int count, Duration timeout) {
		try {
			if (!this.arrivals.tryAcquire(count, timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new AssertionError("Expected %d requests to arrive within %s, but there are %d".formatted(count,
						timeout, this.arrivals.availablePermits()));
			}
			// They are still here: who asks again counts from the beginning
			this.arrivals.release(count);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for requests", ex);
		}
	}

	/**
	 * Lets all requests go on, the waiting ones and later ones.
	 */
	public void release() {
		this.release.countDown();
	}

	/**
	 * Does the same as {@link #release()}.
	 */
	@Override
	public void close() {
		release();
	}

	void pass() throws InterruptedException {
		this.arrivals.release();
		this.release.await();
	}

	boolean isReleased() {
		return this.release.getCount() == 0;
	}

}
