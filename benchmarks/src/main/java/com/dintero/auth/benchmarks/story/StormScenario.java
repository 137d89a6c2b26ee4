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
import java.util.concurrent.atomic.LongAccumulator;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * A crowd asks for one token that is not there.
 */
public final class StormScenario {

	private static final Duration LATENCY = Duration.ofMillis(200);

	private static final int WARM_UP_ROUNDS = 15;

	private static final int ROUNDS = 5;

	private final MockDinteroProcess server;

	private final Crowd crowd = Crowd.large();

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 */
	public StormScenario(MockDinteroProcess server) {
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
		return List.of(new Row("%s ask for one absent token, latency %d ms".formatted(this.crowd, LATENCY.toMillis()),
				"1 request; longest wait ≤ 1.2 × latency", dintero.toString(), spring.toString(), google.toString(),
				"%d to Spring's %d".formatted(dintero.requests(), spring.requests()),
				dintero.requests() == 1 && dintero.longest() <= 1.2));
	}

	private Result measure(TokenClient client) {
		try (client) {
			for (int i = 0; i < WARM_UP_ROUNDS; i++) {
				round(client);
			}
			Result worst = new Result(0, 0);
			for (int i = 0; i < ROUNDS; i++) {
				worst = worst.or(round(client));
			}
			return worst;
		}
	}

	private Result round(TokenClient client) {
		client.forget();
		this.server.reset();
		this.server.delay(LATENCY);
		LongAccumulator longest = new LongAccumulator(Math::max, 0);
		this.crowd.all((number) -> {
			long begin = System.nanoTime();
			client.getToken();
			longest.accumulate(System.nanoTime() - begin);
		});
		return new Result(this.server.traffic().total(), longest.doubleValue() / LATENCY.toNanos());
	}

	/**
	 * What came of a round.
	 *
	 * @param requests the requests that arrived
	 * @param longest the longest wait, in latencies
	 */
	private record Result(int requests, double longest) {

		Result or(Result other) {
			return new Result(Math.max(this.requests, other.requests), Math.max(this.longest, other.longest));
		}

		@Override
		public String toString() {
			return "%,d %s; %.2f × latency".formatted(this.requests, (this.requests == 1) ? "request" : "requests",
					this.longest);
		}

	}

}
