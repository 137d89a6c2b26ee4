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

package com.dintero.auth.test.autoconfigure;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.test.MockDinteroClient;

/**
 * A registration of the application and the mock client that it gets.
 *
 * @param name the name of the registration
 * @param client the mock client
 * @param audience the audience to configure in place of one that cannot be used, or
 * {@code null} to leave it as it is
 */
record MockRegistration(String name, MockDinteroClient client, @Nullable String audience) {

	static MockRegistration of(String name, String accountId) {
		// Secrets have all that can go wrong when they are encoded
		MockDinteroClient client = MockDinteroClient.of(accountId, "mock-client-" + name,
				"mock/secret+with=odd:characters-\u00e6\u00f8\u00e5-" + name);
		return new MockRegistration(name, client, null);
	}

	MockRegistration withKnownAudience(String audience) {
		return new MockRegistration(this.name, this.client.withAudience(audience), this.audience);
	}

	MockRegistration withReplacedAudience() {
		return new MockRegistration(this.name, this.client, this.client.audiences().iterator().next());
	}

}
