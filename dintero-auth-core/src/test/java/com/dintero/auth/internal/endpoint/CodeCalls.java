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

package com.dintero.auth.internal.endpoint;

import java.util.Map;
import java.util.Objects;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUserInfo;

/**
 * What is requested for a user who comes back from an identity provider.
 */
final class CodeCalls {

	static final MockUserInfo ADA = new MockUserInfo(TestLogins.AUTHORITY, Map.of("sub", "ada"));

	private CodeCalls() {
	}

	/**
	 * Start a server that redeems any code, and as often as it comes.
	 * @return the server
	 */
	static MockDintero start() {
		return MockDintero.builder().authority((code, redirectUri) -> ADA).start();
	}

	static DinteroRegistration registration(MockDintero dintero) {
		return TestLogins.registration(TestRegistrations.of(dintero), TestLogins.notDiscovered());
	}

	/**
	 * Get the token that such a request needs.
	 * @param dintero the server
	 * @return a new token
	 */
	static String clientToken(MockDintero dintero) {
		return TokenCalls.to(dintero).succeed().tokenValue();
	}

	static TokenCalls redeeming(MockDintero dintero, String code) {
		return redeeming(dintero, code, TestLogins.REDIRECT_URI);
	}

	static TokenCalls redeeming(MockDintero dintero, String code, String redirectUri) {
		return redeeming(dintero, clientToken(dintero), code, redirectUri);
	}

	static TokenCalls redeeming(MockDintero dintero, String clientToken, String code, String redirectUri) {
		DinteroRegistration registration = registration(dintero);
		return new TokenCalls(registration,
				TokenRequest
					.authorizationCode(registration, Objects.requireNonNull(registration.login()), code, redirectUri)
					.withToken(clientToken));
	}

}
