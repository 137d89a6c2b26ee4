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

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.StoreType;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;

/**
 * Auto-configuration that stops the start if the connections that the token store needs
 * are missing.
 */
@AutoConfiguration(
		after = { DinteroJdbcTokenStoreAutoConfiguration.class, DinteroRedisTokenStoreAutoConfiguration.class })
@ConditionalOnProperty("dintero.auth.store.type")
@ConditionalOnBean(TokenEndpointClient.class)
@ConditionalOnMissingBean(DinteroTokenStore.class)
public final class DinteroTokenStoreAutoConfiguration {

	@Bean
	@Lazy(false)
	DinteroTokenStore dinteroTokenStore(DinteroAuthProperties properties) {
		boolean redis = properties.store().type() == StoreType.REDIS;
		throw new InvalidDinteroPropertiesException(List.of(new Problem("dintero.auth.store.type",
				(redis) ? "redis" : "jdbc",
				"needs one bean of type %s, or a primary one"
					.formatted((redis) ? "RedisConnectionFactory" : "DataSource"),
				"Add the dependency org.springframework.boot:%s and its connection properties, or remove the property"
					.formatted((redis) ? "spring-boot-starter-data-redis" : "spring-boot-starter-jdbc"))));
	}

}
