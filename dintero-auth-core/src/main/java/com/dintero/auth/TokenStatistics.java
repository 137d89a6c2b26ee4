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
 * Counts the tokens of the cache and the token requests: a bean.
 */
public interface TokenStatistics {

	/**
	 * Return how many tokens are cached and usable, by looking at every one.
	 * @return the number of registrations' own tokens and of merchants' tokens
	 */
	int cachedTokens();

	/**
	 * Return how many requests were sent to Dintero's token endpoints since the start.
	 * @return the number of requests
	 */
	long tokenRequests();

	/**
	 * Return when the first of the tokens is due to be renewed, which happens when it is
	 * next asked for.
	 * @return the time, {@code null} if there are no tokens
	 */
	@Nullable Instant nextRefresh();

}
