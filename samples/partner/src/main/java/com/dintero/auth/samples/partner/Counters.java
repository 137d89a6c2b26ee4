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

package com.dintero.auth.samples.partner;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.TokenStatistics;

/**
 * What the starter has done for its tokens, for people and scripts to read.
 *
 * @param cachedTokens how many tokens can be handed out
 * @param tokenRequests how many token requests were sent since the start
 * @param nextRefresh when the first of the tokens is due to be renewed, if there are any
 * @param nextRefreshIn the same as seen from now, in words
 */
record Counters(int cachedTokens, long tokenRequests, @Nullable Instant nextRefresh, String nextRefreshIn) {

	static Counters of(TokenStatistics statistics, Instant now) {
		Instant nextRefresh = statistics.nextRefresh();
		return new Counters(statistics.cachedTokens(), statistics.tokenRequests(), nextRefresh,
				(nextRefresh != null) ? inWords(Duration.between(now, nextRefresh)) : "none yet");
	}

	private static String inWords(Duration duration) {
		if (duration.toHours() > 0) {
			return "in %d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
		}
		if (duration.toMinutes() > 0) {
			return "in %d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
		}
		return (duration.toSeconds() > 0) ? "in %d s".formatted(duration.toSeconds()) : "on next use";
	}

}
