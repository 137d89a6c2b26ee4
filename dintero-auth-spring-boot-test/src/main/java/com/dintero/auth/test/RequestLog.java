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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The last requests that were received, in order of arrival, and the number of all.
 */
final class RequestLog {

	private final int maximum;

	private final Deque<Entry> entries = new ArrayDeque<>();

	private final Map<MockEndpoint, Integer> counts = new HashMap<>();

	RequestLog(int maximum) {
		this.maximum = maximum;
	}

	synchronized void add(Exchange exchange, @Nullable MockEndpoint endpoint) {
		this.entries.add(new Entry(exchange, endpoint));
		if (this.entries.size() > this.maximum) {
			this.entries.remove();
		}
		if (endpoint != null) {
			this.counts.merge(endpoint, 1, Integer::sum);
		}
	}

	synchronized void clear() {
		this.entries.clear();
		this.counts.clear();
	}

	List<MockRequest> all() {
		return requests((entry) -> true);
	}

	List<MockRequest> of(MockEndpoint endpoint) {
		return requests((entry) -> entry.endpoint() == endpoint);
	}

	synchronized int count(MockEndpoint endpoint) {
		return this.counts.getOrDefault(endpoint, 0);
	}

	private List<MockRequest> requests(Predicate<Entry> filter) {
		return snapshot().stream().filter(filter).map((entry) -> entry.exchange().toRequest()).toList();
	}

	private synchronized List<Entry> snapshot() {
		return List.copyOf(this.entries);
	}

	private record Entry(Exchange exchange, @Nullable MockEndpoint endpoint) {

	}

}
