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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of a request's body, each of them a string that is not blank. It has no
 * text of its own, because some of them are secrets.
 */
final class TextMembers {

	private final Map<String, String> values;

	private TextMembers(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Reads an object that has exactly these members.
	 * @param content the JSON
	 * @param required the names of the members
	 * @return the members
	 * @throws RefusedException if this is anything else
	 */
	static TextMembers read(byte[] content, String... required) {
		return read(content, List.of(required), List.of());
	}

	/**
	 * Reads an object that has these members and no others.
	 * @param content the JSON
	 * @param required the names of the members that it must have
	 * @param optional the names of the members that it may have
	 * @return the members
	 * @throws RefusedException if this is anything else
	 */
	static TextMembers read(byte[] content, List<String> required, List<String> optional) {
		Map<String, JsonNode> members = Json.readObject(content);
		Map<String, String> errors = new TreeMap<>();
		members.keySet()
			.stream()
			.filter((name) -> !required.contains(name) && !optional.contains(name))
			.forEach((name) -> errors.put(name, "is not known"));
		return of(members, required, errors);
	}

	/**
	 * Reads an object that has these members and any others.
	 * @param content the JSON
	 * @param required the names of the members that it must have
	 * @return the members
	 * @throws RefusedException if this is anything else
	 */
	static TextMembers readOpen(byte[] content, String... required) {
		return of(Json.readObject(content), List.of(required), new TreeMap<>());
	}

	/**
	 * Returns a member that is required.
	 * @param name the name of the member
	 * @return the value
	 */
	String get(String name) {
		String value = this.values.get(name);
		if (value == null) {
			throw new IllegalStateException("Member '%s' has not been required".formatted(name));
		}
		return value;
	}

	@Nullable String find(String name) {
		return this.values.get(name);
	}

	/**
	 * Returns a member that has one of these values.
	 * @param name the name of the member
	 * @param allowed the values that it may have
	 * @return the value
	 * @throws RefusedException if it has another one
	 */
	String oneOf(String name, String... allowed) {
		String value = get(name);
		if (!Arrays.asList(allowed).contains(value)) {
			throw RefusedException.badRequest("The body is not valid", Map.of(name, "is not supported"));
		}
		return value;
	}

	private static TextMembers of(Map<String, JsonNode> members, List<String> required, Map<String, String> errors) {
		Map<String, String> values = new LinkedHashMap<>();
		members.forEach((name, value) -> {
			if (!value.isString()) {
				errors.putIfAbsent(name, "must be a string");
			}
			else if (value.stringValue().isBlank()) {
				errors.putIfAbsent(name, "must not be blank");
			}
			else {
				values.put(name, value.stringValue());
			}
		});
		required.stream()
			.filter((name) -> !members.containsKey(name))
			.forEach((name) -> errors.put(name, "is missing"));
		if (!errors.isEmpty()) {
			throw RefusedException.badRequest("The body is not valid", errors);
		}
		return new TextMembers(values);
	}

}
