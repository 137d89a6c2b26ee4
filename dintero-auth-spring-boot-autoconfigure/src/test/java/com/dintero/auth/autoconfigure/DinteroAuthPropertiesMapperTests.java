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
	@CsvSource({ "https://test.dintero.com/v1,https://test.dintero.com/v1/accounts/T12345678/auth/token",
			"https://test.dintero.com/v1/,https://test.dintero.com/v1/accounts/T12345678/auth/token",
			"http://localhost:8080,http://localhost:8080/accounts/T12345678/auth/token" })
	void theBaseUrlMovesTheEndpointAndLeavesTheAudience(String baseUrl, String endpoint) {
		DinteroRegistration registration = map(Map.of("dintero.auth.base-url", baseUrl)).registrations().getDefault();
		assertThat(registration.tokenEndpoint()).hasToString(endpoint);
		assertThat(registration.audience()).isEqualTo("https://api.dintero.com/v1/accounts/T12345678");
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

	private Settings map(Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("dintero.auth.registration.dintero.account-id", "T12345678");
		all.put("dintero.auth.registration.dintero.client-id", "my-client");
		all.put("dintero.auth.registration.dintero.client-secret", "my-secret");
		DinteroAuthProperties bound = new Binder(new MapConfigurationPropertySource(all))
			.bind("dintero.auth", DinteroAuthProperties.class)
			.get();
		return new DinteroAuthPropertiesMapper(bound).map();
	}

}
