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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint of {@link MockDintero}: what it received, and how it is made to fail, to be
 * slow, or to wait. A request takes its fault when it arrives, waits for the hold and for
 * the delay, and is then failed or checked and answered.
 */
public final class MockEndpoint {

	private final RequestLog log;

	private final Deque<MockFault> faults = new ArrayDeque<>();

	private @Nullable MockFault permanentFault;

	private Duration delay = Duration.ZERO;

	private MockHold hold = released();

	/** Open as soon as whoever hangs or is delayed now shall wait no longer. */
	private CountDownLatch recovery = new CountDownLatch(1);

	private boolean closed;

	MockEndpoint(RequestLog log) {
		this.log = log;
	}

	/**
	 * Fails the next request. Faults queue up: each is for one request, in order.
	 * @param fault how it fails
	 */
	public void failNext(MockFault fault) {
		failNext(1, fault);
	}

	/**
	 * Fails the next requests. Faults queue up: each is for one request, in order.
	 * @param times how many requests
	 * @param fault how they fail
	 */
	public synchronized void failNext(int times, MockFault fault) {
		if (times < 0) {
			throw new IllegalArgumentException("The number of faults must not be negative");
		}
		for (int i = 0; i < times; i++) {
			this.faults.add(fault);
		}
	}

	/**
	 * Fails all requests until {@link #recover()}, once those of
	 * {@link #failNext(MockFault)} are through.
	 * @param fault how they fail
	 */
	public synchronized void failAlways(MockFault fault) {
		this.permanentFault = fault;
	}

	/**
	 * Ends all trouble: there are no faults and no delay any more, requests that are held
	 * or delayed go on, and those that hang are disconnected.
	 */
	public synchronized void recover() {
		this.faults.clear();
		this.permanentFault = null;
		this.delay = Duration.ZERO;
		this.hold.release();
		this.recovery.countDown();
		if (!this.closed) {
			this.recovery = new CountDownLatch(1);
		}
	}

	/**
	 * Gives every answer that much later, until {@link #recover()}. Only the request
	 * itself waits, no other one.
	 * @param delay how much later, in real time
	 */
	public synchronized void delay(Duration delay) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("The delay must not be negative");
		}
		this.delay = delay;
	}

	/**
	 * Holds back all requests that arrive from now on, until the hold is released.
	 * @return the hold
	 * @throws IllegalStateException if the last hold has not been released
	 */
	public synchronized MockHold hold() {
		if (this.closed || !this.hold.isReleased()) {
			throw new IllegalStateException(this.closed ? "The server is closed" : "The last hold is not released yet");
		}
		this.hold = new MockHold();
		return this.hold;
	}

	/**
	 * Returns how many requests were received, also rejected or failed ones, since the
	 * start or {@link MockDintero#reset()}.
	 * @return the number of requests
	 */
	public int requestCount() {
		return this.log.count(this);
	}

	/**
	 * Returns the requests that were received, also rejected or failed ones, since the
	 * start or {@link MockDintero#reset()}, as far as they are still recorded.
	 * @return the requests in order of arrival, a snapshot
	 */
	public List<MockRequest> requests() {
		return this.log.of(this);
	}

	Answer answer(Supplier<Answer> whenFine) throws InterruptedException {
		Treatment treatment = arrive();
		treatment.hold().pass();
		boolean recovered = treatment.recovery().await(treatment.delay().toNanos(), TimeUnit.NANOSECONDS);
		MockFault fault = treatment.fault();
		if (fault == null) {
			return whenFine.get();
		}
		if (fault.isHanging() && !recovered) {
			treatment.recovery().await();
		}
		return fault.answer();
	}

	synchronized void close() {
		this.closed = true;
		recover();
	}

	private synchronized Treatment arrive() {
		MockFault fault = this.faults.poll();
		return new Treatment((fault != null) ? fault : this.permanentFault, this.hold, this.delay, this.recovery);
	}

	private static MockHold released() {
		MockHold hold = new MockHold();
		hold.release();
		return hold;
	}

	private record Treatment(@Nullable MockFault fault, MockHold hold, Duration delay, CountDownLatch recovery) {

	}

}
