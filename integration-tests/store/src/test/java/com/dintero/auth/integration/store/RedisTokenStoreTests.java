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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.clients.jedis.Jedis;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.store.redis.RedisTokenStore;

import static org.assertj.core.api.Assertions.assertThat;

class RedisTokenStoreTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestRedis redis = TestRedis.standalone();

	private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
			new RedisStandaloneConfiguration(TestRedis.HOST, this.redis.port()),
			LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(1)).build());

	private final TestExecutor executor = new TestExecutor();

	private final DinteroTokenStore store = new RedisTokenStore(this.connections, this.executor);

	RedisTokenStoreTests() {
		this.connections.start();
	}

	@AfterEach
	void stop() {
		this.executor.close();
		this.connections.destroy();
		this.redis.close();
	}

	@Test
	void allKeysOfAnEntryHaveItsHashTagAndATimeToLive() {
		fill("app:key");
		try (Jedis jedis = this.redis.client()) {
			assertThat(jedis.keys("*"))
				.containsExactlyInAnyOrder("{app:key}:value", "{app:key}:lease", "{app:key}:rest",
						"{app:key}:rejected:other")
				.allSatisfy((key) -> assertThat(jedis.pttl(key)).isBetween(1L, LONG.toMillis()));
		}
	}

	@Test
	void aServerThatHasLostItsScriptsGetsThemAgain() {
		fill("first");
		try (Jedis jedis = this.redis.client()) {
			jedis.scriptFlush();
		}
		fill("second");
		assertThat(this.store.get("second")).succeedsWithin(PATIENCE)
			.satisfies((entry) -> assertThat(entry.value()).isNotNull());
	}

	@Test
	void eachCallIsOneCommand() {
		fill("key");
		try (Jedis jedis = this.redis.client()) {
			jedis.configResetStat();
			fill("other");
			assertThat(jedis.info("commandstats")).contains("cmdstat_evalsha:calls=5,").doesNotContain("cmdstat_eval:");
		}
	}

	@Test
	void callsFailAndDoNotBlockWhileTheServerIsAway() {
		this.redis.close();
		List<CompletableFuture<?>> calls = IntStream.range(0, 100)
			.<CompletableFuture<?>>mapToObj((i) -> this.store.get("key-" + i))
			.toList();
		assertThat(calls).allSatisfy((call) -> assertThat(call).failsWithin(PATIENCE));
	}

	private void fill(String key) {
		byte[] bytes = "text".getBytes(StandardCharsets.UTF_8);
		assertThat(List.of(this.store.put(key, new Value(bytes, "fingerprint", LONG)),
				this.store.acquireLease(key, "owner", LONG), this.store.rest(key, bytes, LONG),
				this.store.reject(key, "other", LONG), this.store.get(key)))
			.allSatisfy((call) -> assertThat(call).succeedsWithin(PATIENCE));
	}

}
