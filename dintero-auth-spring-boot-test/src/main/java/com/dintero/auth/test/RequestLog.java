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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All requests that were received, in order of arrival.
 */
final class RequestLog {

	private final List<Entry> entries = new ArrayList<>();

	synchronized void add(Exchange exchange, @Nullable MockEndpoint endpoint) {
		this.entries.add(new Entry(exchange, endpoint));
	}

	synchronized void clear() {
		this.entries.clear();
	}

	List<MockRequest> all() {
		return requests((entry) -> true);
	}

	List<MockRequest> of(MockEndpoint endpoint) {
		return requests((entry) -> entry.endpoint() == endpoint);
	}

	synchronized int count(MockEndpoint endpoint) {
		return (int) this.entries.stream().filter((entry) -> entry.endpoint() == endpoint).count();
	}

	private synchronized List<MockRequest> requests(Predicate<Entry> filter) {
		return this.entries.stream().filter(filter).map((entry) -> entry.exchange().toRequest()).toList();
	}

	private record Entry(Exchange exchange, @Nullable MockEndpoint endpoint) {

	}

}
