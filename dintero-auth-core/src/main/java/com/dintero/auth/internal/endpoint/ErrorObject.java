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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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

	static ErrorObject read(@Nullable Map<String, @Nullable Object> body, UntrustedText text) {
		if (body == null || !(body.get("error") instanceof Map<?, ?> error)
				|| !(error.get("message") instanceof String message)) {
			return NONE;
		}
		List<Map<String, Object>> errors = new ArrayList<>();
		if (error.get("errors") instanceof List<?> list) {
			for (Object nested : list) {
				if (nested instanceof Map<?, ?> object) {
					errors.add(toMap(object, text));
				}
			}
		}
		return new ErrorObject((error.get("code") instanceof String code) ? text.clean(code) : null,
				text.clean(message), Collections.unmodifiableList(errors));
	}

	private static Map<String, Object> toMap(Map<?, ?> object, UntrustedText text) {
		Map<String, Object> map = new LinkedHashMap<>();
		object.forEach((name, value) -> map.put(text.clean(String.valueOf(name)), toValue(value, text)));
		return Collections.unmodifiableMap(map);
	}

	private static Object toValue(@Nullable Object value, UntrustedText text) {
		if (value instanceof Map<?, ?> object) {
			return toMap(object, text);
		}
		if (value instanceof List<?> array) {
			return array.stream().map((element) -> toValue(element, text)).toList();
		}
		if (value instanceof Boolean || (value instanceof Number && text.isClean(value.toString()))) {
			return value;
		}
		return text.clean(String.valueOf(value));
	}

	boolean isPresent() {
		return this.message != null;
	}

	String describe() {
		return (this.code != null) ? "%s (%s)".formatted(this.message, this.code) : String.valueOf(this.message);
	}

}
