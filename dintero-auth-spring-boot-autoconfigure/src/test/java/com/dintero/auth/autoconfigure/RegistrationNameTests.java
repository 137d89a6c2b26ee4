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

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names that are equal without case, dashes and underscores are one registration: an
 * environment variable has no other way to write them.
 */
class RegistrationNameTests {

	private static final String PREFIX = "dintero.auth.registration.";

	@ParameterizedTest
	@CsvSource({ "my-shop, MYSHOP_CLIENTSECRET", "my-shop, MY_SHOP_CLIENT_SECRET", "myShop, MYSHOP_CLIENTSECRET",
			"myshop, MYSHOP_CLIENTSECRET", "my_shop, MYSHOP_CLIENTSECRET" })
	void aSecretOfTheEnvironmentBelongsToTheRegistrationOfThatName(String name, String variable) {
		withEnvironment(Map.of("DINTERO_AUTH_REGISTRATION_" + variable, "secret-of-the-environment"))
			.withPropertyValues(PREFIX + name + ".account-id=T12345678", PREFIX + name + ".client-id=my-client")
			.run((context) -> {
				DinteroRegistration registration = context.getBean(DinteroRegistrations.class).getDefault();
				assertThat(context.getBean(DinteroRegistrations.class).all()).hasSize(1);
				assertThat(registration.registrationId()).isEqualTo(name);
				assertThat(registration.clientSecret().reveal()).isEqualTo("secret-of-the-environment");
			});
	}

	@Test
	void severalValuesOfTheEnvironmentBelongToOneOfSeveralRegistrations() {
		withEnvironment(Map.of("DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRET", "secret-of-the-environment",
				"DINTERO_AUTH_REGISTRATION_MYSHOP_AUDIENCE", "urn:shop"))
			.withPropertyValues(PREFIX + "my-shop.account-id=T12345678", PREFIX + "my-shop.client-id=my-client",
					PREFIX + "other.account-id=T87654321", PREFIX + "other.client-id=other",
					PREFIX + "other.client-secret=other-secret")
			.run((context) -> {
				DinteroRegistrations registrations = context.getBean(DinteroRegistrations.class);
				assertThat(registrations.all()).extracting(DinteroRegistration::registrationId)
					.containsExactlyInAnyOrder("my-shop", "other");
				assertThat(registrations.get("my-shop").clientSecret().reveal()).isEqualTo("secret-of-the-environment");
				assertThat(registrations.get("my-shop").audience()).isEqualTo("urn:shop");
			});
	}

	@Test
	void aRegistrationMayStandInTheEnvironmentAlone() {
		withEnvironment(Map.of("DINTERO_AUTH_REGISTRATION_MYSHOP_ACCOUNTID", "T12345678",
				"DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTID", "my-client",
				"DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRET", "my-secret"))
			.run((context) -> assertThat(context.getBean(DinteroRegistrations.class).getDefault().registrationId())
				.isEqualTo("myshop"));
	}

	@Test
	void aVariableThatNothingReadsStopsTheStartAndSaysHowToWriteIt() {
		withEnvironment(Map.of("DINTERO_AUTH_REGISTRATION_MY_SHOP_CLIENTSECRET", "my-secret"))
			.withPropertyValues(PREFIX + "my-shop.account-id=T12345678", PREFIX + "my-shop.client-id=my-client")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.asInstanceOf(InstanceOfAssertFactories.type(InvalidDinteroPropertiesException.class))
				.extracting((failure) -> failure.getProblems().get(0).action(), InstanceOfAssertFactories.STRING)
				.endsWith("DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRET"));
	}

	@Test
	void aNameThatVariablesWriteInTwoWaysStopsTheStart() {
		withEnvironment(Map.of("DINTERO_AUTH_REGISTRATION_MYSHOP_CLIENTSECRET", "my-secret",
				"DINTERO_AUTH_REGISTRATION_MY_SHOP_AUDIENCE", "urn:shop"))
			.withPropertyValues(PREFIX + "my-shop.account-id=T12345678", PREFIX + "my-shop.client-id=my-client")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidDinteroPropertiesException.class)
				.hasMessageContaining("'my-shop, myshop'"));
	}

	@Test
	void aNameThatPropertiesWriteInTwoWaysStopsTheStart() {
		withEnvironment(Map.of())
			.withPropertyValues(PREFIX + "my-shop.account-id=T12345678", PREFIX + "my-shop.client-id=my-client",
					PREFIX + "myShop.client-secret=my-secret")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidDinteroPropertiesException.class)
				.hasMessageContaining("'my-shop, myShop'"));
	}

	private static ApplicationContextRunner withEnvironment(Map<String, Object> variables) {
		return DinteroContextRunners.withoutRegistration()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								variables)));
	}

}
