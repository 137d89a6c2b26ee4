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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Checks of a request's method and headers.
 */
final class RequestChecks {

	private static final String JSON = "application/json";

	private static final Pattern NOT_ACCEPTED = Pattern.compile("(?i).*;\\s*q\\s*=\\s*0(?:\\.0*)?\\s*");

	private static final String BEARER = "Bearer ";

	private RequestChecks() {
	}

	/**
	 * Checks the account of a path.
	 * @param possible whether it is on the pattern of the path
	 */
	static void account(boolean possible) {
		if (!possible) {
			throw RefusedException.of(404, StatusErrors.message(404));
		}
	}

	/**
	 * Checks what all requests that are sent with JSON for an answer of JSON have in
	 * common.
	 * @param exchange the request
	 */
	static void jsonPost(Exchange exchange) {
		method(exchange, "POST");
		jsonContent(exchange);
		acceptsJson(exchange);
	}

	static void method(Exchange exchange, String method) {
		if (!exchange.method().equals(method)) {
			throw RefusedException.of(405, "Only %s is allowed".formatted(method)).withHeader("Allow", method);
		}
	}

	static void jsonContent(Exchange exchange) {
		String contentType = exchange.header("Content-Type");
		if (contentType == null || !mediaType(contentType).equals(JSON)) {
			throw RefusedException.badRequest("The body must be JSON", Map.of("Content-Type", "must be " + JSON));
		}
	}

	/**
	 * Checks that the answer may be JSON, as it may if the client does not say what it
	 * accepts.
	 * @param exchange the request
	 */
	static void acceptsJson(Exchange exchange) {
		List<String> ranges = exchange.headers("Accept")
			.stream()
			.flatMap((header) -> Stream.of(header.split(",")))
			.filter((range) -> !range.isBlank())
			.toList();
		// The range that fits JSON best is the one that counts
		boolean excluded = !ranges.isEmpty() && Stream.of(JSON, "application/*", "*/*")
			.map((range) -> ranges.stream().filter((candidate) -> mediaType(candidate).equals(range)).findFirst())
			.flatMap(Optional::stream)
			.findFirst()
			.filter((range) -> !NOT_ACCEPTED.matcher(range).matches())
			.isEmpty();
		if (excluded) {
			throw RefusedException.badRequest("JSON must be accepted", Map.of("Accept", "excludes " + JSON));
		}
	}

	static @Nullable String bearerToken(Exchange exchange) {
		String header = exchange.header("Authorization");
		if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			return null;
		}
		return header.substring(BEARER.length());
	}

	private static String mediaType(String header) {
		int parameters = header.indexOf(';');
		String type = (parameters < 0) ? header : header.substring(0, parameters);
		return type.trim().toLowerCase(Locale.ROOT);
	}

}
