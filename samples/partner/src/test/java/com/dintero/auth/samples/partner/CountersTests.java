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

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.dintero.auth.TokenStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Counters}.
 */
class CountersTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	@ParameterizedTest
	@CsvSource({ "2026-11-22T07:12:30Z, in 19 h 12 min", "2026-11-21T13:00:00Z, in 1 h 0 min",
			"2026-11-21T12:59:59Z, in 59 min 59 s", "2026-11-21T12:00:01Z, in 1 s",
			"2026-11-21T12:00:00.5Z, on next use", "2026-11-21T11:00:00Z, on next use" })
	void theNextRefreshIsSaidInWords(Instant nextRefresh, String words) {
		assertThat(Counters.of(new FixedStatistics(1, 1, nextRefresh), NOW).nextRefreshIn()).isEqualTo(words);
	}

	@Test
	void withoutATokenThereIsNoNextRefresh() {
		Counters counters = Counters.of(new FixedStatistics(0, 3, null), NOW);
		assertThat(counters).isEqualTo(new Counters(0, 3, null, "none yet"));
	}

	private record FixedStatistics(int cachedTokens, long tokenRequests,
			@Nullable Instant nextRefresh) implements TokenStatistics {

	}

}
