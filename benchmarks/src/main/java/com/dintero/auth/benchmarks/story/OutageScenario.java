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

package com.dintero.auth.benchmarks.story;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * The endpoint fails while the token is due to be renewed, and lives.
 */
public final class OutageScenario {

	private static final Duration LENGTH = Duration.ofSeconds(5);

	private static final int CALLERS = 64;

	private static final int CALLS_PER_SECOND = 500;

	private static final Duration LIFETIME = Duration.ofHours(24);

	/**
	 * Here any token of ours is due, whatever its jitter.
	 */
	private static final Duration DUE = Duration.ofHours(22);

	/**
	 * Spring Security replaces a token a minute before it expires.
	 */
	private static final Duration SPRING_DUE = LIFETIME.minusSeconds(30);

	/**
	 * The library google-auth-library-java renews a token from 225 seconds before it
	 * expires on, and hands it out until 180 seconds before.
	 */
	private static final Duration GOOGLE_LIFETIME = Duration.ofSeconds(220);

	private static final long RETRY_AFTER = 3_000;

	private final MockDinteroProcess server;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 */
	public OutageScenario(MockDinteroProcess server) {
		this.server = server;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		return Stream.of("500", "429", "hang").map(this::row).toList();
	}

	private Row row(String fault) {
		MovableClock clock = new MovableClock();
		Result dintero = measure(DinteroClient.start(this.server.address(), clock), clock, DUE, LIFETIME, fault);
		MovableClock springClock = new MovableClock();
		Result spring = measure(new SpringSecurityClient(this.server.address(), null, springClock), springClock,
				SPRING_DUE, LIFETIME, fault);
		Result google = measure(new GoogleAuthClient(new TokenEndpoint(this.server.address()), null),
				new MovableClock(), Duration.ZERO, GOOGLE_LIFETIME, fault);
		boolean patient = !fault.equals("429") || dintero.shortestPause() >= RETRY_AFTER;
		return new Row(
				"%d s of %s while the token lives, %d callers, %d calls/s".formatted(LENGTH.toSeconds(),
						(fault.equals("429")) ? "429 with Retry-After: 3" : fault, CALLERS, CALLS_PER_SECOND),
				"0 errors, 0 waits; ≤ 5 requests" + ((fault.equals("429")) ? ", none before Retry-After" : ""),
				dintero.toString(), spring.toString(), google.toString(),
				"%d requests to Spring's %,d, google-auth's %,d".formatted(dintero.requests(), spring.requests(),
						google.requests()),
				dintero.calls().failed() == 0 && dintero.calls().waited() == 0 && dintero.requests() <= 5
						&& dintero.requests() > 0 && patient);
	}

	private Result measure(TokenClient client, MovableClock clock, Duration due, Duration lifetime, String fault) {
		try (client) {
			this.server.reset();
			client.getToken();
			new Load(CALLERS, CALLS_PER_SECOND, Duration.ofSeconds(1)).run(client::getToken);
			client.forget();
			this.server.lifetime(lifetime);
			client.getToken();
			this.server.reset();
			this.server.fail(fault);
			clock.move(due);
			Calls calls = new Load(CALLERS, CALLS_PER_SECOND, LENGTH).run(client::getToken);
			List<Long> arrivals = this.server.arrivals()
				.stream()
				.filter((arrival) -> arrival <= LENGTH.toMillis())
				.toList();
			// Whoever hangs shall hang no longer
			this.server.reset();
			return new Result(calls, arrivals);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What came of it.
	 *
	 * @param calls the calls
	 * @param arrivals when requests arrived
	 */
	private record Result(Calls calls, List<Long> arrivals) {

		int requests() {
			return this.arrivals.size();
		}

		long shortestPause() {
			long shortest = Long.MAX_VALUE;
			for (int i = 1; i < this.arrivals.size(); i++) {
				shortest = Math.min(shortest, this.arrivals.get(i) - this.arrivals.get(i - 1));
			}
			return shortest;
		}

		@Override
		public String toString() {
			return "%,d errors, %,d waits of %,d; longest %.0f ms; %,d requests".formatted(this.calls.failed(),
					this.calls.waited(), this.calls.count(), this.calls.longest(), requests());
		}

	}

}
