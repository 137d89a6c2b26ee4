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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What the starter's meters say, for the page.
 *
 * @param tokensHeld how many cached tokens callers can get
 * @param tokenRequests how many token requests have ended since the start
 */
record Counters(long tokensHeld, long tokenRequests) {

	static Counters of(MeterRegistry registry) {
		return new Counters(
				registry.find("dintero.token.held").gauges().stream().mapToLong((gauge) -> (long) gauge.value()).sum(),
				registry.find("dintero.token.request").timers().stream().mapToLong(Timer::count).sum());
	}

}
