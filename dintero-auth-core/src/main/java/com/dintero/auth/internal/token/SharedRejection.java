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

package com.dintero.auth.internal.token;

import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.internal.endpoint.Json;

/**
 * A rejection that another instance received.
 */
final class SharedRejection extends DinteroAuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String ERROR = "error";

	private static final String DESCRIPTION = "description";

	private static final String MESSAGE = "message";

	private static final String ENDPOINT = "endpoint";

	private static final String STATUS = "status";

	private static final String CODE = "code";

	private static final String LENGTH = "length";

	private final long length;

	private final long age;

	private SharedRejection(OAuth2Error error, String message, Details details, long length, long age) {
		super(error, message, details, null);
		this.length = length;
		this.age = age;
	}

	/**
	 * Write a rejection.
	 * @param rejection the rejection
	 * @param length how long it is remembered, in milliseconds
	 * @return the rejection for others, without Dintero's nested errors
	 */
	static byte[] write(DinteroAuthorizationException rejection, long length) {
		Map<String, String> members = new LinkedHashMap<>();
		members.put(ERROR, rejection.getError().getErrorCode());
		putIfPresent(members, DESCRIPTION, rejection.getError().getDescription());
		putIfPresent(members, MESSAGE, rejection.getMessage());
		members.put(ENDPOINT, rejection.getEndpoint().toString());
		putIfPresent(members, STATUS, rejection.getStatus());
		putIfPresent(members, CODE, rejection.getCode());
		members.put(LENGTH, Long.toString(length));
		return Json.write(members);
	}

	private static void putIfPresent(Map<String, String> members, String name, @Nullable Object value) {
		if (value != null) {
			members.put(name, value.toString());
		}
	}

	/**
	 * Read a rejection.
	 * @param content what another instance has written
	 * @param remaining how much longer it is remembered
	 * @param registrationId the registration of this instance
	 * @param accountId the merchant's account, if the rejection concerns one
	 * @return the rejection, or {@code null} if the content is none
	 */
	static @Nullable SharedRejection read(byte[] content, Duration remaining, String registrationId,
			@Nullable String accountId) {
		Map<String, @Nullable Object> members = Json.readObject(content);
		if (members == null || !(members.get(ERROR) instanceof String error)
				|| !(members.get(ENDPOINT) instanceof String endpoint)
				|| !(members.get(LENGTH) instanceof String lengthText)) {
			return null;
		}
		long length = Long.parseLong(lengthText);
		Details details = new Details(registrationId, accountId, URI.create(endpoint),
				(members.get(STATUS) instanceof String status) ? Integer.valueOf(status) : null,
				(members.get(CODE) instanceof String code) ? code : null, null, List.of());
		return new SharedRejection(
				new OAuth2Error(error, (members.get(DESCRIPTION) instanceof String text) ? text : null, null),
				String.valueOf(members.get(MESSAGE)), details, length, Math.max(length - remaining.toMillis(), 0));
	}

	/**
	 * Return how long it is remembered.
	 * @return the time in milliseconds, from when it happened
	 */
	long length() {
		return this.length;
	}

	/**
	 * Return how long ago it was, when it was read.
	 * @return the time in milliseconds
	 */
	long age() {
		return this.age;
	}

}
