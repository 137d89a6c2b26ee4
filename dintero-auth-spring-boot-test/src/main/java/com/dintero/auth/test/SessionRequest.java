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

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request that creates a checkout session. Members that it does not know
 * are fine: there are many more than the ones that are checked here.
 */
final class SessionRequest {

	private final Map<String, @Nullable Object> members;

	private final Map<String, String> errors = new TreeMap<>();

	private SessionRequest(Map<String, @Nullable Object> members) {
		this.members = members;
	}

	/**
	 * Checks the body.
	 * @param content the body
	 * @throws RefusedException if it is not valid
	 */
	static void check(byte[] content) {
		SessionRequest request = new SessionRequest(Json.readObject(content));
		request.check();
		if (!request.errors.isEmpty()) {
			throw RefusedException.badRequest("The session is not valid", request.errors);
		}
	}

	private void check() {
		Object url = this.members.get("url");
		require("url", url instanceof Map, "an object");
		require("url.return_url", isText(member(url, "return_url")), "a string");
		Object order = this.members.get("order");
		require("order", order instanceof Map, "an object");
		require("order.amount", isPositiveInteger(member(order, "amount")), "a positive integer");
		require("order.currency", isText(member(order, "currency")), "a string");
		require("order.merchant_reference", isText(member(order, "merchant_reference")), "a string");
		require("order.items", isArrayOfObjects(member(order, "items")), "an array of objects");
		require("profile_id", isText(this.members.get("profile_id")), "a string");
	}

	private void require(String field, boolean fulfilled, String what) {
		if (!fulfilled) {
			this.errors.put(field, "must be " + what);
		}
	}

	private static @Nullable Object member(@Nullable Object object, String name) {
		return (object instanceof Map<?, ?> members) ? members.get(name) : null;
	}

	private static boolean isText(@Nullable Object value) {
		return value instanceof String text && !text.isBlank();
	}

	private static boolean isPositiveInteger(@Nullable Object value) {
		return value instanceof BigInteger number && number.signum() > 0;
	}

	private static boolean isArrayOfObjects(@Nullable Object value) {
		return value instanceof List<?> values && values.stream().allMatch(Map.class::isInstance);
	}

}
