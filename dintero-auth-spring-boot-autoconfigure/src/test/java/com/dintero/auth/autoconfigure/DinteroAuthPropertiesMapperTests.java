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

package com.dintero.auth.autoconfigure;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Exchange;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthPropertiesMapper.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class DinteroAuthPropertiesMapperTests {

	@Test
	void threePropertiesAreEnough() {
		DinteroRegistration registration = map(Map.of()).registrations().getDefault();
		assertThat(registration.registrationId()).isEqualTo("dintero");
		assertThat(registration.tokenEndpoint())
			.hasToString("https://api.dintero.com/v1/accounts/T12345678/auth/token");
		assertThat(registration.audience()).isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://T12345678@test.dintero.com/v1/accounts/T12345678", "urn:something" })
	void anExplicitAudienceIsPassedOnUnchanged(String audience) {
		assertThat(map(Map.of("dintero.auth.registration.dintero.audience", audience)).registrations()
			.getDefault()
			.audience()).isEqualTo(audience);
	}

	@ParameterizedTest
	@CsvSource({ "https://api.dintero.com/v1/,https://api.dintero.com/v1", "https://proxy.example.com/v1,",
			"https://checkout.dintero.com/v1,", "https://test.dintero.com.example.com/v1,",
			"http://localhost:8080,http://localhost:8080" })
	void theBaseUrlMovesTheEndpointAndLeavesTheAudience(String baseUrl, String root) {
		DinteroRegistration registration = map(Map.of("dintero.auth.base-url", baseUrl)).registrations().getDefault();
		assertThat(registration.tokenEndpoint())
			.hasToString(((root != null) ? root : baseUrl) + "/accounts/T12345678/auth/token");
		assertThat(registration.audience()).isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://test.dintero.com/v1", "https://TEST.dintero.com/v1/",
			"https://checkout.test.dintero.com/v1" })
	void theTestEnvironmentHasAudiencesOfItsOwn(String baseUrl) {
		DinteroRegistration registration = map(Map.of("dintero.auth.base-url", baseUrl)).registrations().getDefault();
		assertThat(registration.audience()).isEqualTo("https://test.dintero.com/v1/accounts/T12345678");
		assertThat(registration.exchange().audience()).isEqualTo(registration.audience());
	}

	@ParameterizedTest
	@CsvSource({ "http://dintero.example.com/v1,http://10.0.0.1:8080,2", "https://api.dintero.com/v1,http://10.0.0.1,1",
			"http://localhost:8080/v1,http://127.0.0.1:8080,0", "http://[::1]:8080/v1,http://mock.localhost,0",
			"http://localhost.example.com/v1,https://checkout.test.dintero.com,1" })
	void whatIsNotEncryptedIsNamed(String baseUrl, String origin, int count) {
		assertThat(map(Map.of("dintero.auth.base-url", baseUrl, "dintero.auth.attach.origins", origin)).unencrypted())
			.hasSize(count);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.dintero.com/v1/x", "https://API.dintero.com:443/",
			"https://checkout.dintero.com", "https://test.dintero.com/v1", "http://127.0.0.1:8080/x" })
	void tokensMayGoToDinteroTheBaseUrlAndWhatTheApplicationAdds(String uri) {
		assertThat(map(Map.of("dintero.auth.base-url", "https://test.dintero.com/v1", "dintero.auth.attach.origins",
				"http://127.0.0.1:8080"))
			.allowedOrigins()
			.contains(URI.create(uri))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.dintero.com/v1", "https://api.dintero.com:8443/v1", "https://dintero.com",
			"https://api.dintero.com.example.com", "https://api.dintero.com@example.com/",
			"https://evilapi.dintero.com", "https://x.api.dintero.com", "https://api.dintero.com./",
			"//api.dintero.com/v1", "/v1", "ftp://api.dintero.com/v1", "https:/api.dintero.com" })
	void tokensMayGoNowhereElse(String uri) {
		assertThat(map(Map.of()).allowedOrigins().contains(URI.create(uri))).isFalse();
	}

	@Test
	void aPartnerGetsMerchantTokensOfItsOwnAudience() {
		Exchange exchange = map(Map.of()).registrations().getDefault().exchange();
		assertThat(exchange.merchantToken()).isTrue();
		assertThat(exchange.audience()).isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
	}

	@Test
	void theAudienceOfMerchantTokensFollowsThatOfTheRegistration() {
		DinteroRegistration registration = map(Map.of("dintero.auth.registration.dintero.audience", "urn:something"))
			.registrations()
			.getDefault();
		assertThat(registration.audience()).isEqualTo("urn:something");
		assertThat(registration.exchange().audience()).isEqualTo("urn:something");
	}

	@Test
	void theAudienceOfMerchantTokensMayBeAnotherOne() {
		DinteroRegistration registration = map(Map.of("dintero.auth.registration.dintero.account-id", "T11200000",
				"dintero.auth.registration.dintero.exchange.audience", "urn:merchants"))
			.registrations()
			.getDefault();
		assertThat(registration.audience()).isEqualTo("https://api.dintero.com/v1/accounts/T11200000");
		assertThat(registration.exchange()).isEqualTo(new Exchange(true, "urn:merchants"));
	}

	@Test
	void theStepToTheMerchantTokenCanBeLeftOut() {
		assertThat(map(Map.of("dintero.auth.registration.dintero.account-id", "T11200000",
				"dintero.auth.registration.dintero.exchange.merchant-token", "false"))
			.registrations()
			.getDefault()
			.exchange()
			.merchantToken()).isFalse();
	}

	@Test
	void eachRegistrationHasAnExchangeOfItsOwn() {
		DinteroRegistrations registrations = map(Map.of("dintero.auth.registration.other.account-id", "T11200000",
				"dintero.auth.registration.other.client-id", "other", "dintero.auth.registration.other.client-secret",
				"other-secret", "dintero.auth.registration.other.exchange.merchant-token", "false"))
			.registrations();
		assertThat(registrations.get("dintero").exchange().merchantToken()).isTrue();
		assertThat(registrations.get("other").exchange())
			.isEqualTo(new Exchange(false, "https://api.dintero.com/v1/accounts/T11200000"));
	}

	@Test
	void theLimitsOfTheNumbersAreAllowed() {
		assertThat(map(Map.of("dintero.auth.http.max-requests", "2", "dintero.auth.token.expiry-margin", "0s",
				"dintero.auth.retry.deadline", "1ms")))
			.isNotNull();
		assertThat(map(Map.of("dintero.auth.token.expiry-margin", "24h", "dintero.auth.retry.deadline", "1h")))
			.isNotNull();
	}

	private Settings map(Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(Map.of("dintero.auth.registration.dintero.account-id", "T12345678",
				"dintero.auth.registration.dintero.client-id", "my-client",
				"dintero.auth.registration.dintero.client-secret", "my-secret"));
		all.putAll(properties);
		DinteroAuthProperties bound = new Binder(new MapConfigurationPropertySource(all))
			.bind("dintero.auth", DinteroAuthProperties.class)
			.get();
		return new DinteroAuthPropertiesMapper(bound).map();
	}

}
