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

package com.dintero.auth.internal.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.internal.store.BlockingCalls;

/**
 * A token store in a table of PostgreSQL, MySQL, MariaDB or H2. An entry is a row. An
 * operation reads the row, and writes it if nobody else has changed it meanwhile. Each
 * statement is therefore a transaction of its own, and no lock outlives a statement.
 */
@SuppressWarnings("InlineFormatString") // statements are read together
public final class JdbcTokenStore implements DinteroTokenStore {

	// If an attempt fails, another caller's has succeeded
	private static final int MAXIMUM_ATTEMPTS = 50;

	private static final int REMOVED_AT_ONCE = 10;

	// One row, even without an entry
	private static final String READ = """
			select %s as now_ms, entry.* from (select 1 as one) one
			left join dintero_auth_token_store entry on entry.entry_key = :key
			""";

	private static final String INSERT = """
			insert %s into dintero_auth_token_store (entry_key, version, content, fingerprint, value_end, owner, lease_end,
				reason, rest_end, rejections, entry_end)
			values (:key, :version, :content, :fingerprint, :valueEnd, :owner, :leaseEnd, :reason, :restEnd, :rejections,
				:end) %s
			""";

	private static final String UPDATE = """
			update dintero_auth_token_store set version = :version, content = :content, fingerprint = :fingerprint,
				value_end = :valueEnd, owner = :owner, lease_end = :leaseEnd, reason = :reason, rest_end = :restEnd,
				rejections = :rejections, entry_end = :end
			where entry_key = :key and version = :readVersion
			""";

	private static final String ENDED = """
			select entry_key from dintero_auth_token_store where entry_end < %s limit %d
			""";

	private static final String REMOVE = """
			delete from dintero_auth_token_store where entry_key = :key and entry_end < %s
			""";

	private final DataSource dataSource;

	private final JdbcClient client;

	private final BlockingCalls calls;

	private final AtomicBoolean removing = new AtomicBoolean();

	private volatile @Nullable Dialect dialect;

	/**
	 * Creates a store that uses the application's connections, and never the transaction
	 * of a caller.
	 * @param dataSource the application's connections
	 * @param executor runs the statements
	 */
	public JdbcTokenStore(DataSource dataSource, Executor executor) {
		this.dataSource = new AutoCommitDataSource(dataSource);
		this.client = JdbcClient.create(this.dataSource);
		this.calls = new BlockingCalls(executor);
	}

	@Override
	public CompletableFuture<Entry> get(String key) {
		return this.calls.run(() -> read(key).toEntry());
	}

	@Override
	public CompletableFuture<Boolean> put(String key, Value value) {
		return change(key, (entry) -> entry.put(value));
	}

