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
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The origins that may receive tokens.
 */
public final class AllowedOrigins {

	// As text, sorted for the log
	private final SortedSet<String> origins = new TreeSet<>();

	/**
	 * Create the list.
	 * @param origins the origins
	 */
	public AllowedOrigins(Collection<Origin> origins) {
		for (Origin origin : origins) {
			this.origins.add(origin.toString());
		}
	}

	/**
	 * Whether a request to the given URI may carry a token.
	 * @param uri the URI
	 * @return {@code true} if its origin is one of these
	 */
	public boolean contains(URI uri) {
		Origin origin = Origin.of(uri);
		return origin != null && this.origins.contains(origin.toString());
	}

	@Override
	public String toString() {
		return String.join(", ", this.origins);
	}

}
