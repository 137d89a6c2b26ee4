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
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * The deadline of a pending token request.
 */
final class RequestDeadline {

	private final TokenRules rules;

	private @Nullable Runnable end;

	private @Nullable Future<?> alarm;

	private long since;

	RequestDeadline(TokenRules rules) {
		this.rules = rules;
		this.since = rules.now();
	}

	/**
	 * Start to count.
	 * @param end ends the request
	 */
	synchronized void start(Runnable end) {
		this.end = end;
		start();
	}

	/**
	 * Start to count anew, from now on.
	 */
	synchronized void start() {
		stop();
		this.since = this.rules.now();
		if (this.end != null) {
			this.alarm = this.rules.timer().schedule(this.end, this.rules.client().deadline());
		}
	}

	/**
	 * Stop to count.
	 */
	synchronized void stop() {
		if (this.alarm != null) {
			this.alarm.cancel(false);
			this.alarm = null;
		}
	}

	/**
	 * Stop to count for good.
	 */
	synchronized void close() {
		this.end = null;
		stop();
	}

	/**
	 * Return what is left.
	 * @return the time until the deadline, negative after it
	 */
	synchronized Duration remaining() {
		return this.rules.client().deadline().minusMillis(this.rules.now() - this.since);
	}

}
