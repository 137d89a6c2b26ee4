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

package com.dintero.auth.benchmarks.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.dintero.auth.benchmarks.report.Row;

/**
 * Starts an application with the starter and without it, in turns, each time in a process
 * of its own.
 */
public final class StartScenario {

	private static final int STARTS = 20;

	private static final double LIMIT = 1.03;

	// The starter, and what it alone brings
	private static final Pattern OF_STARTER = Pattern
		.compile("dintero-auth|spring-security|nimbus|oidc-sdk|jcip|json-smart|accessors-smart|content-type|lang-tag");

	/**
	 * Measure.
	 * @return the row of the table
	 */
	public List<Row> run() {
		String all = System.getProperty("java.class.path");
		String without = Arrays.stream(all.split(File.pathSeparator))
			.filter((entry) -> !OF_STARTER.matcher(name(Path.of(entry))).find())
			.collect(Collectors.joining(File.pathSeparator));
		// The files are read once before
		start(all);
		start(without);
		List<Long> with = new ArrayList<>();
		List<Long> plain = new ArrayList<>();
		for (int i = 0; i < STARTS; i++) {
			with.add(start(all));
			plain.add(start(without));
		}
		double ratio = (double) median(with) / median(plain);
		return List.of(new Row("start of a web application, %d times".formatted(STARTS),
				"≤ %.2f x without the starter".formatted(LIMIT),
				"%,d ms with, %,d ms without (medians)".formatted(median(with), median(plain)), "", "",
				"%.3f without".formatted(ratio), ratio <= LIMIT));
	}

	// Of a jar, or of the module whose classes these are
	private static String name(Path entry) {
		return (entry.endsWith(Path.of("target", "classes"))) ? entry.getName(entry.getNameCount() - 3).toString()
				: entry.getFileName().toString();
	}

	private static long start(String classPath) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		try {
			Process process = new ProcessBuilder(java.toString(), "-Xmx512m", "-cp", classPath,
					StartApplication.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
					"--spring.main.banner-mode=off", "--dintero.auth.registration.dintero.account-id=T12345678",
					"--dintero.auth.registration.dintero.client-id=id",
					"--dintero.auth.registration.dintero.client-secret=a-secret-of-nobody")
				.redirectErrorStream(true)
				.start();
			try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
				List<String> lines = output.lines().toList();
				return lines.stream()
					.filter((line) -> line.startsWith(StartApplication.STARTED))
					.map((line) -> Long.valueOf(line.substring(StartApplication.STARTED.length())))
					.findFirst()
					.orElseThrow(() -> new IllegalStateException(String.join("\n", lines)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long median(List<Long> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
	}

}
