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

package com.dintero.auth.benchmarks.hit;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * A token that is there: how long a call takes, and how much it allocates.
 */
public final class HitScenario {

	private static final int MANY = 10_000;

	private static final double NOTHING = 0.05;

	private static final double NOISE = 1.05;

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private final MockDinteroProcess server;

	private final Path logs;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 * @param logs the folder to write into what JMH says
	 */
	public HitScenario(MockDinteroProcess server, Path logs) {
		this.server = server;
		this.logs = logs;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		this.server.reset();
		this.server.merchants(MANY);
		return List.of(row(OneKeyBenchmark.class, 1, 1, 1.5), row(OneKeyBenchmark.class, 1, 2, 1.5),
				row(ManyKeysBenchmark.class, MANY, 1, 2), row(ManyKeysBenchmark.class, MANY, 2, 2));
	}

	/**
	 * Measure with a store that instances share.
	 * @param redisPort where the store is
	 * @return the row of the table
	 */
	public Row runShared(int redisPort) {
		this.server.reset();
		Map<String, RunResult> results = new TreeMap<>();
		measure(OneKeyBenchmark.class.getSimpleName() + "\\.(dintero|shared)", 1, 1, 2,
				"-D%s=%d".formatted(Subject.REDIS_PROPERTY, redisPort))
			.forEach((result) -> results.put(name(result), result));
		double shared = time(results, "shared");
		double alone = time(results, "dintero");
		double allocated = allocation(results, "shared");
		return new Row("a cached token with a store, 1 key, 1 thread", "0 B; ≤ 1.05 × without",
				"%.1f ns, %.0f B (without: %.1f ns)".formatted(shared, allocated, alone), "", "",
				"%.2f without".formatted(shared / alone), allocated < NOTHING && shared <= NOISE * alone);
	}

	private Row row(Class<?> benchmark, int keys, int threads, double limit) {
		Map<String, RunResult> results = new TreeMap<>();
		measure(benchmark.getSimpleName() + "\\.(dintero|map)", keys, threads, 2)
			.forEach((result) -> results.put(name(result), result));
		measure(benchmark.getSimpleName() + "\\.(springSecurity|googleAuth)", keys, threads, 1)
			.forEach((result) -> results.put(name(result), result));
		double dintero = time(results, "dintero");
		double map = time(results, "map");
		double spring = time(results, "springSecurity");
		double google = time(results, "googleAuth");
		double allocated = allocation(results, "dintero");
		boolean met = allocated < NOTHING && dintero <= limit * map && dintero <= spring / 2
				&& dintero <= NOISE * google;
		return new Row(
				"a cached token, %,d %s, %d %s".formatted(keys, (keys == 1) ? "key" : "keys", threads,
						(threads == 1) ? "thread" : "threads"),
				"0 B; ≤ %.1f × map; ≤ 0.5 × Spring; ≤ %.2f × google-auth".formatted(limit, NOISE),
				"%.1f ns, %.0f B (map: %.1f ns)".formatted(dintero, allocated, map),
				"%.0f ns, %.0f B".formatted(spring, allocation(results, "springSecurity")),
				"%.1f ns, %.0f B".formatted(google, allocation(results, "googleAuth")),
				"%.2f map, %.2f Spring, %.2f google-auth".formatted(dintero / map, dintero / spring, dintero / google),
				met);
	}

	private Collection<RunResult> measure(String include, int keys, int threads, int forks, String... options) {
		try {
			return new Runner(new OptionsBuilder().include(include)
				.param("keys", Integer.toString(keys))
				.threads(threads)
				.forks(forks)
				.warmupIterations(4)
				.warmupTime(TimeValue.milliseconds(500))
				.measurementIterations(5)
				.measurementTime(TimeValue.milliseconds(500))
				.addProfiler(GCProfiler.class)
				.jvmArgsPrepend(options)
				.jvmArgsAppend("-D%s=%s".formatted(Subject.SERVER_PROPERTY, this.server.address().baseUrl()), "-Xmx1g",
						"-Xms1g")
				.output(this.logs.resolve("jmh-%d-keys-%d-threads-%d-forks.log".formatted(keys, threads, forks))
					.toString())
				.build()).run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String name(RunResult result) {
		String benchmark = result.getParams().getBenchmark();
		return benchmark.substring(benchmark.lastIndexOf('.') + 1);
	}

	private static double time(Map<String, RunResult> results, String name) {
		return result(results, name).getPrimaryResult().getScore();
	}

	private static double allocation(Map<String, RunResult> results, String name) {
		return Objects.requireNonNull(result(results, name).getSecondaryResults().get(ALLOCATION)).getScore();
	}

	private static RunResult result(Map<String, RunResult> results, String name) {
		RunResult result = results.get(name);
		if (result == null) {
			throw new IllegalStateException("Benchmark '%s' did not end well: see its log".formatted(name));
		}
		return result;
	}

}
