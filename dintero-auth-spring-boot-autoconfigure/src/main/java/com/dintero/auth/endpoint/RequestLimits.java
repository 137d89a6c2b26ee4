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

package com.dintero.auth.endpoint;

import java.time.Duration;

/**
 * How many requests are sent, and how long they may wait.
 *
 * @param maximumRequests how many requests may be under way at a time, at least two
 * @param deadline how long a request may wait for its turn, and a user for an answer
 * @param maximumRetryAfter how much of a {@code Retry-After} is believed
 */
public record RequestLimits(int maximumRequests, Duration deadline, Duration maximumRetryAfter) {

	/**
	 * What waits while others of its registration are served waits for so many deadlines
	 * at most: long enough for a cold start with thousands of merchants.
	 */
	public static final int MAXIMUM_DEADLINES = 6;

}
