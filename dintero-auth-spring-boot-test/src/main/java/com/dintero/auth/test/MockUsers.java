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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The users that the server knows.
 */
final class MockUsers {

	private final Map<Key, MockUser> users = new LinkedHashMap<>();

	MockUsers(List<MockUser> users) {
		users.forEach(this::register);
	}

	/**
	 * Adds a user, in place of the one with the same name at the same account.
	 * @param user the user
	 */
	synchronized void register(MockUser user) {
		this.users.put(new Key(user.accountId(), user.username()), user);
	}

	synchronized @Nullable MockUser find(String accountId, String username) {
		return this.users.get(new Key(accountId, username));
	}

	@Nullable MockUser findByEmail(String accountId, String email) {
		return find((user) -> user.accountId().equals(accountId) && email.equals(user.email()));
	}

	@Nullable MockUser findByUserId(String accountId, String userId) {
		return find((user) -> user.accountId().equals(accountId) && user.userId().equals(userId));
	}

	private synchronized @Nullable MockUser find(Predicate<MockUser> filter) {
		return this.users.values().stream().filter(filter).findFirst().orElse(null);
	}

	private record Key(String accountId, String username) {

	}

}
