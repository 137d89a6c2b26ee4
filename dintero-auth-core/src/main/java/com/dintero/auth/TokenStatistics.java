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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Counts cached tokens and token requests. The starter provides a bean of this type.
 */
public interface TokenStatistics {

	/**
	 * Returns the number of valid tokens in the cache, including those of merchants. The
	 * method inspects every token.
	 * @return the number of tokens
	 */
	int cachedTokens();

	/**
	 * Returns the number of requests to Dintero's token endpoints since the start.
	 * @return the number of requests
	 */
	long tokenRequests();

	/**
	 * Returns the earliest time at which a cached token is due for renewal. The next call
	 * for that token renews it.
	 * @return the time, or {@code null} if the cache is empty
	 */
	@Nullable Instant nextRefresh();

}
