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

package com.dintero.auth.benchmarks.client;

import java.time.Duration;

/**
 * How long before their expiry tokens are renewed by clients that have to be told.
 *
 * @param refresh from when on a token is renewed
 * @param expiration from when on it is no longer handed out
 */
public record Margins(Duration refresh, Duration expiration) {

	/**
	 * Return the margins that fit a token of the given lifetime as this project's do: a
	 * fifth and a tenth of it. Theirs are of minutes, and they would not keep a token of
	 * seconds at all.
	 * @param lifetime the token's lifetime
	 * @return the margins
	 */
	public static Margins of(Duration lifetime) {
		return new Margins(lifetime.dividedBy(5), lifetime.dividedBy(10));
	}

}
