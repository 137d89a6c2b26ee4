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

package com.dintero.auth;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DinteroRegistration}.
 */
class DinteroRegistrationTests {

	@ParameterizedTest
	@CsvSource({ "https://api.dintero.com/v1, T12345678, https://api.dintero.com/v1/accounts/T12345678/auth/token",
			"https://test.dintero.com/v1, T112, https://test.dintero.com/v1/accounts/T112/auth/token",
			"http://localhost:8080, P12345678, http://localhost:8080/accounts/P12345678/auth/token" })
	void theTokenEndpointIsThatOfItsAccountUnderTheBaseUrl(String baseUrl, String accountId, String endpoint) {
		DinteroRegistration registration = new DinteroRegistration("dintero", URI.create(baseUrl),
				new AccountId(accountId), "my-client", ClientSecret.of("my-secret"), "my-audience", false);
		assertThat(registration.tokenEndpoint()).hasToString(endpoint);
	}

	@Test
	void printsAllButTheSecret() {
		assertThat(TestRegistrations.idle("dintero", true).toString())
			.contains("dintero", "https://api.dintero.invalid/v1", "T12345678", "my-client", "my-audience", "true")
			.doesNotContain("my-secret");
	}

}
