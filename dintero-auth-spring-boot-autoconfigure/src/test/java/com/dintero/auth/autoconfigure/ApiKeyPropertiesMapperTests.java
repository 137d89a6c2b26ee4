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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import com.dintero.auth.AccountId;
import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What comes of the properties of a registration with an API key, and what is wrong with
 * them.
 */
class ApiKeyPropertiesMapperTests {

	private static final String PREFIX = "dintero.auth.registration.checkout.";

	@Test
	void accountAndKeyAreEnough() {
		DinteroRegistrations registrations = map(Map.of());
		assertThat(registrations.getDefaultId()).isEqualTo("checkout");
		assertThat(registrations.findApiKey("checkout")).isEqualTo(
				new ApiKeyRegistration("checkout", new AccountId("T12345678"), ClientSecret.of("s3cr3t-key"), false));
		assertThat(registrations.all()).isEmpty();
	}

	@Test
	void standsBesideARegistrationThatGetsTokens() {
		DinteroRegistrations registrations = map(client("dintero"));
		assertThat(registrations.get("dintero").clientId()).isEqualTo("my-client");
		assertThat(registrations.findApiKey("checkout")).isNotNull();
		assertThat(registrations.findApiKey("dintero")).isNull();
	}

	@Test
	void mayBePrimary() {
		Map<String, String> properties = client("dintero");
		properties.put(PREFIX + "primary", "true");
		assertThat(map(properties).getDefaultId()).isEqualTo("checkout");
	}

	@Test
	void onlyOneOfBothKindsIsPrimary() {
		Map<String, String> properties = client("dintero");
		properties.put(PREFIX + "primary", "true");
		properties.put("dintero.auth.registration.dintero.primary", "true");
		assertThat(problems(properties)).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo("dintero.auth.registration");
			assertThat(problem.found()).isEqualTo("checkout, dintero");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "!", "a b", "~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./", "$", "a$b{c}" })
	void whatAHeaderCanHaveIsAKey(String key) {
		ApiKeyRegistration registration = Objects
			.requireNonNull(map(Map.of(PREFIX + "api-key", key)).findApiKey("checkout"));
		assertThat(registration.apiKey().reveal()).isEqualTo(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "s3cr3t\n", "s3cr3t\r\n", "\rs3cr3t", "s3\u0000cr3t", "s3cr3t\t", "s3cr3t\u007f",
			"s3cr3t\u00e5", "s3cr3t\u2028", " s3cr3t", "s3cr3t " })
	void whatAHeaderCannotHaveIsNone(String key) {
		assertThat(problems(Map.of(PREFIX + "api-key", key))).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo(PREFIX + "api-key");
			assertThat(problem.reason()).contains("not valid in a header");
			assertThat(problem.found()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "\"\",blank", "\"  \",blank", "${NOBODY_SET_THIS},placeholder",
			"s3cr3t-${NOBODY_SET_THIS},placeholder" })
	void aKeyThatIsNotThereIsNone(String key, String reason) {
		assertThat(problems(Map.of(PREFIX + "api-key", key))).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo(PREFIX + "api-key");
			assertThat(problem.reason()).contains(reason);
			assertThat(problem.found()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "client-id,client-id,my-client", "client-secret,client-secret,s3cr3t", "audience,audience,urn:a",
			"exchange.merchant-token,exchange,false", "exchange.audience,exchange,urn:a",
			"login.issuer-uri,login,https://id.example.com", "login.client-id,login,staff" })
	void nothingOfAClientGoesTogetherWithAKey(String name, String property, String value) {
		assertThat(problems(Map.of(PREFIX + name, value))).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo(PREFIX + property);
			assertThat(problem.reason()).isEqualTo("cannot be combined with 'api-key'");
			assertThat(problem.found()).isNull();
			assertThat(problem.action()).contains("remove 'api-key'");
		});
	}

	@Test
	void theAccountIsRequired() {
		assertThat(problems(Map.of(PREFIX + "account-id", ""))).singleElement()
			.satisfies((problem) -> assertThat(problem.property()).isEqualTo(PREFIX + "account-id"));
		assertThat(problems(Map.of(PREFIX + "account-id", "12345678"))).singleElement()
			.satisfies((problem) -> assertThat(problem.reason()).isEqualTo("is not an account id"));
	}

	@Test
	void allIsSaidAtOnce() {
		assertThat(problems(Map.of(PREFIX + "account-id", "1", PREFIX + "client-id", "my-client", PREFIX + "api-key",
				"", "dintero.auth.registration.other.account-id", "T12345678")))
			.extracting(Problem::property)
			.containsExactlyInAnyOrder(PREFIX + "account-id", PREFIX + "client-id", PREFIX + "api-key",
					"dintero.auth.registration.other.client-id", "dintero.auth.registration.other.client-secret");
	}

	@Test
	void thePropertiesDoNotPrintTheKey() {
		assertThat(bind(all(Map.of())).toString()).contains("T12345678").doesNotContain("s3cr3t");
	}

	private static Map<String, String> client(String registrationId) {
		String prefix = "dintero.auth.registration." + registrationId + ".";
		return new HashMap<>(Map.of(prefix + "account-id", "T12345678", prefix + "client-id", "my-client",
				prefix + "client-secret", "my-secret"));
	}

	private static DinteroRegistrations map(Map<String, String> properties) {
		return new DinteroAuthPropertiesMapper(bind(all(properties))).map().registrations();
	}

	private static List<Problem> problems(Map<String, String> properties) {
		InvalidDinteroPropertiesException failure = catchThrowableOfType(InvalidDinteroPropertiesException.class,
				() -> map(properties));
		assertThat(failure).isNotNull();
		assertThat(failure).hasMessageNotContaining("s3cr3t").hasMessageNotContaining("my-secret");
		return failure.getProblems();
	}

	private static Map<String, String> all(Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(
				Map.of(PREFIX + "account-id", "T12345678", PREFIX + "api-key", "s3cr3t-key"));
		all.putAll(properties);
		return all;
	}

	private static DinteroAuthProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bind("dintero.auth", DinteroAuthProperties.class)
			.get();
	}

}
