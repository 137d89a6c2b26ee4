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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.redis.RedisTokenStore;

/**
 * Auto-configuration for a token store in Redis.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnProperty(name = "dintero.auth.store.type", havingValue = "redis")
@ConditionalOnBean(TokenEndpointClient.class)
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@ConditionalOnMissingBean(DinteroTokenStore.class)
public final class DinteroRedisTokenStoreAutoConfiguration {

	@Bean
	RedisTokenStore dinteroTokenStore(RedisConnectionFactory connectionFactory, TokenEndpointClient client) {
		return new RedisTokenStore(connectionFactory, client.transport().executor());
	}

}
