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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * The program tinyproxy, where it is installed.
 */
final class Tinyproxy implements ForwardProxy {

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private final int port;

	private final Path log;

	private final Process process;

	private Tinyproxy(int port, Path log, Process process) {
		this.port = port;
		this.log = log;
		this.process = process;
	}

	// A test that needs it ends here without it
	static Tinyproxy start(String username, String password, int target, Path directory) throws IOException {
		Optional<Path> program = Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
			.map((path) -> Path.of(path, "tinyproxy"))
			.filter(Files::isExecutable)
			.findFirst();
		Assumptions.assumeTrue(program.isPresent(), "tinyproxy is not on the PATH");
		int port = freePort();
		Path log = directory.resolve("tinyproxy.log");
		Path configuration = Files.writeString(directory.resolve("tinyproxy.conf"), """
				Listen 127.0.0.1
				Port %d
				BasicAuth %s %s
				ConnectPort %d
				LogFile "%s"
				LogLevel Connect
				""".formatted(port, username, password, target, log));
		Process process = new ProcessBuilder(program.get().toString(), "-d", "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("tinyproxy.out").toFile())
			.start();
		Tinyproxy proxy = new Tinyproxy(port, log, process);
		try {
			Awaitility.await().atMost(PATIENT).until(proxy::accepts);
		}
		catch (RuntimeException ex) {
			proxy.close();
			throw ex;
		}
		return proxy;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean accepts() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public int port() {
		return this.port;
	}

	// It logs a tunnel before it answers
	@Override
	public int tunnels() throws IOException {
		try (Stream<String> lines = Files.lines(this.log)) {
			return (int) lines.filter((line) -> line.contains("Established connection to host")).count();
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			if (!this.process.waitFor(PATIENT.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
