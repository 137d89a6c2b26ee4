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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.store.jdbc.JdbcTokenStore;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcTokenStoreTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@AutoClose
	private final TestDatabase database = TestDatabase.h2();

	private final JdbcClient client = JdbcClient.create(this.database.dataSource());

	@AutoClose
	private final TestExecutor executor = new TestExecutor();

	private final DinteroTokenStore store = new JdbcTokenStore(this.database.dataSource(), this.executor);

	@Test
	void aPoolWithoutAutoCommitKeepsWhatIsStored() {
		HikariConfig configuration = new HikariConfig();
		this.database.dataSource().copyStateTo(configuration);
		configuration.setAutoCommit(false);
		try (HikariDataSource dataSource = new HikariDataSource(configuration)) {
			DinteroTokenStore withoutAutoCommit = new JdbcTokenStore(dataSource, this.executor);
			assertThat(withoutAutoCommit.acquireLease("key", "owner", LONG)).succeedsWithin(PATIENCE);
			assertThat(withoutAutoCommit.releaseLease("key", "owner")).succeedsWithin(PATIENCE);
			assertThat(withoutAutoCommit.acquireLease("key", "other", LONG)).succeedsWithin(PATIENCE);
		}
		assertThat(this.store.releaseLease("key", "other")).succeedsWithin(PATIENCE).isEqualTo(true);
	}

	@Test
	void theTransactionOfACallerDoesNotMatter() {
		DinteroTokenStore sameThread = new JdbcTokenStore(this.database.dataSource(), Runnable::run);
		new TransactionTemplate(new JdbcTransactionManager(this.database.dataSource()))
			.executeWithoutResult((transaction) -> {
				assertThat(sameThread.acquireLease("key", "owner", LONG)).isCompletedWithValue(true);
				assertThat(this.store.acquireLease("key", "other", LONG)).succeedsWithin(PATIENCE).isEqualTo(false);
				transaction.setRollbackOnly();
			});
		assertThat(this.store.acquireLease("key", "other", LONG)).succeedsWithin(PATIENCE).isEqualTo(false);
	}

	@Test
	void newRowsRemoveRowsThatHaveEnded() {
		IntStream.range(0, 30).forEach((i) -> put("short-" + i, SHORT));
		AtomicInteger puts = new AtomicInteger();
		Awaitility.await().atMost(PATIENCE).until(() -> {
			put("long-" + puts.incrementAndGet(), LONG);
			return rows() == puts.get();
		});
	}

	@Test
	void aRowStaysUntilItsLastPartEnds() {
		put("key", SHORT);
		assertThat(this.store.reject("key", "another", LONG)).succeedsWithin(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> this.store.get("key").join().value() == null);
		put("new", LONG);
		// Follows the removal
		put("newer", LONG);
		assertThat(rows()).isEqualTo(3);
	}

	@Test
	void aMissingTableFailsTheCall() {
		this.client.sql("drop table dintero_auth_token_store").update();
		assertThat(this.store.get("key")).failsWithin(PATIENCE);
	}

	private void put(String key, Duration lifetime) {
		CompletableFuture<Boolean> put = this.store.put(key, new Value(new byte[1], "fingerprint", lifetime));
		assertThat(put).succeedsWithin(PATIENCE).isEqualTo(true);
	}

	private int rows() {
		return this.client.sql("select count(*) from dintero_auth_token_store").query(Integer.class).single();
	}

}
