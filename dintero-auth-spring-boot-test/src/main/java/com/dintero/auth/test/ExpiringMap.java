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

package com.dintero.auth.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values that are gone after a while.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class ExpiringMap<K, V> {

	private static final Duration TIME_BETWEEN_CLEANUPS = Duration.ofMinutes(1);

	private final Clock clock;

	private final Duration lifetime;

	private final Map<K, Expiring<V>> entries = new HashMap<>();

	private Instant nextCleanup = Instant.MIN;

	ExpiringMap(Clock clock, Duration lifetime) {
		this.clock = clock;
		this.lifetime = lifetime;
	}

	synchronized void put(K key, V value) {
		Instant now = this.clock.instant();
		forgetExpired(now);
		this.entries.put(key, new Expiring<>(value, now.plus(this.lifetime)));
	}

	synchronized @Nullable V get(K key) {
		Expiring<V> entry = this.entries.get(key);
		return (entry != null && !entry.isExpired(this.clock.instant())) ? entry.value() : null;
	}

	/**
	 * Removes a value.
	 * @param key the key
	 * @param value the value to be removed
	 * @return whether it was there: of many who try at once only one is told so
	 */
	synchronized boolean remove(K key, V value) {
		if (!value.equals(get(key))) {
			return false;
		}
		this.entries.remove(key);
		return true;
	}

	/**
	 * Returns how many values are kept, also those that have expired since the last
	 * cleanup.
	 * @return the number of values
	 */
	synchronized int size() {
		return this.entries.size();
	}

	private void forgetExpired(Instant now) {
		if (!now.isBefore(this.nextCleanup)) {
			this.nextCleanup = now.plus(TIME_BETWEEN_CLEANUPS);
			this.entries.values().removeIf((entry) -> entry.isExpired(now));
		}
	}

	private record Expiring<V>(V value, Instant expiresAt) {

		boolean isExpired(Instant now) {
			return !now.isBefore(this.expiresAt);
		}

	}

}
