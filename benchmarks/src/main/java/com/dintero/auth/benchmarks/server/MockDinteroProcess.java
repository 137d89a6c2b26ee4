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

package com.dintero.auth.benchmarks.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * MockDintero in another process.
 */
public final class MockDinteroProcess implements AutoCloseable {

	private final Process process;

	private final BufferedWriter commands;

	private final BufferedReader answers;

	private final ServerAddress address;

	private MockDinteroProcess(Process process) throws IOException {
		this.process = process;
		this.commands = process.outputWriter(StandardCharsets.UTF_8);
		this.answers = process.inputReader(StandardCharsets.UTF_8);
		this.address = new ServerAddress(readAnswer());
	}

	/**
	 * Start the process.
	 * @return the process, which is to be closed
	 */
	public static MockDinteroProcess start() {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		try {
			return new MockDinteroProcess(new ProcessBuilder(java.toString(), "-Xmx768m", "-XX:+UseSerialGC", "-cp",
					System.getProperty("java.class.path"), MockDinteroMain.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("MockDintero did not start", ex);
		}
	}

	/**
	 * Return where it is.
	 * @return the address
	 */
	public ServerAddress address() {
		return this.address;
	}

	/**
	 * Forget counts, faults, delays and the lifetime that was set.
	 */
	public void reset() {
		execute("reset");
	}

	/**
	 * Make merchants known.
	 * @param count how many, from the first on
	 */
	public void merchants(int count) {
		execute("merchants " + count);
	}

	/**
	 * Set how long tokens live that are issued from now on.
	 * @param lifetime the lifetime
	 */
	public void lifetime(Duration lifetime) {
		execute("lifetime " + lifetime);
	}

	/**
	 * Set how long all token endpoints take.
	 * @param delay how long
	 */
	public void delay(Duration delay) {
		execute("delay " + delay);
	}

	/**
	 * Make all token endpoints fail.
	 * @param fault {@code hang} or a status; {@code 429} says to come back in 3 seconds
	 */
	public void fail(String fault) {
		execute("fail " + fault);
	}

	/**
	 * Count the token requests since the last reset.
	 * @return the counts
	 */
	public Traffic traffic() {
		int[] counts = Arrays.stream(execute("traffic").split(" ", -1)).mapToInt(Integer::parseInt).toArray();
		return new Traffic(counts[0], counts[1], counts[2], counts[3]);
	}

	/**
	 * Return when token requests arrived since the last reset.
	 * @return milliseconds since the reset
	 */
	public List<Long> arrivals() {
		return Arrays.stream(execute("arrivals").split(" ", -1))
			.filter((word) -> !word.isEmpty())
			.map(Long::valueOf)
			.toList();
	}

	/**
	 * Let everything go wrong at random.
	 */
	public void startChaos() {
		execute("chaos");
	}

	/**
	 * Let everything be well again.
	 * @return what went wrong, and how often
	 */
	public String stopChaos() {
		execute("calm");
		return execute("faults");
	}

	/**
	 * Count the requests that were refused because of a token that is for something else,
	 * among the last ones.
	 * @return how many
	 */
	public int forbidden() {
		return Integer.parseInt(execute("forbidden"));
	}

	private synchronized String execute(String command) {
		try {
			this.commands.write(command);
			this.commands.newLine();
			this.commands.flush();
			return readAnswer();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("MockDintero's process has ended", ex);
		}
	}

	private String readAnswer() throws IOException {
		String answer = this.answers.readLine();
		if (answer == null) {
			throw new IOException("There is no answer");
		}
		return answer;
	}

	@Override
	public void close() {
		this.process.destroy();
	}

	/**
	 * The token requests that arrived.
	 *
	 * @param own for the own tokens of clients
	 * @param exchange for exchange tokens
	 * @param merchant for merchants' tokens
	 * @param peak how many there were at a time, at most
	 */
	public record Traffic(int own, int exchange, int merchant, int peak) {

		/**
		 * Count them all.
		 * @return the sum
		 */
		public int total() {
			return this.own + this.exchange + this.merchant;
		}

	}

}
