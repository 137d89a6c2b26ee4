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

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;
import com.dintero.auth.benchmarks.server.MockDinteroProcess.Traffic;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * A partner starts, and wants the tokens of all its merchants.
 */
public final class ColdScenario {

	private static final int MERCHANTS = 5_000;

	private static final int CALLERS = 64;

	private static final int CAP = 16;

	private static final Duration LATENCY = Duration.ofMillis(50);

	private static final int WARM_UP_MERCHANTS = 2_000;

	private final MockDinteroProcess server;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 */
	public ColdScenario(MockDinteroProcess server) {
		this.server = server;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		Result dintero = measure(DinteroClient.start(this.server.address()));
		Result spring = measure(new SpringSecurityClient(this.server.address(), null, Clock.systemUTC()));
		Result google = measure(new GoogleAuthClient(new TokenEndpoint(this.server.address()), null));
		Traffic traffic = dintero.traffic();
		boolean exact = traffic.own() == 1 && traffic.exchange() == MERCHANTS && traffic.merchant() == MERCHANTS;
		return List
			.of(new Row(
					"%,d merchants, cold, %d threads, latency %d ms".formatted(MERCHANTS, CALLERS, LATENCY.toMillis()),
					"1 + 5,000 + 5,000 requests; ≤ 16 in flight; ≤ 1.15 × ideal", dintero.toString(),
					"no exchange: " + spring, "no exchange: " + google, "%d in flight to %d and %d"
						.formatted(traffic.peak(), spring.traffic().peak(), google.traffic().peak()),
					exact && traffic.peak() <= CAP && dintero.toIdeal() <= 1.15));
	}

	private Result measure(TokenClient client) {
		try (client) {
			this.server.merchants(MERCHANTS + WARM_UP_MERCHANTS);
			this.server.reset();
			Crowd callers = Crowd.ofPlatformThreads(CALLERS);
			callers.share(WARM_UP_MERCHANTS, (i) -> client.getToken(ServerAddress.merchant(MERCHANTS + i + 1)));
			client.forget();
			this.server.reset();
			this.server.delay(LATENCY);
			long begin = System.nanoTime();
			callers.share(MERCHANTS, (i) -> client.getToken(ServerAddress.merchant(i + 1)));
			return new Result(this.server.traffic(), Duration.ofNanos(System.nanoTime() - begin));
		}
	}

	/**
	 * What came of it.
	 *
	 * @param traffic the requests that arrived
	 * @param time how long it took
	 */
	private record Result(Traffic traffic, Duration time) {

		/**
		 * How long it took beside requests that follow each other without a gap, as many
		 * at a time as there may be.
		 * @return the ratio
		 */
		double toIdeal() {
			return this.time.toMillis() / ((double) this.traffic.total() / CAP * LATENCY.toMillis());
		}

		@Override
		public String toString() {
			return "%,d + %,d + %,d requests; %d in flight; %.1f s, %.2f × ideal for %d".formatted(this.traffic.own(),
					this.traffic.exchange(), this.traffic.merchant(), this.traffic.peak(),
					this.time.toMillis() / 1000.0, toIdeal(), CAP);
		}

	}

}
