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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import com.dintero.auth.benchmarks.client.DinteroClient;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;
import com.dintero.auth.benchmarks.server.MockDinteroProcess.Traffic;
import com.dintero.auth.benchmarks.server.RedisProcess;
import com.dintero.auth.benchmarks.server.ServerAddress;

/**
 * Instances of an application want the tokens of the same merchants, with and without a
 * store that they share.
 */
public final class FleetScenario {

	private static final int MERCHANTS = 500;

	private static final int TOKENS = 1 + MERCHANTS;

	private static final int REQUESTS = 1 + 2 * MERCHANTS;

	private static final int CALLERS = 16;

	private static final Duration LATENCY = Duration.ofMillis(50);

	// Long enough for all tokens to be there before the first is due
	private static final Duration LIFETIME = Duration.ofSeconds(40);

	private static final int RENEWING_INSTANCES = 5;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final MockDinteroProcess server;

	private final RedisProcess redis;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 * @param redis where instances share them
	 */
	public FleetScenario(MockDinteroProcess server, RedisProcess redis) {
		this.server = server;
		this.redis = redis;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		this.server.merchants(MERCHANTS);
		// Load the classes first
		alone(1);
		shared(1);
		List<Row> rows = new ArrayList<>();
		IntStream.of(1, 5, 20).forEach((instances) -> rows.add(cold(instances)));
		rows.add(joining());
		rows.addAll(renewal());
		return rows;
	}

	private Row cold(int instances) {
		Result alone = alone(instances);
		Result shared = shared(instances);
		return row(
				"%d cold %s, %d merchants each, latency %d ms".formatted(instances,
						(instances == 1) ? "instance" : "instances", MERCHANTS, LATENCY.toMillis()),
				"1 + %1$d + %1$d requests with a store".formatted(MERCHANTS),
				"with a store: %s, %.1f Redis operations per token and instance, %.0f B in Redis per token; without: %s"
					.formatted(shared, shared.operations() / (double) (instances * TOKENS),
							this.redis.bytes() / (double) TOKENS, alone),
				"%.2f × the requests".formatted(shared.traffic().total() / (double) alone.traffic().total()),
				shared.traffic().total() == REQUESTS);
	}

	// The tokens are there, as after a deployment
	private Row joining() {
		Result joining = warm(startShared(1));
		return row("1 cold instance that finds %d tokens".formatted(TOKENS), "0 requests",
				"%s, %.1f Redis operations per token".formatted(joining, joining.operations() / (double) TOKENS), "",
				joining.traffic().total() == 0);
	}

	private Result alone(int instances) {
		List<DinteroClient> fleet = IntStream.range(0, instances)
			.mapToObj((i) -> DinteroClient.start(this.server.address()))
			.toList();
		return warm(fleet);
	}

	private Result shared(int instances) {
		this.redis.clear();
		return warm(startShared(instances));
	}

	private List<DinteroClient> startShared(int instances) {
		return IntStream.range(0, instances)
			.mapToObj((i) -> DinteroClient.startShared(this.server.address(), this.redis.port()))
			.toList();
	}

	private Result warm(List<DinteroClient> fleet) {
		try {
			this.server.reset();
			this.server.delay(LATENCY);
			this.redis.resetOperations();
			long begin = System.nanoTime();
			getAll(fleet);
			Duration time = Duration.ofNanos(System.nanoTime() - begin);
			return new Result(this.server.traffic(), time, settledOperations());
		}
		finally {
			fleet.forEach(DinteroClient::close);
		}
	}

	// Each instance has its own order, as in real traffic
	private static void getAll(List<DinteroClient> fleet) {
		List<List<String>> orders = IntStream.range(0, fleet.size()).mapToObj(FleetScenario::order).toList();
		List<AtomicInteger> next = fleet.stream().map((client) -> new AtomicInteger()).toList();
		Crowd.ofPlatformThreads(fleet.size() * CALLERS).all((number) -> {
			int instance = number % fleet.size();
			for (int i = next.get(instance).getAndIncrement(); i < MERCHANTS; i = next.get(instance)
				.getAndIncrement()) {
				fleet.get(instance).getToken(orders.get(instance).get(i));
			}
		});
		fleet.forEach(DinteroClient::getToken);
	}

	private static List<String> order(int instance) {
		List<String> order = new ArrayList<>(
				IntStream.rangeClosed(1, MERCHANTS).mapToObj(ServerAddress::merchant).toList());
		Collections.shuffle(order, new Random(instance));
		return order;
	}

	/**
	 * One instance renews the tokens ahead, and the others find the new ones.
	 */
	private List<Row> renewal() {
		this.redis.clear();
		List<DinteroClient> fleet = startShared(RENEWING_INSTANCES);
		try {
			this.server.reset();
			this.server.lifetime(LIFETIME);
			getAll(fleet);
			long loaded = System.nanoTime();
			settledOperations();
			// 85 % is when the last one is due, at the latest
			pause(Duration.ofNanos(loaded - System.nanoTime()).plus(LIFETIME.multipliedBy(86).dividedBy(100)));
			this.server.reset();
			this.server.lifetime(LIFETIME.multipliedBy(100));
			Result first = renew(fleet.subList(0, 1));
			Result others = renew(fleet.subList(1, fleet.size()));
			int tokens = TOKENS * (fleet.size() - 1);
			return List.of(
					row("renewal of %d tokens by the first instance".formatted(TOKENS),
							"1 + %1$d + %1$d requests".formatted(MERCHANTS),
							"%d requests, %.1f Redis operations per token".formatted(first.traffic().total(),
									first.operations() / (double) TOKENS),
							"", first.traffic().total() == REQUESTS),
					row("the same by the other %d instances".formatted(fleet.size() - 1), "0 requests",
							"%d requests, %.1f Redis operations per token and instance"
								.formatted(others.traffic().total(), others.operations() / (double) tokens),
							"", others.traffic().total() == 0));
		}
		finally {
			fleet.forEach(DinteroClient::close);
		}
	}

	private Result renew(List<DinteroClient> fleet) {
		Traffic before = this.server.traffic();
		this.redis.resetOperations();
		long begin = System.nanoTime();
		getAll(fleet);
		int operations = settledOperations();
		Traffic after = this.server.traffic();
		return new Result(
				new Traffic(after.own() - before.own(), after.exchange() - before.exchange(),
						after.merchant() - before.merchant(), after.peak()),
				Duration.ofNanos(System.nanoTime() - begin), operations);
	}

	// Renewals and releases of leases go on when the callers have their tokens
	private int settledOperations() {
		long end = System.nanoTime() + PATIENCE.toNanos();
		int last = -1;
		for (int now = this.redis.operations(); now != last && System.nanoTime() < end; now = this.redis.operations()) {
			last = now;
			pause(Duration.ofSeconds(2));
		}
		return last;
	}

	private static void pause(Duration duration) {
		long end = System.nanoTime() + duration.toNanos();
		for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	private static Row row(String scenario, String target, String measured, String ratio, boolean met) {
		return new Row(scenario, target, measured, "", "", ratio, met);
	}

	/**
	 * The result.
	 *
	 * @param traffic the token requests
	 * @param time until all instances had all tokens
	 * @param operations the Redis operations
	 */
	private record Result(Traffic traffic, Duration time, int operations) {

		@Override
		public String toString() {
			return "%,d + %,d + %,d requests, %.1f s".formatted(this.traffic.own(), this.traffic.exchange(),
					this.traffic.merchant(), this.time.toMillis() / 1000.0);
		}

	}

}
