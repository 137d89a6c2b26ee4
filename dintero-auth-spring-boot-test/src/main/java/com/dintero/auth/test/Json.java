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

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
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
 * Reads and writes JSON as maps, lists, strings, numbers, booleans and {@code null}. With
 * the streaming parser alone: Jackson's mapper on the class path would change how the
 * application under test reads and writes its own JSON.
 */
final class Json {

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private Json() {
	}

	/**
	 * Writes a value.
	 * @param value the value
	 * @return the JSON
	 * @throws IllegalArgumentException if there is something in it that is not JSON
	 */
	static String write(Object value) {
		StringWriter json = new StringWriter();
		try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
			write(generator, value);
		}
		return json.toString();
	}

	/**
	 * Reads the members of an object.
	 * @param content the JSON
	 * @return the members by name, in their order
	 * @throws RefusedException if this is not one JSON object, or if a member is repeated
	 */
	static Map<String, @Nullable Object> readObject(byte[] content) {
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw RefusedException.badRequest("The body must be a JSON object",
						Map.of("body", "is not a JSON object"));
			}
			Map<String, @Nullable Object> members = readMembers(parser);
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
			case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
			case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
			case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
			default -> null;
		};
	}

	private static void write(JsonGenerator generator, @Nullable Object value) {
		if (value == null) {
			generator.writeNull();
		}
		else if (value instanceof Map<?, ?> members) {
			generator.writeStartObject();
			members.forEach((name, member) -> {
				generator.writeName(String.valueOf(name));
				write(generator, member);
			});
			generator.writeEndObject();
		}
		else if (value instanceof Iterable<?> values) {
			generator.writeStartArray();
			values.forEach((element) -> write(generator, element));
			generator.writeEndArray();
		}
		else if (value instanceof CharSequence text) {
			generator.writeString(text.toString());
		}
		else if (value instanceof Boolean bool) {
			generator.writeBoolean(bool);
		}
		else if (value instanceof Number number) {
			writeNumber(generator, number);
		}
		else {
			throw new IllegalArgumentException("A value of type %s is not JSON".formatted(value.getClass().getName()));
		}
	}

	private static void writeNumber(JsonGenerator generator, Number number) {
		if (number instanceof BigDecimal decimal) {
			generator.writeNumber(decimal);
		}
		else if (number instanceof BigInteger integer) {
			generator.writeNumber(integer);
		}
		else if (number instanceof Double || number instanceof Float) {
			generator.writeNumber(number.doubleValue());
		}
		else {
			generator.writeNumber(number.longValue());
		}
	}

}
