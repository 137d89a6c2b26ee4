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

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request that {@link MockDintero} received. It holds what came over the wire, secrets
 * and tokens included; only its {@link #toString()} leaves them out.
 *
 * @param method the HTTP method
 * @param path the path, with the query if there is one
 * @param headers the headers, by name in any case
 * @param body the body, empty if there is none
 * @param status the status that was answered, {@code 0} if no answer was given (yet)
 */
public record MockRequest(String method, String path, Map<String, List<String>> headers, String body, int status) {

	private static final Pattern TOKEN_PATH = Pattern.compile("/v1/accounts/[^/?]+/auth/token(?:\\?.*)?");

	/**
	 * Copies the headers.
	 */
	public MockRequest {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * Returns the first value of a header.
	 * @param name the name of the header, in any case
	 * @return the value, or {@code null} if the request does not have the header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Whether this is a request to the token endpoint.
	 * @return {@code true} if it is
	 */
	public boolean isToken() {
		return TOKEN_PATH.matcher(this.path).matches();
	}

	@Override
	public String toString() {
		int query = this.path.indexOf('?');
		String withoutQuery = (query < 0) ? this.path : this.path.substring(0, query);
		return "%s %s -> %d".formatted(this.method, withoutQuery, this.status);
	}

}
