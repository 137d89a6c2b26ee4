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

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A map with a maximum size. What is no longer needed leaves while others come, and at
 * the bound what is needed for the shortest time.
 * <p>
 * Whatever comes looks at the next few of those that are there, so that to keep the bound
 * takes no longer in a large map. Reading takes no lock, and nothing runs by itself.
 *
 * @param <V> the type of values
 */
public final class BoundedMap<V> {

	/**
	 * Of so many, the one that is needed for the shortest time is among the earliest few
	 * percent of all.
	 */
	private static final int SAMPLE_SIZE = 32;

	private final ConcurrentMap<String, V> values = new ConcurrentHashMap<>();

	private final int maximumSize;

	private final ToLongFunction<V> neededUntil;

	private final Predicate<V> release;

	private Iterator<Map.Entry<String, V>> next;

	/**
	 * Create an empty map.
	 * @param maximumSize how many values there may be, besides those that are not
	 * released
	 * @param neededUntil until when a value is needed
	 * @param release asked before a value leaves, which stays where that is {@code false}
	 */
	public BoundedMap(int maximumSize, ToLongFunction<V> neededUntil, Predicate<V> release) {
		this.maximumSize = maximumSize;
		this.neededUntil = neededUntil;
		this.release = release;
		this.next = this.values.entrySet().iterator();
	}

	/**
	 * Return the value of a key.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable V get(String key) {
		return this.values.get(key);
	}

	/**
	 * Return the value of a key, made if there is none. Whoever has it made calls
	 * {@link #makeRoom} when it is worth keeping.
	 * @param key the key
	 * @param value makes the value
	 * @return the value
	 */
	public V computeIfAbsent(String key, Supplier<V> value) {
		return this.values.computeIfAbsent(key, (absent) -> value.get());
	}

	void put(String key, V value) {
		this.values.put(key, value);
	}

	/**
	 * Take a value out. Of those that do so together one gets it.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable V remove(String key) {
		return this.values.remove(key);
	}

	/**
	 * Take a value out if it is still there.
	 * @param key the key
	 * @param value the value
	 */
	public void remove(String key, V value) {
		this.values.remove(key, value);
	}

	/**
	 * Take everything out.
	 */
	public void clear() {
		this.values.clear();
	}

	/**
	 * Return all that is there, to look at and to take out.
	 * @return a view of the values
	 */
	public Collection<V> values() {
		return this.values.values();
	}

	/**
	 * Look at all that is there.
	 * @param action sees each key and its value
	 */
	public void forEach(BiConsumer<String, V> action) {
		this.values.forEach(action);
	}

	/**
	 * Let go what is too much, after something has come.
	 * @param now the time
	 */
	public synchronized void makeRoom(long now) {
		while (releaseSome(now) && isTooLarge()) {
			// Those that were not released before may have made it larger by more than
			// one
		}
	}

	private boolean isTooLarge() {
		return this.values.size() > this.maximumSize;
	}

	private boolean releaseSome(long now) {
		boolean released = false;
		Map.Entry<String, V> first = null;
		long firstUntil = Long.MAX_VALUE;
		for (int i = 0; i < SAMPLE_SIZE; i++) {
			Map.Entry<String, V> entry = next();
			long until = (entry != null) ? this.neededUntil.applyAsLong(entry.getValue()) : Long.MAX_VALUE;
			if (entry != null && until <= now) {
				released |= release(entry);
			}
			else if (until < firstUntil) {
				first = entry;
				firstUntil = until;
			}
		}
		if (first != null && isTooLarge()) {
			// Whether it was still there or not, which the iterator does not know: there
			// may be others
			release(first);
			return true;
		}
		return released;
	}

	private Map.@Nullable Entry<String, V> next() {
		if (!this.next.hasNext()) {
			this.next = this.values.entrySet().iterator();
		}
		return (this.next.hasNext()) ? this.next.next() : null;
	}

	private boolean release(Map.Entry<String, V> entry) {
		return this.release.test(entry.getValue()) && this.values.remove(entry.getKey(), entry.getValue());
	}

}
