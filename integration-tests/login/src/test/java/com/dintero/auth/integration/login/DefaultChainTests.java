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

import java.net.http.HttpResponse;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;

import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sign-in form of an application without a filter chain of its own, whatever else one
 * can sign in with.
 */
class DefaultChainTests {

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	private final OtherProvider other = OtherProvider.start();

	@AfterEach
	void close() {
		this.fixture.close();
		this.other.close();
	}

	static Stream<Arguments> combinations() {
		return Stream.of(WebApplicationType.SERVLET, WebApplicationType.REACTIVE)
			.flatMap((type) -> Stream.of(Registrations.values()).map((others) -> Arguments.of(type, others)));
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void theFormIsThereBesideTheLinksAndSignsIn(WebApplicationType type, Registrations others) {
		this.fixture.dintero().register(MockUser.of("T12345678", "kari", "karis-password"));
		with(others);
		Browser browser = this.fixture.start(type).browser();
		HttpResponse<String> page = browser.follow("/authorities");
		assertThat(page.uri()).hasPath("/login");
		assertThat(page.body()).contains("name=\"password\"");
		assertThat(page.body()).doesNotContain("/oauth2/authorization/dintero");
		assertThat(page.body().contains("/oauth2/authorization/staff")).isEqualTo(others == Registrations.LOGIN);
		assertThat(page.body().contains("/oauth2/authorization/google"))
			.isEqualTo(others == Registrations.AUTHORIZATION_CODE);
		HttpResponse<String> response = browser.submit(page, "/login", "username", "kari", "password",
				"karis-password");
		assertThat(Browser.location(response)).startsWith(browser.url("/authorities"));
		assertThat(browser.get("/authorities").body()).contains("ROLE_USER");
		assertThat(browser.get("/token").body()).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void theLinksSignInToo(WebApplicationType type, Registrations others) {
		with(others);
		Browser browser = this.fixture.start(type).browser();
		browser.get("/me");
		if (others == Registrations.LOGIN) {
			String location = Browser.location(browser.get("/oauth2/authorization/staff"));
			HttpResponse<String> page = browser.follow(this.fixture.comeBack(location, this.fixture.user("ada")));
			assertThat(page.body()).startsWith("ada ");
		}
		else if (others == Registrations.AUTHORIZATION_CODE) {
			String location = Browser.location(browser.get("/oauth2/authorization/google"));
			HttpResponse<String> page = browser.follow(this.fixture.comeBackWith(location, "a-code-of-theirs"));
			assertThat(page.body()).startsWith("google-user ");
		}
		else {
			assertThat(browser.get("/oauth2/authorization/google").statusCode()).isNotEqualTo(200);
		}
	}

	private void with(Registrations others) {
		switch (others) {
			case LOGIN -> this.fixture.with("dintero.auth.registration.staff.account-id", "T12345678")
				.with("dintero.auth.registration.staff.client-id", this.fixture.dintero().client().clientId())
				.with("dintero.auth.registration.staff.client-secret", this.fixture.dintero().client().clientSecret())
				.with("dintero.auth.registration.staff.login.issuer-uri", this.fixture.identityServer().issuer())
				.with("dintero.auth.registration.staff.login.client-id", "back-office");
			case CLIENT_CREDENTIALS ->
				this.fixture.with("spring.security.oauth2.client.registration.machine.client-id", "machine")
					.with("spring.security.oauth2.client.registration.machine.client-secret", "secret")
					.with("spring.security.oauth2.client.registration.machine.authorization-grant-type",
							"client_credentials")
					.with("spring.security.oauth2.client.registration.machine.provider", "machine")
					.with("spring.security.oauth2.client.provider.machine.token-uri", this.other.url("/token"));
			case AUTHORIZATION_CODE -> this.other.properties()
				.stream()
				.filter((property) -> property.contains("google") || property.contains("provider.oauth."))
				.map((property) -> property.split("=", 2))
				.forEach((property) -> this.fixture.with(property[0], property[1]));
			case NONE -> {
			}
		}
	}

	/**
	 * What there is beside the registration with the form.
	 */
	enum Registrations {

		/**
		 * Nothing.
		 */
		NONE,

		/**
		 * A registration of ours that one signs in with at an identity provider.
		 */
		LOGIN,

		/**
		 * One of Boot's that nobody signs in with.
		 */
		CLIENT_CREDENTIALS,

		/**
		 * One of Boot's that one signs in with.
		 */
		AUTHORIZATION_CODE

	}

}
