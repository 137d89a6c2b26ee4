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

import org.springframework.data.redis.core.script.RedisScript;

/**
 * Runs scripts on a server.
 */
interface RedisScripts {

	/**
	 * Runs a script.
	 * @param <T> the type of the result
	 * @param script the script, which returns an array without {@code nil}
	 * @param keys the keys, which are in one slot
	 * @param arguments the arguments
	 * @param reader reads the array, which contains numbers as {@code Long} and strings
	 * as {@code byte[]}
	 * @return what the reader has read
	 */
	@SuppressWarnings("rawtypes") // a result type is a class
	<T> CompletableFuture<T> run(RedisScript<List> script, List<String> keys, List<byte[]> arguments,
			Function<List<?>, T> reader);

}
