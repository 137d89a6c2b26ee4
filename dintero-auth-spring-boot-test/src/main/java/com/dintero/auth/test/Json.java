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

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON, and reads it as a server does that forgives nothing.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.build();

	private Json() {
	}

	static String write(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	/**
	 * Reads the members of an object.
	 * @param content the JSON
	 * @return the members by name, in their order
	 * @throws RefusedException if this is not one JSON object, or if a member is repeated
	 */
	static Map<String, JsonNode> readObject(byte[] content) {
		try (JsonParser parser = MAPPER.createParser(content)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw RefusedException.badRequest("The body must be a JSON object",
						Map.of("body", "is not a JSON object"));
			}
			Map<String, JsonNode> members = new LinkedHashMap<>();
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				parser.nextToken();
				JsonNode value = parser.readValueAsTree();
				if (members.put(name, value) != null) {
					throw RefusedException.badRequest("The body has a member twice",
							Map.of(name, "is there more than once"));
				}
			}
			if (parser.nextToken() != null) {
				throw RefusedException.badRequest("The body must be one JSON object",
						Map.of("body", "has more after the object"));
			}
			return members;
		}
		catch (JacksonException ex) {
			// Its message would quote the body
			throw RefusedException.badRequest("The body is not valid JSON", Map.of("body", "is not valid JSON"));
		}
	}

}
