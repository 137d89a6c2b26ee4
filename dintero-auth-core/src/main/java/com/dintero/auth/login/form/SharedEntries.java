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

package com.dintero.auth.login.form;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.endpoint.ExpiringMap;
import com.dintero.auth.internal.endpoint.Json;
import com.dintero.auth.internal.store.StoreKeys;

/**
 * Entries that end {@link SecondFactorLimits#LIFETIME} after they were added, however
 * often they change. With a store, the instances of the application share the entries and
 * change an entry one after the other. An instance also keeps the entries that it has
 * changed in memory, in case the store is down.
 *
 * @param <V> the type of the values
 */
final class SharedEntries<V> {

	private static final Duration LIFETIME = SecondFactorLimits.LIFETIME;

	/**
	 * The remaining lifetime when the entry is stored. The store knows how long ago that
	 * was, and clocks of instances do not matter. An entry that was removed has no such
	 * value.
	 */
	private static final String LEFT = "left";

	private final Format<V> format;

	private final ExpiringMap<Ending<V>> local;

	private final @Nullable SignInStore store;

	private final Clock clock;

	SharedEntries(Format<V> format, int maximumSize, @Nullable SignInStore store, Clock clock) {
		this.format = format;
		this.local = new ExpiringMap<>(maximumSize, LIFETIME, clock);
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Returns the value of an entry, or {@code null} without one.
	 */
	CompletableFuture<@Nullable V> get(String id) {
		SignInStore store = this.store;
		return (store != null) ? store.get(this.format.key(store.keys(), id)).thenApply((stored) -> value(id, stored))
				: CompletableFuture.completedFuture(value(id, null));
	}

	private @Nullable V value(String id, @Nullable Value stored) {
		Ending<V> entry = entry(id, stored);
		return (entry != null) ? entry.value() : null;
	}

	/**
	 * Changes the value of an entry.
	 * @param id the id of the entry
	 * @param change returns the new value for the present one. Each may be {@code null}
	 * @return the value before the change. Of several calls that remove an entry, one
	 * gets it
	 */
	CompletableFuture<@Nullable V> change(String id, UnaryOperator<@Nullable V> change) {
		SignInStore store = this.store;
		if (store == null) {
			return CompletableFuture.completedFuture(changeHere(id, null, change).before());
		}
		String key = this.format.key(store.keys(), id);
		return store.withLease(key, () -> store.get(key).thenCompose((stored) -> {
			Change<V> changed = changeHere(id, stored, change);
			return (changed.isNone()) ? CompletableFuture.<@Nullable V>completedFuture(changed.before())
					: store.put(key, content(changed.after()), LIFETIME).thenApply((put) -> changed.before());
		}));
	}

	private synchronized Change<V> changeHere(String id, @Nullable Value stored, UnaryOperator<@Nullable V> change) {
		Ending<V> before = entry(id, stored);
		V value = (before != null) ? before.value() : null;
		V changed = change.apply(value);
		Ending<V> after = null;
		if (changed != null) {
			after = new Ending<>(changed, (before != null) ? before.end() : this.clock.instant().plus(LIFETIME));
			this.local.put(id, after);
		}
		else {
			this.local.remove(id);
		}
		return new Change<>(value, after);
	}

	private @Nullable Ending<V> entry(String id, @Nullable Value stored) {
		Ending<V> entry = (stored != null) ? read(stored) : this.local.get(id);
		return (entry != null && this.clock.instant().isBefore(entry.end())) ? entry : null;
	}

	private @Nullable Ending<V> read(Value stored) {
		Map<String, @Nullable Object> members = Json.readObject(stored.content());
		if (members == null || !(members.get(LEFT) instanceof String left)) {
			return null;
		}
		V value = this.format.read(members);
		Duration age = LIFETIME.minus(stored.lifetime());
		return (value != null) ? new Ending<>(value, this.clock.instant().plusMillis(Long.parseLong(left)).minus(age))
				: null;
	}

	private byte[] content(@Nullable Ending<V> entry) {
		Map<String, String> members = new LinkedHashMap<>();
		if (entry != null) {
			members.putAll(this.format.write(entry.value()));
			members.put(LEFT, Long.toString(Duration.between(this.clock.instant(), entry.end()).toMillis()));
		}
		return Json.write(members);
	}

	/**
	 * The form of an entry in the store.
	 *
	 * @param <V> the type of the value
	 */
	interface Format<V> {

		String key(StoreKeys keys, String id);

		Map<String, String> write(V value);

		@Nullable V read(Map<String, @Nullable Object> members);

	}

	private record Ending<V>(V value, Instant end) {

	}

	private record Change<V>(@Nullable V before, @Nullable Ending<V> after) {

		boolean isNone() {
			return Objects.equals(this.before, (this.after != null) ? this.after.value() : null);
		}

	}

}
