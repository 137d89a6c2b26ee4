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

package com.dintero.auth.integration.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.RedisServerBuilder;

/**
 * A Redis server on a free port.
 */
final class TestRedis implements AutoCloseable {

	static final String HOST = "127.0.0.1";

	private static final int SLOTS = 16384;

	private final int port = FreePort.find();

	private final Path directory;

	private final RedisServer server;

	private @Nullable String process;

	private TestRedis(ExecutableProvider program, String... settings) {
		try {
			this.directory = Files.createTempDirectory("redis");
			RedisServerBuilder builder = RedisServer.newRedisServer()
				.executableProvider(program)
				.port(this.port)
				.setting("save \"\"");
			builder.setting("dir " + this.directory);
			Stream.of(settings).forEach(builder::setting);
			this.server = builder.build();
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static TestRedis standalone() {
		return new TestRedis(ExecutableProvider.newJarResourceProvider());
	}

	static TestRedis installed() {
		File program = new File(Programs.find("redis-server"));
		return new TestRedis(() -> program);
	}

	// A node of a cluster checks the slots of keys, also where it has all of them
	static TestRedis cluster() {
		TestRedis redis = new TestRedis(ExecutableProvider.newJarResourceProvider(), "cluster-enabled yes",
				"cluster-announce-ip " + HOST);
		try (Jedis jedis = redis.client()) {
			jedis.sendCommand(Command.CLUSTER,
					Stream.concat(Stream.of("ADDSLOTS"), IntStream.range(0, SLOTS).mapToObj(Integer::toString))
						.toArray(String[]::new));
			Awaitility.await().until(() -> jedis.clusterInfo().contains("cluster_state:ok"));
		}
		return redis;
	}

	int port() {
		return this.port;
	}

	int keys() {
		try (Jedis jedis = client()) {
			return (int) jedis.dbSize();
		}
	}

	boolean contains(String text) {
		try (Jedis jedis = client()) {
			return jedis.keys("*")
				.stream()
				.filter((key) -> "hash".equals(jedis.type(key)))
				.anyMatch((key) -> jedis.hgetAll(key).toString().contains(text));
		}
	}

	/**
	 * End the server at once.
	 */
	void kill() {
		signal("KILL");
		stop();
	}

	/**
	 * Start the server again, with nothing stored.
	 */
	void start() {
		try {
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Stop the server where it is, with its connections open.
	 */
	void freeze() {
		this.process = process();
		signal("STOP");
	}

	void thaw() {
		signal("CONT");
	}

	private void signal(String signal) {
		try {
			new ProcessBuilder("kill", "-" + signal, (this.process != null) ? this.process : process()).start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private String process() {
		try (Jedis jedis = client()) {
			return jedis.info("server")
				.lines()
				.filter((line) -> line.startsWith("process_id:"))
				.map((line) -> line.substring("process_id:".length()))
				.findFirst()
				.orElseThrow();
		}
	}

	private void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Jedis client() {
		return new Jedis(HOST, this.port);
	}

	@Override
	public void close() {
		try {
			this.server.stop();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
