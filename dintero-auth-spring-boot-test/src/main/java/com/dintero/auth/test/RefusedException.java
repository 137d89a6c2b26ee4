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
import java.util.Map;

/**
 * Thrown where a check finds that a request is to be refused.
 */
final class RefusedException extends RuntimeException {

	private final transient Answer answer;

	RefusedException(Answer answer) {
		// Not an error of this program, so nobody needs the stack
		super("Refused with status " + answer.status(), null, false, false);
		this.answer = answer;
	}

	/**
	 * A request that is not as it should be.
	 * @param message what is wrong
	 * @param errors the members or headers at fault, and what is wrong with each
	 * @return the exception
	 */
	static RefusedException badRequest(String message, Map<String, String> errors) {
		List<Map<String, String>> nested = errors.entrySet()
			.stream()
			.map((error) -> Map.of("field", error.getKey(), "message", error.getValue()))
			.toList();
		return new RefusedException(Answer.error(400, StatusErrors.code(400), message, nested));
	}

	/**
	 * Any other refusal.
	 * @param status the status
	 * @param message what is wrong
	 * @return the exception
	 */
	static RefusedException of(int status, String message) {
		return new RefusedException(Answer.error(status, message));
	}

	/**
	 * A refusal until the user has answered a challenge.
	 * @param mfaToken the MFA token
	 * @return the exception
	 */
	static RefusedException mfaRequired(String mfaToken) {
		return new RefusedException(Answer.mfaRequired(mfaToken));
	}

	/**
	 * Returns a copy that answers with one more header.
	 * @param name the name of the header
	 * @param value the value of the header
	 * @return the copy
	 */
	RefusedException withHeader(String name, String value) {
		return new RefusedException(this.answer.withHeader(name, value));
	}

	Answer answer() {
		return this.answer;
	}

}
