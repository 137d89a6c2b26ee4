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

package com.dintero.auth.internal.token;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.internal.endpoint.NotAdmittedException;
import com.dintero.auth.internal.endpoint.TokenRequestKind;

/**
 * What other instances of the application learn of a pending request.
 */
interface Sharing {

	/**
	 * Tells other instances nothing.
	 */
	Sharing NONE = new Sharing() {
	};

	/**
	 * Decide whether a request is sent, now that it is its turn.
	 * @return completed when it may be sent, or fails with a {@link NotAdmittedException}
	 */
	default CompletableFuture<@Nullable Void> admit() {
		return CompletableFuture.completedFuture(null);
	}

	/**
	 * A request has failed.
	 * @param kind the kind of the request
	 * @param failure what it has failed with
	 */
	default void attemptFailed(TokenRequestKind kind, Throwable failure) {
	}

	/**
	 * The pending request has failed.
	 * @param backoff the back-off that follows, if any
	 */
	default void failed(@Nullable RefreshBackoff backoff) {
	}

}
