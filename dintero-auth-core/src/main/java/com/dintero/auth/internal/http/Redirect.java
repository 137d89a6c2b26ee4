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

/**
 * A redirect that can be followed.
 *
 * @param location where to, absolute
 * @param sameOrigin whether that is the origin that the request went to
 */
public record Redirect(URI location, boolean sameOrigin) {

	/**
	 * As many as the JDK's client follows.
	 */
	public static final int MAXIMUM_HOPS = 5;

	/**
	 * The header of an API key.
	 */
	public static final String API_KEY = "x-api-key";

	/**
	 * What belongs to the origin that the request was for.
	 */
	public static final List<String> CREDENTIAL_HEADERS = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE,
			API_KEY);

	private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

	// Whether a redirect of the given method can be followed without sending a body
	// or doing something twice.
	public static boolean isFollowable(HttpMethod method) {
		return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
	}

	// Return the redirect of the given answer, or null if it is none, leads nowhere,
	// or leads from a secure connection to one that is not.
	public static @Nullable Redirect of(URI uri, int status, HttpHeaders responseHeaders) {
		String value = responseHeaders.getFirst(HttpHeaders.LOCATION);
		if (!STATUSES.contains(status) || value == null) {
			return null;
		}
		URI location;
		try {
			location = uri.resolve(value);
		}
		catch (IllegalArgumentException ex) {
			// No redirect, then: the caller gets the answer as it is
			return null;
		}
		Origin from = Origin.of(uri);
		Origin to = Origin.of(location);
		if (from == null || to == null || (from.scheme().equals("https") && to.scheme().equals("http"))) {
			return null;
		}
		return new Redirect(location, from.equals(to));
	}

}
