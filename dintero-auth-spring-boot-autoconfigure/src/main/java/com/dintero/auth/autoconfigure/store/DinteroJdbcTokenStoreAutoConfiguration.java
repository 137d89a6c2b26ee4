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

package com.dintero.auth.autoconfigure.store;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.autoconfigure.init.OnDatabaseInitializationCondition;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.jdbc.JdbcTokenStore;

/**
 * Auto-configuration for a token store in a database.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class,
		afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnProperty(name = "dintero.auth.store.type", havingValue = "jdbc")
@ConditionalOnBean(TokenEndpointClient.class)
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(DinteroTokenStore.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class DinteroJdbcTokenStoreAutoConfiguration {

	private static final String SCHEMA = "com/dintero/auth/internal/store/jdbc/schema-%s.sql";

	@Bean
	@DependsOnDatabaseInitialization
	JdbcTokenStore dinteroTokenStore(DataSource dataSource, TokenEndpointClient client) {
		return new JdbcTokenStore(dataSource, client.transport().executor());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("dintero.auth.store.jdbc.initialize-schema")
	@Conditional(SchemaCondition.class)
	@ImportRuntimeHints(SchemaHints.class)
	static class SchemaConfiguration {

		// Connects to find out the type of the database
		@Bean
		DataSourceScriptDatabaseInitializer dinteroTokenStoreInitializer(DataSource dataSource,
				DinteroAuthProperties properties) {
			DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
			settings.setMode(DatabaseInitializationMode.valueOf(properties.store().jdbc().initializeSchema().name()));
			settings.setSchemaLocations(
					new PlatformPlaceholderDatabaseDriverResolver().withDriverPlatform(DatabaseDriver.MARIADB, "mysql")
						.resolveAll(dataSource, "classpath:" + SCHEMA.formatted("@@platform@@")));
			return new DataSourceScriptDatabaseInitializer(dataSource, settings);
		}

	}

	static class SchemaCondition extends OnDatabaseInitializationCondition {

		SchemaCondition() {
			super("Dintero Token Store", "dintero.auth.store.jdbc.initialize-schema");
		}

	}

	static class SchemaHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(SCHEMA.formatted("*"));
		}

	}

}
