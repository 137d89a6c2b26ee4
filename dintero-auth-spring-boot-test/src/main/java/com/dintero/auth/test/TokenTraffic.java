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

package com.dintero.auth.test;

import org.jspecify.annotations.Nullable;

/**
 * The token requests of all kinds together: how many may come, and how many are under
 * way.
 */
final class TokenTraffic {

	private volatile @Nullable RateLimit rateLimit;

	private volatile UnderWay underWay = new UnderWay();

	void rateLimit(@Nullable RateLimit rateLimit) {
		this.rateLimit = rateLimit;
	}

	/**
	 * Counts a request.
	 * @throws RefusedException if it is one too many
	 */
	void count() {
		RateLimit limit = this.rateLimit;
		if (limit != null) {
			limit.count();
		}
	}

	/**
	 * Begins a request.
	 * @return where it is to end
	 */
	UnderWay begin() {
		UnderWay current = this.underWay;
		current.begin();
		return current;
	}

	int peak() {
		return this.underWay.peak();
	}

	void reset() {
		this.rateLimit = null;
		// A new one: who is still on the way out is not to count any more
		this.underWay = new UnderWay();
	}

}
