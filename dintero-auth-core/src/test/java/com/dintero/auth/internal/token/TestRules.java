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

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenTransport;

/**
 * Rules for an entry whose loader is the test's, and which does everything on the test's
 * thread.
 */
final class TestRules {

	private TestRules() {
	}

	static TokenRules of(MutableClock clock) {
		return of(clock, clock);
	}

	static TokenRules of(Clock clock, MutableClock timer) {
		return new TokenRules("dintero", new DinteroRegistrations(List.of(TestRegistrations.idle("dintero", false))),
				clock, new TokenEndpointClient(new TokenTransport(HttpClient.newHttpClient(), new SameThread(), timer),
						TokenFixture.READ_TIMEOUT, TokenFixture.DEADLINE, 16, clock),
				Duration.ofMinutes(1), () -> 0);
	}

	private static final class SameThread extends AbstractExecutorService {

		@Override
		public void execute(Runnable task) {
			task.run();
		}

		@Override
		public void shutdown() {
		}

		@Override
		public List<Runnable> shutdownNow() {
			return List.of();
		}

		@Override
		public boolean isShutdown() {
			return false;
		}

		@Override
		public boolean isTerminated() {
			return false;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return false;
		}

	}

}
