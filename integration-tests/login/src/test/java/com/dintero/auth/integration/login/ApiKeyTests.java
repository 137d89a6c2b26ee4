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

package com.dintero.auth.integration.login;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;

import com.dintero.auth.DinteroRegistrations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations that have an API key are none of Spring Security's.
 */
@ParameterizedClass
@EnumSource(WebApplicationType.class)
class ApiKeyTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture()
		.with("dintero.auth.registration.checkout.account-id", "T12345678")
		.with("dintero.auth.registration.checkout.api-key", "my-api-key");

	ApiKeyTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theyAreNotInTheRepository(boolean login) {
		if (login) {
			this.fixture.withLogin();
		}
		ConfigurableApplicationContext context = this.fixture.start(this.type).context();
		assertThat(find(context, "dintero")).isNotNull();
		assertThat(find(context, "checkout")).isNull();
		assertThat(list(context)).extracting(ClientRegistration::getRegistrationId).containsExactly("dintero");
	}

	@Test
	void anApplicationThatHasNoOthersStarts() {
		this.fixture.withoutRegistration();
		ConfigurableApplicationContext context = this.fixture.start(this.type).context();
		assertThat(context.getBean(DinteroRegistrations.class).findApiKey("checkout")).isNotNull();
		assertThat(find(context, "checkout")).isNull();
		assertThat(list(context)).isEmpty();
		if (this.type != WebApplicationType.NONE) {
			Browser browser = this.fixture.browser();
			assertThat(Browser.location(browser.get("/me"))).isEqualTo(browser.url("/login"));
			assertThat(browser.get("/login").body()).contains("password").doesNotContain("/oauth2/authorization");
		}
	}

	private ClientRegistration find(ConfigurableApplicationContext context, String registrationId) {
		return (this.type == WebApplicationType.REACTIVE) ? context.getBean(ReactiveClientRegistrationRepository.class)
			.findByRegistrationId(registrationId)
			.block() : context.getBean(ClientRegistrationRepository.class).findByRegistrationId(registrationId);
	}

	@SuppressWarnings("unchecked")
	private Iterable<ClientRegistration> list(ConfigurableApplicationContext context) {
		Class<?> type = (this.type == WebApplicationType.REACTIVE) ? ReactiveClientRegistrationRepository.class
				: ClientRegistrationRepository.class;
		return (Iterable<ClientRegistration>) context.getBean(type);
	}

}
