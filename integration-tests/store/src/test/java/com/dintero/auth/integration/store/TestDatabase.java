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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.util.FileSystemUtils;

import com.dintero.auth.internal.store.jdbc.JdbcTokenStore;

/**
 * A database with the table of the store, and a pool of connections.
 */
final class TestDatabase implements Closeable {

	private final HikariDataSource dataSource = new HikariDataSource();

	private final Closeable server;

	private TestDatabase(String url, String user, String platform, Closeable server) {
		this.server = server;
		this.dataSource.setJdbcUrl(url);
		this.dataSource.setUsername(user);
		DatabasePopulatorUtils.execute(
				new ResourceDatabasePopulator(
						new ClassPathResource("schema-%s.sql".formatted(platform), JdbcTokenStore.class)),
				this.dataSource);
	}

	static TestDatabase h2() {
		return new TestDatabase("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa", "h2", () -> {
		});
	}

	static TestDatabase postgres() {
		Assumptions.assumeTrue(!"root".equals(System.getProperty("user.name")) || LinuxUtils.isUnshareAvailable(),
				"PostgreSQL does not run as root");
		try {
			EmbeddedPostgres postgres = EmbeddedPostgres.start();
			return new TestDatabase(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgresql", postgres);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// It needs no system tables, because it checks no users
	static TestDatabase mariaDb() {
		String program = Programs.find("mariadbd");
		try {
			int port = FreePort.find();
			Path directory = Files.createTempDirectory("mariadb");
			Process server = new ProcessBuilder(program, "--no-defaults", "--skip-grant-tables",
					"--user=" + System.getProperty("user.name"), "--bind-address=127.0.0.1", "--port=" + port,
					"--datadir=" + directory, "--socket=" + directory.resolve("socket"),
					"--pid-file=" + directory.resolve("pid"))
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("log").toFile())
				.start();
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> Files.readString(directory.resolve("log")).contains("ready for connections"));
			return new TestDatabase("jdbc:mariadb://127.0.0.1:%d/store?createDatabaseIfNotExist=true".formatted(port),
					"root", "mysql", () -> {
						server.destroy();
						server.onExit().join();
						FileSystemUtils.deleteRecursively(directory);
					});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	HikariDataSource dataSource() {
		return this.dataSource;
	}

	@Override
	public void close() throws IOException {
		this.dataSource.close();
		this.server.close();
	}

}
