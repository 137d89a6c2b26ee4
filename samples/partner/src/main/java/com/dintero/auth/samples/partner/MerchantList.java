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
import java.util.List;
import java.util.function.Predicate;

/**
 * What one view of the page has read.
 *
 * @param all the merchants
 * @param failed those that could not be read
 * @param time how long reading them took, in words
 * @param effort what was done meanwhile, in words
 */
record MerchantList(List<Merchant> all, List<Merchant> failed, String time, String effort) {

	static MerchantList of(List<Merchant> all, Duration took, long tokenRequests) {
		List<Merchant> failed = all.stream().filter(Predicate.not(Merchant::isRead)).toList();
		String effort = "with %d token %s".formatted(tokenRequests, (tokenRequests != 1) ? "requests" : "request");
		return new MerchantList(all, failed, inWords(took.toMillis()), effort);
	}

	private static String inWords(long millis) {
		return (millis < 1000) ? millis + " ms" : "%d.%02d s".formatted(millis / 1000, millis % 1000 / 10);
	}

}
