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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.dintero.auth.benchmarks.report.Row;

/**
 * Starts an application with the starter, without it, and with Spring Boot's starter for
 * OAuth2 clients, in turns, each time in a process of its own.
 */
public final class StartScenario {

	private static final int STARTS = 20;

	private static final double LIMIT = 1.03;

	// The starter, and what it alone brings
	private static final Pattern OF_STARTER = Pattern
		.compile("dintero-auth|spring-security|nimbus|oidc-sdk|jcip|json-smart|accessors-smart|content-type|lang-tag");

	// The mock is for other benchmarks; an application does not have it
	private static final String MOCK = "dintero-auth-spring-boot-test";

	private static final Path RIVAL = Path.of("benchmarks", "target", "rival-class-path");

	/**
	 * Measure.
	 * @return the row of the table
	 */
	public List<Row> run() {
		String own = System.getProperty("java.class.path");
		String all = select(own, (name) -> !name.startsWith(MOCK));
		String without = select(own, (name) -> !OF_STARTER.matcher(name).find());
		// The first entry has the classes of the benchmarks
		String spring = select(own.split(File.pathSeparator, -1)[0] + File.pathSeparator + read(RIVAL),
				(name) -> !name.startsWith("dintero-auth"));
		// The first starts warm the file cache and are not counted
		start(all);
		start(without);
		start(spring);
		List<Start> with = new ArrayList<>();
		List<Start> plain = new ArrayList<>();
		List<Start> rival = new ArrayList<>();
		for (int i = 0; i < STARTS; i++) {
			with.add(start(all));
			plain.add(start(without));
			rival.add(start(spring));
		}
		double ratio = ratio(with, plain, Start::millis);
		return List.of(new Row("start of a web application, %d times".formatted(STARTS),
				"≤ %.2f x without the starter".formatted(LIMIT),
				"%s with, %s without (medians)".formatted(describe(with), describe(plain)), describe(rival), "",
				"%.3f without (work: %.3f), Spring %.3f (%.3f)".formatted(ratio, ratio(with, plain, Start::work),
						ratio(rival, plain, Start::millis), ratio(rival, plain, Start::work)),
				ratio <= LIMIT));
	}

	private static String read(Path path) {
		try {
			return Files.readString(path).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String select(String classPath, Predicate<String> jars) {
		return Arrays.stream(classPath.split(File.pathSeparator))
			.filter((entry) -> jars.test(Path.of(entry).getFileName().toString()))
			.collect(Collectors.joining(File.pathSeparator));
	}

	// Of two successive starts, on which other load on the machine has the same effect
	private static double ratio(List<Start> with, List<Start> plain, ToIntFunction<Start> measure) {
		return IntStream.range(0, STARTS)
			.mapToDouble((i) -> (double) measure.applyAsInt(with.get(i)) / measure.applyAsInt(plain.get(i)))
			.sorted()
			.skip(STARTS / 2)
			.findFirst()
			.orElseThrow();
	}

	private static String describe(List<Start> starts) {
		return "%,d ms, %,d ms of work, %,d classes".formatted(median(starts, Start::millis),
				median(starts, Start::work), median(starts, Start::classes));
	}

	private static int median(List<Start> starts, ToIntFunction<Start> measure) {
		return starts.stream().mapToInt(measure).sorted().skip(STARTS / 2).findFirst().orElseThrow();
	}

	private static Start start(String classPath) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		try {
			Process process = new ProcessBuilder(java.toString(), "-Xmx512m", "-cp", classPath,
					StartApplication.class.getName(), "--server.port=0", "--server.address=127.0.0.1",
					"--spring.main.banner-mode=off", "--dintero.auth.registration.dintero.account-id=T12345678",
					"--dintero.auth.registration.dintero.client-id=id",
					"--dintero.auth.registration.dintero.client-secret=a-secret-of-nobody",
					"--spring.security.oauth2.client.registration.dintero.authorization-grant-type=client_credentials",
					"--spring.security.oauth2.client.registration.dintero.client-id=id",
					"--spring.security.oauth2.client.registration.dintero.client-secret=a-secret-of-nobody",
					"--spring.security.oauth2.client.provider.dintero.token-uri=https://api.dintero.com/v1/token")
				.redirectErrorStream(true)
				.start();
			try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
				List<String> lines = output.lines().toList();
				return lines.stream()
					.filter((line) -> line.startsWith(StartApplication.STARTED))
					.map((line) -> Start.parse(line.substring(StartApplication.STARTED.length())))
					.findFirst()
					.orElseThrow(() -> new IllegalStateException(String.join("\n", lines)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A start.
	 *
	 * @param millis how long it took
	 * @param work how many milliseconds of processor time the thread that starts took
	 * @param classes how many classes were loaded
	 */
	private record Start(int millis, int work, int classes) {

		static Start parse(String line) {
			String[] figures = line.split(" ", -1);
			return new Start(Integer.parseInt(figures[0]), Integer.parseInt(figures[1]), Integer.parseInt(figures[2]));
		}

	}

}
