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

import javax.sql.DataSource;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroPropertiesAutoConfiguration;
import com.dintero.auth.autoconfigure.store.DinteroJdbcTokenStoreAutoConfiguration;
import com.dintero.auth.autoconfigure.store.DinteroRedisTokenStoreAutoConfiguration;
import com.dintero.auth.autoconfigure.store.DinteroTokenStoreAutoConfiguration;
import com.dintero.auth.internal.store.jdbc.JdbcTokenStore;
import com.dintero.auth.internal.store.redis.RedisTokenStore;

import static org.assertj.core.api.Assertions.assertThat;

class StoreConfigurationTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String TABLE = "select count(*) from information_schema.tables where table_name = 'DINTERO_AUTH_TOKEN_STORE'";

	@AutoClose
	private final TestRedis redis = TestRedis.standalone();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
				DinteroPropertiesAutoConfiguration.class, DinteroJdbcTokenStoreAutoConfiguration.class,
				DinteroRedisTokenStoreAutoConfiguration.class, DinteroTokenStoreAutoConfiguration.class,
				DataRedisAutoConfiguration.class, DataSourceAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("dintero.auth.registration.dintero.account-id=T12345678",
				"dintero.auth.registration.dintero.client-id=my-client",
				"dintero.auth.registration.dintero.client-secret=my-secret",
				"dintero.auth.store.encryption.keys[0].id=first",
				"dintero.auth.store.encryption.keys[0].value=Zmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgZmlyc3QgLi4=",
				"dintero.auth.store.encryption.keys[1].id=second",
				"dintero.auth.store.encryption.keys[1].value=c2Vjb25kIHNlY29uZCBzZWNvbmQgc2Vjb25kIHNlLi4=",
				"spring.data.redis.port=" + this.redis.port(), "spring.datasource.generate-unique-name=true");

	@Test
	void byDefaultNothingIsShared() {
		this.application.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DinteroTokenStore.class));
	}

	@Test
	void redisStoresThroughTheConnectionsOfTheApplication() {
		this.application.withPropertyValues("dintero.auth.store.type=redis").run((context) -> {
			assertThat(context).hasSingleBean(DinteroTokenStore.class).hasSingleBean(RedisTokenStore.class);
			assertWorks(context);
		});
	}

	@Test
	void jedisServesToo() {
		this.application.withPropertyValues("dintero.auth.store.type=redis", "spring.data.redis.client-type=jedis")
			.run(this::assertWorks);
	}

	@Test
	void theTableIsNotCreatedByDefault() {
		this.application.withPropertyValues("dintero.auth.store.type=jdbc").run((context) -> {
			assertThat(context).hasSingleBean(DinteroTokenStore.class).hasSingleBean(JdbcTokenStore.class);
			assertThat(tables(context)).isZero();
		});
	}

	@Test
	void theTableIsNotCreatedIfItIsNeverToBe() {
		this.application
			.withPropertyValues("dintero.auth.store.type=jdbc", "dintero.auth.store.jdbc.initialize-schema=never")
			.run((context) -> assertThat(tables(context)).isZero());
	}

	@Test
	void theTableIsCreatedWhereTheApplicationSaysSo() {
		for (String mode : new String[] { "always", "embedded" }) {
			this.application
				.withPropertyValues("dintero.auth.store.type=jdbc", "dintero.auth.store.jdbc.initialize-schema=" + mode)
				.run((context) -> {
					assertThat(tables(context)).isOne();
					assertWorks(context);
				});
		}
	}

	@Test
	void anOwnStoreReplacesBoth() {
		for (String type : new String[] { "redis", "jdbc" }) {
			this.application.withPropertyValues("dintero.auth.store.type=" + type)
				.withBean("ownStore", DinteroTokenStore.class,
						() -> new JdbcTokenStore(new SimpleDriverDataSource(), Runnable::run))
				.run((context) -> assertThat(context).hasNotFailed()
					.getBeanNames(DinteroTokenStore.class)
					.containsExactly("ownStore"));
		}
	}

	@Test
	void withoutRedisTheStartStops() {
		this.application.withPropertyValues("dintero.auth.store.type=redis")
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.run((context) -> assertFailed(context, "RedisConnectionFactory"));
	}

	@Test
	void withTwoConnectionFactoriesTheStartStops() {
		this.application.withPropertyValues("dintero.auth.store.type=redis")
			.withBean("first", RedisConnectionFactory.class, LettuceConnectionFactory::new)
			.withBean("second", RedisConnectionFactory.class, LettuceConnectionFactory::new)
			.run((context) -> assertFailed(context, "RedisConnectionFactory"));
	}

	@Test
	void withoutDatabaseTheStartStops() {
		this.application.withPropertyValues("dintero.auth.store.type=jdbc")
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
			.run((context) -> assertFailed(context, "DataSource"));
		this.application.withPropertyValues("dintero.auth.store.type=jdbc")
			.withClassLoader(new FilteredClassLoader("org.h2", "org.postgresql", "org.mariadb"))
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void anUnknownTypeStopsTheStart() {
		this.application.withPropertyValues("dintero.auth.store.type=memcached")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("memcached"));
	}

	@Test
	void withoutRegistrationsThereIsNoStore() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
					DinteroJdbcTokenStoreAutoConfiguration.class, DinteroRedisTokenStoreAutoConfiguration.class,
					DinteroTokenStoreAutoConfiguration.class))
			.withPropertyValues("dintero.auth.store.type=redis")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DinteroTokenStore.class));
	}

	private void assertWorks(AssertableApplicationContext context) {
		CompletableFuture<Boolean> lease = context.getBean(DinteroTokenStore.class).acquireLease("key", "owner", LONG);
		assertThat(lease).succeedsWithin(PATIENCE).isEqualTo(true);
	}

	private static void assertFailed(AssertableApplicationContext context, String type) {
		assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("'dintero.auth.store.type' needs one bean of type " + type);
	}

	private static int tables(AssertableApplicationContext context) {
		return JdbcClient.create(context.getBean(DataSource.class)).sql(TABLE).query(Integer.class).single();
	}

}
