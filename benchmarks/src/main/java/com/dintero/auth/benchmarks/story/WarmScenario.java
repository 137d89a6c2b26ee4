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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.dintero.auth.benchmarks.report.Row;
import com.dintero.auth.benchmarks.server.MockDinteroProcess;

/**
 * The tokens of all merchants are there: what they cost.
 */
public final class WarmScenario {

	private static final int LIMIT = 400;

	private final MockDinteroProcess server;

	/**
	 * Create a scenario.
	 * @param server where tokens come from
	 */
	public WarmScenario(MockDinteroProcess server) {
		this.server = server;
	}

	/**
	 * Measure.
	 * @return the rows of the table
	 */
	public List<Row> run() {
		this.server.merchants(WarmHeap.MERCHANTS + WarmHeap.WARM_UP_MERCHANTS);
		Result dintero = measure("dintero");
		Result spring = measure("springSecurity");
		Result google = measure("googleAuth");
		return List.of(new Row("%,d merchants, warm".formatted(WarmHeap.MERCHANTS),
				"0 requests; ≤ %d B of heap per merchant beyond the token".formatted(LIMIT), dintero.toString(),
				"no exchange: " + spring, "no exchange: " + google, "%.2f Spring, %.2f google-auth"
					.formatted(dintero.bytes() / spring.bytes(), dintero.bytes() / google.bytes()),
				dintero.requests() == 0 && dintero.bytes() <= LIMIT));
	}

	// In a process of its own, where nothing else comes and goes
	private Result measure(String client) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		try {
			this.server.reset();
			Process process = new ProcessBuilder(java.toString(), "-Xmx512m", "-cp",
					System.getProperty("java.class.path"), WarmHeap.class.getName(), this.server.address().baseUrl(),
					client)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
			// When it says that everything is loaded, it gets everything once more
			expect(answers, WarmHeap.LOADED);
			this.server.reset();
			process.getOutputStream().write('\n');
			process.getOutputStream().flush();
			double bytes = Double.parseDouble(expect(answers, ""));
			int requests = this.server.traffic().total();
			process.waitFor();
			return new Result(requests, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String expect(BufferedReader answers, String beginning) throws IOException {
		String answer = answers.readLine();
		if (answer == null || !answer.startsWith(beginning)) {
			throw new IOException("Expected '%s', but got '%s'".formatted(beginning, answer));
		}
		return answer;
	}

	/**
	 * What came of it.
	 *
	 * @param requests the requests that arrived
	 * @param bytes the heap that a merchant takes, beyond its token
	 */
	private record Result(int requests, double bytes) {

		@Override
		public String toString() {
			return "%,d requests; %,.0f B".formatted(this.requests, this.bytes);
		}

	}

}
