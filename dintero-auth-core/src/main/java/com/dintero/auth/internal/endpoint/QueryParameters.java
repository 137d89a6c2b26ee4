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

package com.dintero.auth.internal.endpoint;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.web.util.UriUtils;

/**
 * Adds parameters to URLs that others have written, and leaves those otherwise as they
 * are: what is in them may be more than a builder of URLs accepts.
 */
public final class QueryParameters {

	private QueryParameters() {
	}

	/**
	 * Add parameters.
	 * @param uri a URL without a fragment, maybe with a query
	 * @param parameters the parameters, not encoded
	 * @return the URL in ASCII, with the parameters encoded
	 */
	public static String add(URI uri, Map<String, String> parameters) {
		String added = parameters.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "="
					+ UriUtils.encode(parameter.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		String url = uri.toASCIIString();
		String separator = (uri.getRawQuery() == null) ? "?" : "&";
		return (uri.getRawQuery() != null && uri.getRawQuery().isEmpty()) ? url + added : url + separator + added;
	}

}
