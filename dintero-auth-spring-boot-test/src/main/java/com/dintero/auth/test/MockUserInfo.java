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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an external identity provider tells about a user: the {@code user_info} of an OIDC
 * token response of {@link MockDintero}.
 *
 * @param authority the identity provider, such as
 * {@code https://identityserver.example.com/access}
 * @param value the claims, in their order; they are answered as JSON
 * @since 0.1.0
 */
public record MockUserInfo(String authority, Map<String, Object> value) {

	/**
	 * Checks the authority and copies the claims.
	 * @throws IllegalArgumentException if the authority is blank, or if a claim is
	 * something else than a string, a number, a boolean, {@code null}, or a list or a map
	 * of these
	 */
	public MockUserInfo {
		if (authority.isBlank()) {
			throw new IllegalArgumentException("The authority must not be blank");
		}
		// Not Map.copyOf, because claims can be null and have an order
		value = Collections.unmodifiableMap(new LinkedHashMap<>(value));
		Json.write(value);
	}

}
