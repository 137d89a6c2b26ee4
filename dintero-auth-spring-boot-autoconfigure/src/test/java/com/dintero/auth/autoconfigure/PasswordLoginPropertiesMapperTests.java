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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.oauth2.DinteroClientRegistrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What comes of the properties that say whose tokens a registration is for, and of those
 * of the sign-in form, and what is wrong with them.
 */
class PasswordLoginPropertiesMapperTests {

	private static final String REGISTRATION = "dintero.auth.registration.staff.";

	private static final String PREFIX = REGISTRATION + "password-login.";

	private static final Map<String, String> ENABLED = Map.of(PREFIX + "enabled", "true");

	@Test
	void nobodySignsInUnlessItIsSaid() {
		DinteroRegistration registration = map(Map.of(PREFIX + "mfa-path", "/factor"));
		assertThat(registration.passwordLogin()).isNull();
		assertThat(registration.grantType()).isEqualTo(AuthorizationGrantType.CLIENT_CREDENTIALS);
	}

	@Test
	void toEnableItIsEnough() {
		DinteroRegistration registration = map(ENABLED);
		assertThat(registration.passwordLogin())
			.isEqualTo(new PasswordLogin(List.of("ROLE_USER"), "/login/mfa", true, MfaChannel.SMS));
		assertThat(registration.grantType()).isEqualTo(DinteroClientRegistrations.PASSWORD);
	}

	@Test
	void everythingCanBeSet() {
		assertThat(map(all(ENABLED,
				Map.of(PREFIX + "authorities", "ROLE_STAFF, refunds", PREFIX + "mfa-path", "/sign-in/code.html",
						PREFIX + "mfa-page-enabled", "false", PREFIX + "mfa-channel", "email")))
			.passwordLogin()).isEqualTo(
					new PasswordLogin(List.of("ROLE_STAFF", "refunds"), "/sign-in/code.html", false, MfaChannel.EMAIL));
	}

	@ParameterizedTest
	@CsvSource({ "mfa-path,login/mfa", "mfa-path,/", "mfa-path,/login/", "mfa-path,/login", "mfa-path,/logout",
			"mfa-path,//evil.example.com", "mfa-path,/login/{id}", "mfa-path,/login/**", "mfa-path,/login?x=1",
			"mfa-path,/l%6Fgin", "authorities,${NOBODY_SET_THIS}" })
	void whatItCannotBeStopsTheStart(String name, String value) {
		assertThat(problems(all(ENABLED, Map.of(PREFIX + name, value)))).singleElement()
			.satisfies((problem) -> assertThat(problem.property()).isEqualTo(PREFIX + name));
	}

	@Test
	void aRegistrationSignsUsersInInOneWay() {
		Map<String, String> login = Map.of(REGISTRATION + "login.issuer-uri", "https://id.example.com",
				REGISTRATION + "login.client-id", "staff");
		assertThat(problems(all(ENABLED, login))).singleElement()
			.satisfies((problem) -> assertThat(problem.reason()).contains("cannot be combined with 'login'"));
	}

	@Test
	void aFormNeedsAnAccountIdOfEightDigits() {
		assertThat(problems(all(ENABLED, Map.of(REGISTRATION + "account-id", "T112")))).singleElement()
			.satisfies((problem) -> assertThat(problem.action()).isEqualTo("Set 'account-id: T11200000'"));
	}

	@Test
	void aFormHasOneTarget() {
		Map<String, String> properties = all(ENABLED, registration("dintero.auth.registration.other."));
		properties.put("dintero.auth.registration.other.password-login.enabled", "true");
		assertThat(problems(properties)).singleElement().satisfies((problem) -> {
			assertThat(problem.property()).isEqualTo("dintero.auth.registration");
			assertThat(problem.found()).isEqualTo("other, staff");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "passwordless_code", "account_user_token", "client_credentials" })
	void authorizedClientsHoldWhatIsSaid(String grantType) {
		assertThat(map(Map.of(REGISTRATION + "authorization-grant-type", grantType)).grantType())
			.isEqualTo(new AuthorizationGrantType(grantType));
	}

	@ParameterizedTest
	@ValueSource(strings = { "authorization_code", "mfa-oob", "refresh_token", "Password", " ", "${NOBODY_SET_THIS}" })
	void otherGrantTypesStopTheStart(String grantType) {
		assertThat(problems(Map.of(REGISTRATION + "authorization-grant-type", grantType))).singleElement()
			.satisfies((problem) -> assertThat(problem.action())
				.contains("client_credentials, password, passwordless_code, account_user_token"));
	}

	@Test
	void whoSignsInHasTheGrantTypeOfThat() {
		assertThat(map(all(ENABLED, Map.of(REGISTRATION + "authorization-grant-type", "password"))).grantType())
			.isEqualTo(DinteroClientRegistrations.PASSWORD);
		assertThat(problems(all(ENABLED, Map.of(REGISTRATION + "authorization-grant-type", "client_credentials"))))
			.singleElement()
			.satisfies((problem) -> assertThat(problem.reason()).contains("which uses password"));
	}

	@Test
	void anApiKeySignsNobodyIn() {
		Map<String, String> properties = new HashMap<>(ENABLED);
		properties.put(REGISTRATION + "account-id", "T12345678");
		properties.put(REGISTRATION + "api-key", "s3cr3t-key");
		properties.put(REGISTRATION + "authorization-grant-type", "password");
		assertThat(catchThrowableOfType(InvalidDinteroPropertiesException.class,
				() -> new DinteroAuthPropertiesMapper(bind(properties)).map())
			.getProblems()).extracting(Problem::property)
			.containsExactly(REGISTRATION + "authorization-grant-type", REGISTRATION + "password-login");
	}

	private static DinteroRegistration map(Map<String, String> properties) {
		return new DinteroAuthPropertiesMapper(bind(all(registration(REGISTRATION), properties))).map()
			.registrations()
			.get("staff");
	}

	private static List<Problem> problems(Map<String, String> properties) {
		InvalidDinteroPropertiesException failure = catchThrowableOfType(InvalidDinteroPropertiesException.class,
				() -> map(properties));
		assertThat(failure).isNotNull();
		return failure.getProblems();
	}

	private static Map<String, String> registration(String prefix) {
		return Map.of(prefix + "account-id", "T12345678", prefix + "client-id", "my-client", prefix + "client-secret",
				"my-secret");
	}

	private static Map<String, String> all(Map<String, String> some, Map<String, String> others) {
		Map<String, String> all = new HashMap<>(some);
		all.putAll(others);
		return all;
	}

	private static DinteroAuthProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bind("dintero.auth", DinteroAuthProperties.class)
			.get();
	}

}
