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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import redis.embedded.RedisServer;

/**
 * Redis in another process.
 */
public final class RedisProcess implements AutoCloseable {

	private final int port;

	private final RedisServer server;

	private final RedisClient client;

	private final RedisCommands<String, String> commands;

	private RedisProcess(int port) throws IOException {
		this.port = port;
		this.server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
		this.server.start();
		this.client = RedisClient.create("redis://127.0.0.1:" + port);
		this.commands = this.client.connect().sync();
	}

	/**
	 * Start the process.
	 * @return the process, which is to be closed
	 */
	public static RedisProcess start() {
		try {
			return new RedisProcess(freePort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Redis did not start", ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Return where it is, on this machine.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Forget everything that is stored.
	 */
	public void clear() {
		this.commands.flushall();
	}

	/**
	 * Forget the count of operations.
	 */
	public void resetOperations() {
		this.commands.configResetstat();
	}

	/**
	 * Count the operations of stores since the last reset. Each is one script, and one
	 * round trip.
	 * @return the calls of scripts, from {@code INFO commandstats}
	 */
	public int operations() {
		return this.commands.info("commandstats")
			.lines()
			.filter((line) -> line.startsWith("cmdstat_eval"))
			.mapToInt((line) -> Integer.parseInt(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
			.sum();
	}

	/**
	 * Measure what all entries take.
	 * @return the sum of {@code MEMORY USAGE}, in bytes
	 */
	public long bytes() {
		return this.commands.keys("*").stream().mapToLong(this.commands::memoryUsage).sum();
	}

	@Override
	public void close() {
		this.client.shutdown();
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
