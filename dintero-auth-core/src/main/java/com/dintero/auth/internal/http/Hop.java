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

package com.dintero.auth.internal.http;

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;

/**
 * One request of a call that follows redirects, and the rule for following them:
 * {@code GET} and {@code HEAD} requests only, never from {@code https} to {@code http},
 * and without credentials once a redirect has led to another origin.
 *
 * @param uri where the request goes
 * @param ofOrigin whether no redirect has led to another origin
 * @param remaining how many redirects may follow
 */
public record Hop(URI uri, boolean ofOrigin, int remaining) {

	/**
	 * The header of an API key.
	 */
	public static final String API_KEY = "x-api-key";

	/**
	 * What belongs to the origin that the call was for.
	 */
	public static final List<String> CREDENTIAL_HEADERS = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE,
			API_KEY);

	// As many as the JDK's client follows
	private static final int MAXIMUM_REDIRECTS = 5;

	private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

	/**
	 * Return the first request of a call.
	 * @param method the method
	 * @param uri where it goes
	 * @return the request
	 */
	public static Hop first(HttpMethod method, URI uri) {
		// Other methods would send a body, or do something twice
		boolean followable = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
		return new Hop(uri, true, (followable) ? MAXIMUM_REDIRECTS : 0);
	}

	/**
	 * Return the request that follows an answer.
	 * @param status the answer's status
	 * @param headers the answer's headers
	 * @return the next request, or {@code null} if the caller gets the answer as it is
	 */
	public @Nullable Hop next(HttpStatusCode status, HttpHeaders headers) {
		String value = headers.getFirst(HttpHeaders.LOCATION);
		if (this.remaining == 0 || value == null || !STATUSES.contains(status.value())) {
			return null;
		}
		URI location;
		try {
			location = this.uri.resolve(value);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		Origin from = Origin.of(this.uri);
		Origin to = Origin.of(location);
		if (from == null || to == null || (from.scheme().equals("https") && to.scheme().equals("http"))) {
			return null;
		}
		return new Hop(location, this.ofOrigin && from.equals(to), this.remaining - 1);
	}

}
