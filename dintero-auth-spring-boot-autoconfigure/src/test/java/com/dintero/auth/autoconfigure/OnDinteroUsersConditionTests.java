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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class OnDinteroUsersConditionTests {

	private static final String REGISTRATION = "dintero.auth.registration.shop.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(OfUsers.class)
		.withPropertyValues("dintero.auth.registration.own.account-id=T12345678", REGISTRATION + "client-id=my-client");

	@ParameterizedTest
	@ValueSource(strings = { "authorization-grant-type=password", "authorization-grant-type=passwordless_code",
			"authorization-grant-type=account_user_token", "authorizationGrantType=password",
			"password-login.enabled=true", "passwordLogin.enabled=true" })
	void matchesWhereUsersHaveTheTokens(String property) {
		this.runner.withPropertyValues(REGISTRATION + property)
			.run((context) -> assertThat(context).hasSingleBean(OfUsers.class));
	}

	@Test
	void matchesWhereAVariableOfTheEnvironmentSaysSo() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("DINTERO_AUTH_REGISTRATION_SHOP_AUTHORIZATIONGRANTTYPE", "password"))))
			.run((context) -> assertThat(context).hasSingleBean(OfUsers.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "primary=true", "authorization-grant-type=client_credentials",
			"password-login.enabled=false", "password-login.mfa-path=/code", "login.client-id=back-office" })
	void doesNotMatchWhereTheyAreTheClientsOrOfAnotherSignIn(String property) {
		this.runner.withPropertyValues(REGISTRATION + property)
			.run((context) -> assertThat(context).doesNotHaveBean(OfUsers.class));
	}

	@Test
	void doesNotMatchWithoutARegistration() {
		new ApplicationContextRunner().withUserConfiguration(OfUsers.class)
			.run((context) -> assertThat(context).doesNotHaveBean(OfUsers.class));
	}

	@Test
	void doesNotReadWhatIsOff() {
		this.runner
			.withPropertyValues("dintero.auth.enabled=false", REGISTRATION + "password-login.enabled=true",
					REGISTRATION + "password-login.mfa-channel=pigeon")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OfUsers.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDinteroUsers
	static class OfUsers {

	}

}
