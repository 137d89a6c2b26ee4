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

package com.dintero.auth.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.dintero.auth.DinteroTokenStore;

/**
 * A user's own store, which is down.
 */
class FailingTokenStore implements DinteroTokenStore {

	@Override
	public CompletableFuture<Entry> get(String key) {
		return down();
	}

	@Override
	public CompletableFuture<Boolean> put(String key, Value value) {
		return down();
	}

	@Override
	public CompletableFuture<Boolean> acquireLease(String key, String owner, Duration length) {
		return down();
	}

	@Override
	public CompletableFuture<Boolean> releaseLease(String key, String owner) {
		return down();
	}

	@Override
	public CompletableFuture<Boolean> reject(String key, String fingerprint, Duration memory) {
		return down();
	}

	@Override
	public CompletableFuture<Boolean> rest(String key, byte[] reason, Duration length) {
		return down();
	}

	private static <T> CompletableFuture<T> down() {
		return CompletableFuture.failedFuture(new IllegalStateException("The store is down"));
	}

}
