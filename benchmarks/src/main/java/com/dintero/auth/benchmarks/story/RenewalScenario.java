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
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.client.GoogleAuthClient;
import com.dintero.auth.benchmarks.client.MapClient;
import com.dintero.auth.benchmarks.client.Margins;
import com.dintero.auth.benchmarks.client.SpringSecurityClient;
import com.dintero.auth.benchmarks.client.TokenClient;
import com.dintero.auth.benchmarks.client.TokenEndpoint;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * A token of seconds under load, renewed again and again.
 */
public final class RenewalScenario {

	private static final Duration LIFETIME = Duration.ofSeconds(3);

	private static final Duration LATENCY = Duration.ofMillis(100);

	private static final Duration LENGTH = Duration.ofSeconds(15);

	private static final int CALLERS = 64;

	private static final int CALLS_PER_SECOND = 2_000;

	/**
	 * Requests that are closer to each other are of one renewal.
	 */
	private static final long SAME_RENEWAL = LIFETIME.toMillis() / 3;

	private static final long LONG_CALL = 20;

	private final MockDinteroProcess server;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 */
	public RenewalScenario(MockDinteroProcess server) {
		this.server = server;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		Margins margins = Margins.of(LIFETIME);
		TokenEndpoint endpoint = new TokenEndpoint(this.server.address());
		Result dintero = measure(DinteroClient.start(this.server.address()), LIFETIME);
		Result noise = measure(new MapClient(endpoint), Duration.ofHours(1));
		Result spring = measure(
				new SpringSecurityClient(this.server.address(), margins.expiration(), Clock.systemUTC()), LIFETIME);
		Result google = measure(new GoogleAuthClient(endpoint, margins), LIFETIME);
		return List.of(new Row(
				"a %d s token, %,d calls/s for %d s, latency %d ms".formatted(LIFETIME.toSeconds(), CALLS_PER_SECOND,
						LENGTH.toSeconds(), LATENCY.toMillis()),
				"no caller waits after the first token; 1 request per renewal",
				"%s (a map that renews nothing: longest %.0f ms, %,d > %d ms)".formatted(dintero,
						noise.calls().longest(), noise.calls().longerThan(LONG_CALL), LONG_CALL),
				spring.toString(), google.toString(),
				"%d waits to Spring's %,d, google-auth's %,d".formatted(dintero.calls.waited(), spring.calls.waited(),
						google.calls.waited()),
				dintero.calls.waited() == 0 && dintero.calls.failed() == 0
						&& dintero.requests() == dintero.renewals()));
	}

	private Result measure(TokenClient client, Duration lifetime) {
		try (client) {
			// What is slow for being new is over before the first token that counts
			this.server.reset();
			client.getToken();
			new Load(CALLERS, CALLS_PER_SECOND, Duration.ofSeconds(2)).run(client::getToken);
			client.forget();
			this.server.reset();
			this.server.lifetime(lifetime);
			this.server.delay(LATENCY);
			client.getToken();
			Calls calls = new Load(CALLERS, CALLS_PER_SECOND, LENGTH).run(client::getToken);
			return new Result(calls, this.server.arrivals());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What came of it.
	 *
	 * @param calls the calls
	 * @param arrivals when requests arrived, the first of which was before the calls
	 */
	private record Result(Calls calls, List<Long> arrivals) {

		int requests() {
			return this.arrivals.size() - 1;
		}

		int renewals() {
			int renewals = 0;
			for (int i = 1; i < this.arrivals.size(); i++) {
				if (this.arrivals.get(i) - this.arrivals.get(i - 1) > SAME_RENEWAL) {
					renewals++;
				}
			}
			return renewals;
		}

		@Override
		public String toString() {
			return "%,d waits of %,d; longest %.0f ms, 99.99 %% %.1f ms, %,d > %d ms; %,d requests for %d renewals"
				.formatted(this.calls.waited(), this.calls.count(), this.calls.longest(), this.calls.usual(),
						this.calls.longerThan(LONG_CALL), LONG_CALL, requests(), renewals());
		}

	}

}
