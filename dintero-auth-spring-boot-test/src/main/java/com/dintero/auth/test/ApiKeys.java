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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The API keys that the server knows, each of one account.
 */
final class ApiKeys {

	private final Map<String, String> accountIds = new ConcurrentHashMap<>();

	ApiKeys(Map<String, String> accountIds) {
		accountIds.forEach((key, accountId) -> register(accountId, key));
	}

	void register(String accountId, String key) {
		if (!MockDinteroClient.isAccountId(accountId)) {
			throw new IllegalArgumentException(
					"'%s' is not an account id such as T12345678 or T112".formatted(accountId));
		}
		if (key.isBlank()) {
			throw new IllegalArgumentException("The API key must not be blank");
		}
		this.accountIds.put(key, accountId);
	}

	@Nullable String accountOf(String key) {
		return this.accountIds.get(key);
	}

}
