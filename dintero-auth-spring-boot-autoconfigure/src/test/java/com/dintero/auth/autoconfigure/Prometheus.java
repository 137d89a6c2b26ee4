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

package com.dintero.auth.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus that scrapes one application each second.
 *
 * @param process the process
 * @param url where it answers
 */
record Prometheus(Process process, String url) implements AutoCloseable {

	private static final Duration PATIENT = Duration.ofSeconds(60);

	private static final Pattern ADDRESS = Pattern.compile("Listening on\" address=(\\S+)");

	static boolean isInstalled() {
		return Stream.of("prometheus", "promtool")
			.allMatch((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
				.anyMatch((folder) -> Files.isExecutable(Path.of(folder, name))));
	}

	static Prometheus start(Path folder, int applicationPort, Path rules) throws IOException {
		Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 1s
				  evaluation_interval: 1s
				rule_files:
				  - %s
				scrape_configs:
				  - job_name: shop
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ["127.0.0.1:%d"]
				""".formatted(rules.toRealPath(), applicationPort));
		Path log = folder.resolve("log");
		Process process = new ProcessBuilder("prometheus", "--config.file=" + configuration,
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:0")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			Matcher address = Awaitility.await()
				.atMost(PATIENT)
				.until(() -> ADDRESS.matcher(Files.readString(log)), Matcher::find);
			return new Prometheus(process, "http://" + address.group(1));
		}
		catch (RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	/**
	 * Run {@code promtool} and expect success.
	 * @param arguments its arguments
	 */
	static void tool(String... arguments) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

	JsonNode query(String query) throws IOException, InterruptedException {
		return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).at("/data/result");
	}

	JsonNode get(String path) throws IOException, InterruptedException {
		JsonNode answer = JsonMapper.shared()
			.readTree(HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(this.url + path)).timeout(PATIENT).build(),
						BodyHandlers.ofString())
				.body());
		assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("success");
		return answer;
	}

	@Override
	public void close() {
		this.process.destroy();
		Awaitility.await().atMost(PATIENT).until(() -> !this.process.isAlive());
	}

}
