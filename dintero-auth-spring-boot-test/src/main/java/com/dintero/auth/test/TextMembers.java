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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The documented members of a request's body, each of them a string that is not blank. It
 * has no text of its own, because some of them are secrets.
 */
final class TextMembers {

	private final Map<String, String> values;

	private TextMembers(Map<String, String> values) {
		this.values = values;
	}

	/**
	 * Reads the members that a request must have.
	 * @param content the JSON
	 * @param required the names of the members
	 * @return the members
	 * @throws RefusedException if this is not an object with these members
	 */
	static TextMembers read(byte[] content, String... required) {
		return read(content, List.of(required), List.of());
	}

	/**
	 * Reads the members that a request must have or may have. Others do not matter,
	 * whatever they are: real clients send such members, and the real server ignores
	 * them.
	 * @param content the JSON
	 * @param required the names of the members that it must have
	 * @param optional the names of the members that it may have
	 * @return the members
	 * @throws RefusedException if this is not an object with these members
	 */
	static TextMembers read(byte[] content, List<String> required, List<String> optional) {
		Map<String, @Nullable Object> members = Json.readObject(content);
		Map<String, String> values = new LinkedHashMap<>();
		Map<String, String> errors = new TreeMap<>();
		Stream.concat(required.stream(), optional.stream().filter(members::containsKey)).forEach((name) -> {
			if (!members.containsKey(name)) {
				errors.put(name, "is missing");
			}
			else if (!(members.get(name) instanceof String text)) {
				errors.put(name, "must be a string");
			}
			else if (text.isBlank()) {
				errors.put(name, "must not be blank");
			}
			else {
				values.put(name, text);
			}
		});
		if (!errors.isEmpty()) {
			throw RefusedException.badRequest("The body is not valid", errors);
		}
		return new TextMembers(values);
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

}
