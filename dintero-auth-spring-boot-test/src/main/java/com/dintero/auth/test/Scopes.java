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

/**
 * The scopes that endpoints need, one of them each.
 */
final class Scopes {

	static final String NO_MFA = "write:accounts:/auth/users/no-mfa";

	static final String[] USERS = { "admin:accounts", "write:accounts", "write:accounts:/auth/users", NO_MFA };

	static final String[] REFRESH_TOKENS = { "admin:accounts", "write:accounts", "write:accounts:/auth/users", NO_MFA,
			MockDinteroClient.REFRESH_TOKEN_SCOPE };

	static final String[] OIDC = { "write:accounts:/auth/users" };

	static final String[] EXCHANGE = { "admin:accounts", "read:accounts" };

	static final String[] SETTINGS = { "read:accounts" };

	static final String[] MFA = { "write:accounts:/auth/mfa" };

	private Scopes() {
	}

	static String[] passwordless(CodeChannel channel) {
		String scope = "write:accounts:/auth/passwordless";
		return new String[] { scope, scope + "-" + channel.text() };
	}

}
