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

package com.dintero.auth;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Stores what the instances of an application share: tokens, leases for token requests,
 * rejections and rests. Keys and fingerprints reveal nothing, and all content is
 * encrypted.
 * <p>
 * An entry consists of a value, a lease and a rest, which end independently of each
 * other. All durations start when the store receives the call and follow the store's own
 * clock, so the clocks of the instances do not matter. Each method is atomic, may be
 * called from any thread at any time, and must not block. If a future fails or does not
 * complete in time, the caller continues without the store.
 */
public interface DinteroTokenStore {

	/**
	 * Returns the entry of a key.
	 * @param key the key, at most 200 characters of ASCII
	 * @return the entry, whose parts are {@code null} or {@code false} where the store
	 * has nothing
	 */
	CompletableFuture<Entry> get(String key);

	/**
	 * Stores a value until its lifetime ends. The store keeps its present value if that
	 * value ends later, and refuses a value that was rejected.
	 * @param key the key
	 * @param value the value
	 * @return whether the value was stored
	 */
	CompletableFuture<Boolean> put(String key, Value value);

	/**
	 * Takes the lease of a key if nobody holds it, or extends it for its owner.
	 * @param key the key
	 * @param owner who takes the lease
	 * @param length how long the lease lasts if nobody ends it
	 * @return whether the owner holds the lease
	 */
	CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length);

	/**
	 * Ends the lease of a key if this owner holds it.
	 * @param key the key
	 * @param owner who took the lease
	 * @return whether the owner held the lease
	 */
	CompletableFuture<Boolean> releaseLease(String key, String owner);

	/**
	 * Removes the value with a fingerprint, and refuses values with that fingerprint for
	 * a while.
	 * @param key the key
	 * @param fingerprint the fingerprint of the rejected value
	 * @param memory how long such values are refused
	 * @return whether the store had that value
	 */
	CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory);

	/**
	 * Stores a rest: a time in which no request is sent, and the reason for it. The store
	 * keeps its present rest if that rest ends later.
	 * @param key the key
	 * @param reason the reason
	 * @param length how long the rest lasts; zero ends any rest
	 * @return whether the store has stored or ended the rest
	 */
	CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length);

	/**
	 * Describes an entry.
	 *
	 * @param value the value, or {@code null}
	 * @param rest the rest, or {@code null}
	 * @param leased whether anybody holds the lease
	 */
	record Entry(@Nullable Value value, @Nullable Rest rest, boolean leased) {

	}

	/**
	 * Describes a value.
	 *
	 * @param content the encrypted content, a few kilobytes
	 * @param fingerprint identifies the value, at most 64 characters of ASCII
	 * @param lifetime the remaining lifetime
	 */
	@SuppressWarnings("ArrayRecordComponent") // nothing compares values
	record Value(byte[] content, String fingerprint, Duration lifetime) {

	}

	/**
	 * Describes a rest.
	 *
	 * @param reason the encrypted reason
	 * @param remaining how much longer it lasts
	 */
	@SuppressWarnings("ArrayRecordComponent") // nothing compares rests
	record Rest(byte[] reason, Duration remaining) {

	}

}
