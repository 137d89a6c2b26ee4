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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Learns when a request has to wait for its turn, and decides whether it is sent.
 */
public interface TurnListener {

	/**
	 * The request is queued. It is sent, or it fails, within a bounded time.
	 */
	default void queued() {
	}

	/**
	 * The request was queued and is sent now.
	 */
	default void turnCame() {
	}

	/**
	 * Decide whether the request is sent, now that it is its turn.
	 * @return completed when it may be sent, or fails with a {@link NotAdmittedException}
	 */
	default CompletableFuture<@Nullable Void> admit() {
		return CompletableFuture.completedFuture(null);
	}

}
