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

import org.jspecify.annotations.Nullable;

/**
 * A way in which {@link MockDintero} can fail a request, to be given to a
 * {@link MockEndpoint}. Faults are immutable and can be used any number of times.
 */
public final class MockFault {

	private static final String TOKEN_BEGINNING = "{\"access_token\":\"";

	private static final String TOKEN_END = "\",\"token_type\":\"Bearer\",\"expires_in\":14400}";

	private final Answer answer;

	private final boolean hanging;

	private MockFault(Answer answer) {
		this(answer, false);
	}

	private MockFault(Answer answer, boolean hanging) {
		this.answer = answer;
		this.hanging = hanging;
	}

	/**
	 * A status with Dintero's error object, with a code and a message that fit the
	 * status. A {@code 403} has no code.
	 * @param status the status, {@code 400} or above
	 * @return the fault
	 */
	public static MockFault status(int status) {
		return status(status, StatusErrors.code(status), StatusErrors.message(status));
	}

	/**
	 * A status with Dintero's error object.
	 * @param status the status, {@code 400} or above
	 * @param code the {@code error.code}, or {@code null} for none
	 * @param message the {@code error.message}
	 * @return the fault
	 */
	public static MockFault status(int status, @Nullable String code, String message) {
		checkStatus(status, 400);
		return new MockFault(Answer.error(status, code, message, List.of()));
	}

	/**
	 * A {@code 403} with Dintero's error object that demands another factor, and an MFA
	 * token beside it, which {@link MockDintero} does not know.
	 * @param mfaToken the {@code mfa_token}
	 * @return the fault
	 * @since 0.1.0
	 */
	public static MockFault mfaRequired(String mfaToken) {
		return new MockFault(Answer.mfaRequired(mfaToken));
	}

	/**
	 * Any answer at all, such as a gateway's HTML, an empty body, or a {@code 200} with
	 * garbage.
	 * @param status the status
	 * @param contentType the {@code Content-Type}, or {@code null} for none
	 * @param body the body
	 * @return the fault
	 */
	public static MockFault error(int status, @Nullable String contentType, String body) {
		checkStatus(status, 200);
		Answer answer = Answer.of(status, body);
		return new MockFault((contentType != null) ? answer.withHeader("Content-Type", contentType) : answer);
	}

	/**
	 * A {@code 200} with exactly this JSON, which may lack members or have wrong ones.
	 * @param json the body
	 * @return the fault
	 */
	public static MockFault body(String json) {
		return error(200, Answer.JSON, json);
	}

	/**
	 * A {@code 429} with Dintero's error object.
	 * @param retryAfter the {@code Retry-After} header as it is (seconds, an HTTP date,
	 * or anything else), or {@code null} for none
	 * @return the fault
	 */
	public static MockFault rateLimited(@Nullable String retryAfter) {
		MockFault fault = status(429);
		return (retryAfter != null) ? fault.withHeader("Retry-After", retryAfter) : fault;
	}

	/**
	 * A redirect.
	 * @param status the status, {@code 3xx}
	 * @param location where to
	 * @return the fault
	 */
	public static MockFault redirect(int status, String location) {
		if (status < 300 || status > 399) {
			throw new IllegalArgumentException("%d is not the status of a redirect".formatted(status));
		}
		return new MockFault(Answer.of(status, "").withHeader("Location", location));
	}

	/**
	 * The request is read, and the connection closed without an answer. Mind that some
	 * HTTP clients repeat such a request on their own when its method is idempotent.
	 * @return the fault
	 */
	public static MockFault disconnect() {
		return new MockFault(Answer.none());
	}

	/**
	 * A {@code 200} whose body breaks off halfway: more is announced in
	 * {@code Content-Length} than comes, and the connection is closed.
	 * @return the fault
	 */
	public static MockFault disconnectHalfway() {
		AnswerBody body = AnswerBody.halfOf(TOKEN_BEGINNING + "mock" + TOKEN_END);
		return new MockFault(new Answer(200, List.of(), body).withHeader("Content-Type", Answer.JSON));
	}

	/**
	 * No answer ever. The connection is closed when the server is, or on
	 * {@link MockEndpoint#recover()}.
	 * @return the fault
	 */
	public static MockFault hang() {
		return new MockFault(Answer.none(), true);
	}

	/**
	 * A {@code 200} with a token response that is right except for its length. It is
	 * written piece by piece and takes no memory here.
	 * @param bytes the length of the body
	 * @return the fault
	 */
	public static MockFault oversized(long bytes) {
		AnswerBody body = AnswerBody.filled(TOKEN_BEGINNING, TOKEN_END, bytes);
		return new MockFault(new Answer(200, List.of(), body).withHeader("Content-Type", Answer.JSON));
	}

	/**
	 * Returns a copy that answers with this header, in place of another one of the same
	 * name.
	 * @param name the name of the header
	 * @param value the value of the header
	 * @return the copy
	 * @throws IllegalStateException if this fault gives no answer that could have headers
	 */
	public MockFault withHeader(String name, String value) {
		if (this.answer.status() == 0) {
			throw new IllegalStateException("A fault without an answer has no headers");
		}
		return new MockFault(this.answer.withHeader(name, value));
	}

	Answer answer() {
		return this.answer;
	}

	boolean isHanging() {
		return this.hanging;
	}

	private static void checkStatus(int status, int lowest) {
		if (status < lowest || status > 599) {
			throw new IllegalArgumentException("The status must be %d to 599, but was %d".formatted(lowest, status));
		}
	}

	@Override
	public String toString() {
		if (this.hanging) {
			return "MockFault[hang]";
		}
		return (this.answer.status() != 0) ? "MockFault[%d]".formatted(this.answer.status()) : "MockFault[disconnect]";
	}

}
