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

package com.dintero.auth.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Dintero's error object:
 * <code>{"error": {"code": "…", "message": "…", "errors": [{…}]}}</code>, of which only
 * {@code message} is required.
 *
 * @param code the code, not limited to a known set
 * @param message the message
 * @param errors nested validation errors
 */
record ErrorObject(@Nullable String code, @Nullable String message, List<Map<String, Object>> errors) {

	/**
	 * What is read of an answer that has no error object.
	 */
	static final ErrorObject NONE = new ErrorObject(null, null, List.of());

	static ErrorObject read(@Nullable JsonNode body, UntrustedText text) {
		JsonNode error = (body != null) ? body.path("error") : null;
		if (error == null || !error.path("message").isString()) {
			return NONE;
		}
		JsonNode code = error.path("code");
		List<Map<String, Object>> errors = new ArrayList<>();
		for (JsonNode nested : error.path("errors")) {
			if (nested.isObject()) {
				errors.add(toMap(nested, text));
			}
		}
		return new ErrorObject((code.isString()) ? text.clean(code.stringValue()) : null,
				text.clean(error.path("message").stringValue()), Collections.unmodifiableList(errors));
	}

	private static Map<String, Object> toMap(JsonNode object, UntrustedText text) {
		Map<String, Object> map = new LinkedHashMap<>();
		object.forEachEntry((name, value) -> map.put(text.clean(name), toValue(value, text)));
		return Collections.unmodifiableMap(map);
	}

	private static Object toValue(JsonNode node, UntrustedText text) {
		if (node.isObject()) {
			return toMap(node, text);
		}
		if (node.isArray()) {
			List<Object> list = new ArrayList<>();
			node.forEach((element) -> list.add(toValue(element, text)));
			return Collections.unmodifiableList(list);
		}
		if (node.isNumber() && text.isClean(node.asString())) {
			return node.numberValue();
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		return text.clean(node.asString());
	}

	boolean isPresent() {
		return this.message != null;
	}

	String describe() {
		return (this.code != null) ? "%s (%s)".formatted(this.message, this.code) : String.valueOf(this.message);
	}

}
