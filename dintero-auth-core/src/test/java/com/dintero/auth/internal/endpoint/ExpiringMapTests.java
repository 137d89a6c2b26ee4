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

package com.dintero.auth.internal.endpoint;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.dintero.auth.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExpiringMap}.
 */
class ExpiringMapTests {

	private final MutableClock clock = new MutableClock();

	private final ExpiringMap<String> map = new ExpiringMap<>(3, Duration.ofMinutes(1), this.clock);

	@Test
	void aValueIsThereUntilItExpires() {
		this.map.put("a", "one");
		this.clock.move(Duration.ofMinutes(1).minusMillis(1));
		assertThat(this.map.get("a")).isEqualTo("one");
		this.clock.move(Duration.ofMillis(1));
		assertThat(this.map.get("a")).isNull();
		assertThat(this.map.remove("a")).isNull();
	}

	@Test
	void aValueIsTakenOutOnce() {
		this.map.put("a", "one");
		assertThat(this.map.remove("a")).isEqualTo("one");
		assertThat(this.map.remove("a")).isNull();
	}

	@Test
	void theOldestLeaveAtTheBound() {
		for (String key : new String[] { "a", "b", "c", "d", "e" }) {
			this.map.put(key, key);
			this.clock.move(Duration.ofSeconds(1));
		}
		assertThat(this.map.get("a")).isNull();
		assertThat(this.map.get("b")).isNull();
		assertThat(this.map.get("c")).isEqualTo("c");
	}

	@Test
	void aClockThatIsPutBackLetsNothingExpireSooner() {
		this.map.put("a", "one");
		this.clock.jump(Duration.ofHours(-1));
		assertThat(this.map.get("a")).isEqualTo("one");
	}

}
