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
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroRegistration.Exchange;

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
				new AccountId(accountId), "my-client", ClientSecret.of("my-secret"), "my-audience", false,
				new Exchange(true, "my-audience"), AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
		assertThat(registration.tokenEndpoint()).hasToString(endpoint);
	}

	@ParameterizedTest
	@CsvSource({ "T11200001, https://api.dintero.com/v1/accounts/T11200001/auth/token",
			"P98765432, https://api.dintero.com/v1/accounts/P98765432/auth/token" })
	void aMerchantsTokenEndpointIsThatOfTheMerchant(String merchant, String endpoint) {
		assertThat(partner("https://api.dintero.com/v1").tokenEndpoint(AccountId.ofMerchant(merchant)))
			.hasToString(endpoint);
	}

	@ParameterizedTest
	@CsvSource({ "https://api.dintero.com/v1, https://api.dintero.com/v1/accounts/T11200000/auth/exchange_token",
			"http://localhost:8080, http://localhost:8080/accounts/T11200000/auth/exchange_token" })
	void theExchangeEndpointIsThatOfThePartner(String baseUrl, String endpoint) {
		assertThat(partner(baseUrl).exchangeEndpoint()).hasToString(endpoint);
	}

	@Test
	void withAnotherSecretAllElseIsTheSame() {
		DinteroRegistration registration = partner("https://api.dintero.com/v1");
		DinteroRegistration changed = registration.withClientSecret(ClientSecret.of("another"));
		assertThat(changed.clientSecret()).isEqualTo(ClientSecret.of("another"));
		assertThat(registration.clientSecret()).isEqualTo(ClientSecret.of("my-secret"));
		assertThat(changed).isNotEqualTo(registration)
			.usingRecursiveComparison()
			.ignoringFields("clientSecret")
			.isEqualTo(registration);
	}

	private static DinteroRegistration partner(String baseUrl) {
		return new DinteroRegistration("partner", URI.create(baseUrl), new AccountId("T11200000"), "my-client",
				ClientSecret.of("my-secret"), "my-audience", true, new Exchange(false, "another-audience"),
				AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
	}

	@Test
	void printsAllButTheSecret() {
		assertThat(TestRegistrations.idle("dintero", true).toString())
			.contains("dintero", "https://api.dintero.invalid/v1", "T12345678", "my-client", "my-audience", "true")
			.doesNotContain("my-secret");
	}

}
