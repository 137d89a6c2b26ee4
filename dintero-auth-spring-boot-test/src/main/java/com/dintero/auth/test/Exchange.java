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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the server: what was received, and what is answered as
 * soon as that is known.
 */
final class Exchange {

	private final String method;

	private final String target;

	private final Map<String, List<String>> headers;

	private final byte[] body;

	private volatile int status;

	Exchange(String method, String target, Map<String, List<String>> headers, byte[] body) {
		this.method = method;
		this.target = target;
		this.headers = headers;
		this.body = body;
	}

	String method() {
		return this.method;
	}

	String path() {
		int query = this.target.indexOf('?');
		return (query < 0) ? this.target : this.target.substring(0, query);
	}

	byte[] body() {
		return this.body;
	}

	List<String> headers(String name) {
		return this.headers.getOrDefault(name, List.of());
	}

	/**
	 * Returns the value of a header that must not come more than once.
	 * @param name the header's name
	 * @return the value, or {@code null} if the header is missing or ambiguous
	 */
	@Nullable String header(String name) {
		List<String> values = headers(name);
		return (values.size() == 1) ? values.get(0) : null;
	}

	void answered(int status) {
		this.status = status;
	}

	MockRequest toRequest() {
		return new MockRequest(this.method, this.target, this.headers, new String(this.body, StandardCharsets.UTF_8),
				this.status);
	}

}