	@Override
	public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length) {
		return change(key, (entry) -> entry.acquireLease(owner, length));
	}

	@Override
	public CompletableFuture<Boolean> releaseLease(String key, String owner) {
		return change(key, (entry) -> entry.releaseLease(owner));
	}

	@Override
	public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
		return change(key, (entry) -> entry.reject(fingerprint, memory));
	}

	@Override
	public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
		return change(key, (entry) -> entry.rest(reason, length));
	}

	private CompletableFuture<Boolean> change(String key, Predicate<StoredEntry> change) {
		return this.calls.run(() -> {
			for (int attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
				StoredEntry entry = read(key);
				boolean result = change.test(entry);
				if (!entry.isChanged() || write(key, entry)) {
					return result;
				}
			}
			throw new OptimisticLockingFailureException(
					"Others have changed the entry %d times".formatted(MAXIMUM_ATTEMPTS));
		});
	}

	private StoredEntry read(String key) {
		return this.client.sql(READ.formatted(dialect().now()))
			.param("key", key)
			.query(JdbcTokenStore::toEntry)
			.single();
	}

	private static StoredEntry toEntry(ResultSet row, int number) throws SQLException {
		return new StoredEntry(row.getLong("now_ms"), row.getObject("version", Long.class), row.getBytes("content"),
				row.getString("fingerprint"), row.getLong("value_end"), row.getString("owner"),
				row.getLong("lease_end"), row.getBytes("reason"), row.getLong("rest_end"), row.getString("rejections"));
	}

	private boolean write(String key, StoredEntry entry) {
		Long version = entry.version();
		try {
			if (version != null) {
				return bind(UPDATE, key, entry).param("readVersion", version).update() == 1;
			}
			boolean inserted = bind(INSERT.formatted(dialect().ignore(), dialect().orNothing()), key, entry)
				.update() == 1;
			if (inserted) {
				removeEnded();
			}
			return inserted;
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			return false;
		}
	}

	// A version is never used again, not even after the row was removed
	private StatementSpec bind(String statement, String key, StoredEntry entry) {
		return this.client.sql(statement)
			.param("key", key)
			.param("version", ThreadLocalRandom.current().nextLong())
			.param("content", entry.content(), Types.VARBINARY)
			.param("fingerprint", entry.fingerprint(), Types.VARCHAR)
			.param("valueEnd", entry.valueEnd())
			.param("owner", entry.owner(), Types.VARCHAR)
			.param("leaseEnd", entry.leaseEnd())
			.param("reason", entry.reason(), Types.VARBINARY)
			.param("restEnd", entry.restEnd())
			.param("rejections", entry.rejections())
			.param("end", entry.end());
	}

	// Each new row removes up to ten that have ended, so the table does not grow. One
	// thread at a time does so, because callers wait for the others
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
	private void removeEnded() {
		if (!this.removing.compareAndSet(false, true)) {
			return;
		}
		this.calls.run(() -> {
			this.client.sql(ENDED.formatted(dialect().now(), REMOVED_AT_ONCE))
				.query(String.class)
				.list()
				.forEach((key) -> this.client.sql(REMOVE.formatted(dialect().now())).param("key", key).update());
			return true;
		}).whenComplete((removed, failure) -> this.removing.set(false));
	}

	private Dialect dialect() {
		Dialect dialect = this.dialect;
		if (dialect == null) {
			dialect = Dialect.of(this.dataSource);
			this.dialect = dialect;
		}
		return dialect;
	}

	/**
	 * Expressions that differ between databases.
	 *
	 * @param now milliseconds since 1970. Local time goes back when summer time ends
	 * @param ignore makes an insert ignore an existing row. Otherwise, some servers and
	 * drivers log an error
	 * @param orNothing the same, at the end of an insert
	 */
	private record Dialect(String now, String ignore, String orNothing) {

		private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

		private static final String MYSQL_NOW = "timestampdiff(microsecond, timestamp '1970-01-01 00:00:00', utc_timestamp(3)) div 1000";

		static Dialect of(DataSource dataSource) {
			try {
				String product = JdbcUtils.extractDatabaseMetaData(dataSource,
						DatabaseMetaData::getDatabaseProductName);
				return switch (product) {
					case "MySQL", "MariaDB" -> new Dialect(MYSQL_NOW, "ignore", "");
					case "PostgreSQL" -> new Dialect(NOW, "", "on conflict do nothing");
					default -> new Dialect(NOW, "", "");
				};
			}
			catch (MetaDataAccessException ex) {
				throw new IllegalStateException("The database does not report its name", ex);
			}
		}

	}

	/**
	 * The application's connections in auto-commit mode, which a pool may switch off. Not
	 * the application's data source itself, so Spring finds no transaction for it.
	 */
	private static final class AutoCommitDataSource extends DelegatingDataSource {

		AutoCommitDataSource(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			try {
				if (!connection.getAutoCommit()) {
					connection.setAutoCommit(true);
				}
				return connection;
			}
			catch (SQLException ex) {
				connection.close();
				throw ex;
			}
		}

	}

}
