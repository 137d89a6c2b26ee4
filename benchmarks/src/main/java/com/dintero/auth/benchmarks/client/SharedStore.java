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

package com.dintero.auth.benchmarks.client;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.internal.store.redis.RedisTokenStore;

/**
 * Gives an application the store in Redis, as its auto-configuration does.
 */
final class SharedStore implements ApplicationContextInitializer<GenericApplicationContext> {

	private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

	private final int redisPort;

	SharedStore(int redisPort) {
		this.redisPort = redisPort;
	}

	@Override
	public void initialize(GenericApplicationContext context) {
		// A busy machine must not look like a store that is down
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("store",
					Map.of("dintero.auth.store.timeout", "10s", "dintero.auth.store.encryption.keys[0].id", "1",
							"dintero.auth.store.encryption.keys[0].value", KEY)));
		context.registerBean(LettuceConnectionFactory.class,
				() -> new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", this.redisPort)));
		context.registerBean(DinteroTokenStore.class,
				() -> new RedisTokenStore(context.getBean(LettuceConnectionFactory.class), ForkJoinPool.commonPool()));
	}

}
