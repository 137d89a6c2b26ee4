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

import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A map of values that expire, with a maximum size: those that are the oldest leave at
 * the bound. What has expired cannot be seen any more, and leaves when others come.
 *
 * @param <V> the type of values
 */
public final class ExpiringMap<V> {

	private final BoundedMap<Expiring<V>> values;

	private final long lifetime;

	private final Clock clock;

	/**
	 * Create an empty map.
	 * @param maximumSize how many values there may be
	 * @param lifetime how long a value stays
	 * @param clock the clock that values expire by
	 */
	public ExpiringMap(int maximumSize, Duration lifetime, Clock clock) {
		this.values = new BoundedMap<>(maximumSize, Expiring::until, (value) -> true);
		this.lifetime = lifetime.toMillis();
		this.clock = clock;
	}

	/**
	 * Return the value of a key.
	 * @param key the key
	 * @return the value, or {@code null} if there is none, or none any more
	 */
	public @Nullable V get(String key) {
		return ifAlive(this.values.get(key));
	}

	/**
	 * Keep a value, in place of what there was.
	 * @param key the key
	 * @param value the value
	 */
	public void put(String key, V value) {
		long now = this.clock.millis();
		this.values.put(key, new Expiring<>(value, now + this.lifetime));
		this.values.makeRoom(now);
	}

	/**
	 * Take a value out. Of those that do so together one gets it.
	 * @param key the key
	 * @return the value, or {@code null} if there is none, or none any more
	 */
	public @Nullable V remove(String key) {
		return ifAlive(this.values.remove(key));
	}

	/**
	 * Take values out.
	 * @param removed which ones
	 */
	public void removeIf(Predicate<V> removed) {
		this.values.values().removeIf((expiring) -> removed.test(expiring.value()));
	}

	private @Nullable V ifAlive(@Nullable Expiring<V> expiring) {
		return (expiring != null && this.clock.millis() < expiring.until()) ? expiring.value() : null;
	}

	/**
	 * A value and its end.
	 *
	 * @param <V> the type of the value
	 * @param value the value
	 * @param until when it expires, in milliseconds since the epoch
	 */
	private record Expiring<V>(V value, long until) {

		// The value may be a token
		@Override
		public String toString() {
			return "Expiring[until=%d]".formatted(this.until);
		}

	}

}
