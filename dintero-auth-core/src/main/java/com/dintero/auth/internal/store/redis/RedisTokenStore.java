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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.internal.store.BlockingCalls;

/**
 * A token store in Redis or Valkey. Each operation is one script, which is atomic. The
 * keys of an entry share a hash tag, so they are in one slot of a cluster. Each key has a
 * time to live.
 */
@SuppressWarnings("rawtypes") // the result type of a script is a class
public final class RedisTokenStore implements DinteroTokenStore {

	private static final RedisScript<List> GET = RedisScript.of("""
			local value = redis.call('HMGET', KEYS[1], 'content', 'fingerprint')
			return { value[1] or '', value[2] or '', redis.call('PTTL', KEYS[1]),
				redis.call('GET', KEYS[2]) or '', redis.call('PTTL', KEYS[2]), redis.call('EXISTS', KEYS[3]) }
			""", List.class);

	private static final RedisScript<List> PUT = RedisScript.of("""
			if redis.call('EXISTS', KEYS[2]) == 1 or redis.call('PTTL', KEYS[1]) > tonumber(ARGV[3]) then
				return { 0 }
			end
			redis.call('HSET', KEYS[1], 'content', ARGV[1], 'fingerprint', ARGV[2])
			return { redis.call('PEXPIRE', KEYS[1], ARGV[3]) }
			""", List.class);

	private static final RedisScript<List> ACQUIRE_LEASE = RedisScript.of("""
			if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
				return { 1 }
			end
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				return { redis.call('PEXPIRE', KEYS[1], ARGV[2]) }
			end
			return { 0 }
			""", List.class);

	private static final RedisScript<List> RELEASE_LEASE = RedisScript.of("""
			if redis.call('GET', KEYS[1]) == ARGV[1] then
				return { redis.call('DEL', KEYS[1]) }
			end
			return { 0 }
			""", List.class);

	private static final RedisScript<List> REJECT = RedisScript.of("""
			if tonumber(ARGV[2]) > math.max(redis.call('PTTL', KEYS[2]), 0) then
				redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
			end
			if redis.call('HGET', KEYS[1], 'fingerprint') == ARGV[1] then
				return { redis.call('DEL', KEYS[1]) }
			end
			return { 0 }
			""", List.class);

	private static final RedisScript<List> REST = RedisScript.of("""
			if tonumber(ARGV[2]) <= 0 then
				redis.call('DEL', KEYS[1])
				return { 1 }
			end
			if redis.call('PTTL', KEYS[1]) > tonumber(ARGV[2]) then
				return { 0 }
			end
			redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
			return { 1 }
			""", List.class);

	private final RedisScripts scripts;

	/**
	 * Creates a store that uses the application's connections. It does not block threads
	 * if the factory has reactive connections.
	 * @param connectionFactory the application's connections
	 * @param executor runs what blocks
	 */
	public RedisTokenStore(RedisConnectionFactory connectionFactory, Executor executor) {
		BlockingCalls calls = new BlockingCalls(executor);
		this.scripts = (connectionFactory instanceof ReactiveRedisConnectionFactory reactive)
				? new ReactiveRedisScripts(reactive, calls) : new BlockingRedisScripts(connectionFactory, calls);
	}

	@Override
	public CompletableFuture<Entry> get(String key) {
		return this.scripts.run(GET, List.of(valueOf(key), restOf(key), leaseOf(key)), List.of(),
				RedisTokenStore::toEntry);
	}

	private static Entry toEntry(List<?> parts) {
		Duration lifetime = Duration.ofMillis((Long) parts.get(2));
		Duration rest = Duration.ofMillis((Long) parts.get(4));
		return new Entry(
				isOver(lifetime) ? null
						: new Value((byte[]) parts.get(0), new String((byte[]) parts.get(1), StandardCharsets.US_ASCII),
								lifetime),
				isOver(rest) ? null : new Rest((byte[]) parts.get(3), rest), (Long) parts.get(5) == 1);
	}

	@Override
	public CompletableFuture<Boolean> put(String key, Value value) {
		return isOver(value.lifetime()) ? CompletableFuture.completedFuture(false)
				: run(PUT, List.of(valueOf(key), rejectionOf(key, value.fingerprint())), value.content(),
						bytes(value.fingerprint()), bytes(value.lifetime()));
	}

	@Override
	public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length) {
		return run(ACQUIRE_LEASE, List.of(leaseOf(key)), bytes(owner), bytes(length));
	}

	@Override
	public CompletableFuture<Boolean> releaseLease(String key, String owner) {
		return run(RELEASE_LEASE, List.of(leaseOf(key)), bytes(owner));
	}

	@Override
	public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
		return run(REJECT, List.of(valueOf(key), rejectionOf(key, fingerprint)), bytes(fingerprint), bytes(memory));
	}

	@Override
	public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
		return run(REST, List.of(restOf(key)), reason, bytes(length));
	}

	private CompletableFuture<Boolean> run(RedisScript<List> script, List<String> keys, byte[]... arguments) {
		return this.scripts.run(script, keys, List.of(arguments), (result) -> (Long) result.get(0) == 1);
	}

	private static String valueOf(String key) {
		return "{%s}:value".formatted(key);
	}

	private static String leaseOf(String key) {
		return "{%s}:lease".formatted(key);
	}

	private static String restOf(String key) {
		return "{%s}:rest".formatted(key);
	}

	private static String rejectionOf(String key, String fingerprint) {
		return "{%s}:rejected:%s".formatted(key, fingerprint);
	}

	// Even less than a millisecond
	private static boolean isOver(Duration duration) {
		return duration.toMillis() <= 0;
	}

	private static byte[] bytes(Duration duration) {
		return bytes(Long.toString(duration.toMillis()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
