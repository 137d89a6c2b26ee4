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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The authority in memory: issues codes and redeems each of them once.
 */
final class IssuedCodes implements MockAuthority {

	private final Map<String, Login> logins = new ConcurrentHashMap<>();

	String issue(String redirectUri, @Nullable MockUserInfo user) {
		String code = UUID.randomUUID().toString();
		this.logins.put(code, new Login(redirectUri, user));
		return code;
	}

	@Override
	public @Nullable MockUserInfo redeem(String code, @Nullable String redirectUri) {
		// A failed attempt uses the code up too
		Login login = this.logins.remove(code);
		if (login == null || !login.redirectUri().equals(redirectUri)) {
			throw new CodeRefusedException();
		}
		return login.user();
	}

	private record Login(String redirectUri, @Nullable MockUserInfo user) {

	}

}
