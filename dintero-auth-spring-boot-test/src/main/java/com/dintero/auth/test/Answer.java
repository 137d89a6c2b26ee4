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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the server does with a request.
 *
 * @param status the status, {@code 0} if there is none because nothing is answered
 * @param headers the headers, names and values
 * @param body the body
 */
record Answer(int status, List<Map.Entry<String, String>> headers, AnswerBody body) {

	static final String JSON = "application/json; charset=utf-8";

	Answer {
		headers = List.copyOf(headers);
	}

	/**
	 * Nothing: the connection is closed.
	 * @return the answer
	 */
	static Answer none() {
		return new Answer(0, List.of(), AnswerBody.text(""));
	}

	static Answer of(int status, String body) {
		return new Answer(status, List.of(), AnswerBody.text(body));
	}

	static Answer json(int status, Object value) {
		return of(status, Json.write(value)).withHeader("Content-Type", JSON);
	}

	/**
	 * Dintero's error object.
	 * @param status the status
	 * @param code the error code, or {@code null} if there is none
	 * @param message the message
	 * @param errors the nested errors, left out if there are none but a code
	 * @return the answer
	 */
	static Answer error(int status, @Nullable String code, String message, List<Map<String, String>> errors) {
		Map<String, Object> error = errorMembers(code, message);
		if (code == null || !errors.isEmpty()) {
			error.put("errors", errors);
		}
		return json(status, Map.of("error", error));
	}

	/**
	 * Dintero's error object with an MFA token beside it.
	 * @param mfaToken the MFA token
	 * @return the answer
	 */
	static Answer mfaRequired(String mfaToken) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("error", errorMembers("mfa_required", "Another factor is required"));
		body.put("mfa_token", mfaToken);
		return json(403, body);
	}

	static Answer error(int status, String message) {
		return error(status, StatusErrors.code(status), message, List.of());
	}

	/**
	 * Whether the client can send another request after this answer.
	 * @return {@code false} if there is no answer, or if it is not of the length that it
	 * says
	 */
	boolean leavesConnectionOpen() {
		return this.status != 0 && this.body.isComplete() && !saysLength();
	}

	/**
	 * Whether a header says how long the body is, which then need not be true.
	 * @return {@code true} if one does
	 */
	boolean saysLength() {
		return this.headers.stream()
			.map(Map.Entry::getKey)
			.anyMatch((name) -> name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding"));
	}

	Answer withHeader(String name, String value) {
		List<Map.Entry<String, String>> all = new ArrayList<>(this.headers);
		all.removeIf((header) -> header.getKey().equalsIgnoreCase(name));
		all.add(Map.entry(name, value));
		return new Answer(this.status, all, this.body);
	}

	private static Map<String, Object> errorMembers(@Nullable String code, String message) {
		Map<String, Object> error = new LinkedHashMap<>();
		if (code != null) {
			error.put("code", code);
		}
		error.put("message", message);
		return error;
	}

}
