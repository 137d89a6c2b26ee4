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

package com.dintero.auth.internal.store.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;

import com.dintero.auth.internal.store.BlockingCalls;

/**
 * Runs scripts through a client that does not block. Taking a connection may block,
 * because the factory may have to connect first.
 */
class ReactiveRedisScripts implements RedisScripts {

	private final ReactiveRedisTemplate<String, byte[]> template;

	private final BlockingCalls calls;

	ReactiveRedisScripts(ReactiveRedisConnectionFactory connectionFactory, BlockingCalls calls) {
		this.template = new ReactiveRedisTemplate<>(connectionFactory,
				RedisSerializationContext.<String, byte[]>newSerializationContext(RedisSerializer.byteArray())
					.key(RedisSerializer.string())
					.build());
		this.calls = calls;
	}

	@Override
	@SuppressWarnings("rawtypes")
	public <T> CompletableFuture<T> run(RedisScript<List> script, List<String> keys, List<byte[]> arguments,
			Function<List<?>, T> reader) {
		return this.calls
			.start(() -> this.template.execute(script, keys, arguments).next().map(reader::apply).toFuture());
	}

}
