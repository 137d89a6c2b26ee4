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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes the JSON of the wire, with the streaming parser alone. Spring detects
 * Jackson's databind on the class path and changes the application's JSON.
 */
public final class Json {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private Json() {
	}

	/**
	 * Writes an object.
	 * @param members the members
	 * @return the document
	 */
	public static byte[] write(Map<String, String> members) {
		ByteArrayOutputStream json = new ByteArrayOutputStream();
		try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
			generator.writeStartObject();
			members.forEach(generator::writeStringProperty);
			generator.writeEndObject();
		}
		return json.toByteArray();
	}

	/**
	 * Reads an object. The parser's exception is dropped on purpose: its message quotes
	 * the document, and possibly a token.
	 * @param json the document
	 * @return the members as serializable maps, lists, strings, numbers, booleans and
	 * {@code null}; {@code null} if the document is not exactly one object, or repeats a
	 * member
	 */
	public static @Nullable Map<String, @Nullable Object> readObject(byte[] json) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			Map<String, @Nullable Object> members = readMembers(parser);
			return (parser.nextToken() == null) ? members : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static Map<String, @Nullable Object> readMembers(JsonParser parser) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			parser.nextToken();
			members.put(name, readValue(parser));
		}
		return members;
	}

	private static @Nullable Object readValue(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_OBJECT -> readMembers(parser);
			case START_ARRAY -> {
				List<@Nullable Object> values = new ArrayList<>();
				while (parser.nextToken() != JsonToken.END_ARRAY) {
					values.add(readValue(parser));
				}
				yield values;
			}
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
			case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
			default -> null;
		};
	}

}
