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

package com.dintero.auth.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import com.dintero.auth.benchmarks.hit.HitScenario;
import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.report.Table;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;
import com.dintero.auth.benchmarks.server.RedisProcess;
import com.dintero.auth.benchmarks.start.StartScenario;
import com.dintero.auth.benchmarks.story.ColdScenario;
import com.dintero.auth.benchmarks.story.FleetScenario;
import com.dintero.auth.benchmarks.story.OutageScenario;
import com.dintero.auth.benchmarks.story.RenewalScenario;
import com.dintero.auth.benchmarks.story.StormScenario;
import com.dintero.auth.benchmarks.story.WarmScenario;

/**
 * Runs the scenarios that are named, or all of them, and prints a table.
 */
public final class Benchmarks {

	private static final Path LOGS = Path.of("benchmarks", "target");

	private Benchmarks() {
	}

	/**
	 * Run the scenarios.
	 * @param args their names
	 */
	public static void main(String[] args) {
		Locale.setDefault(Locale.ROOT);
		try (MockDinteroProcess server = MockDinteroProcess.start()) {
			Map<String, Supplier<List<Row>>> scenarios = scenarios(server);
			List<String> names = (args.length > 0) ? List.of(args) : List.copyOf(scenarios.keySet());
			if (!scenarios.keySet().containsAll(names)) {
				throw new IllegalArgumentException("The scenarios are " + scenarios.keySet());
			}
			Table table = new Table();
			scenarios.forEach((name, scenario) -> {
				if (names.contains(name)) {
					scenario.get().forEach(table::add);
				}
			});
			System.out.printf("JDK %s (%s), %d processors%n%n%s%n%n%s%n", Runtime.version(),
					System.getProperty("java.vendor"), Runtime.getRuntime().availableProcessors(), table,
					(table.isMet()) ? "Everything is reached." : "Not everything is reached.");
		}
	}

	private static Map<String, Supplier<List<Row>>> scenarios(MockDinteroProcess server) {
		Map<String, Supplier<List<Row>>> scenarios = new LinkedHashMap<>();
		scenarios.put("hit", () -> new HitScenario(server, LOGS).run());
		scenarios.put("storm", () -> new StormScenario(server).run());
		scenarios.put("renewal", () -> new RenewalScenario(server).run());
		scenarios.put("outage", () -> new OutageScenario(server).run());
		scenarios.put("cold", () -> new ColdScenario(server).run());
		scenarios.put("warm", () -> new WarmScenario(server).run());
		scenarios.put("fleet", () -> fleet(server));
		scenarios.put("start", () -> new StartScenario().run());
		return scenarios;
	}

	private static List<Row> fleet(MockDinteroProcess server) {
		try (RedisProcess redis = RedisProcess.start()) {
			List<Row> rows = new ArrayList<>(new FleetScenario(server, redis).run());
			redis.clear();
			rows.add(new HitScenario(server, LOGS).runShared(redis.port()));
			return rows;
		}
	}

}
