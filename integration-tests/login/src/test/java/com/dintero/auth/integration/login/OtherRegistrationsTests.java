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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations that have nothing to do with Dintero work beside ours as they do without.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class OtherRegistrationsTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture();

	private final OtherProvider other = OtherProvider.start();

	OtherRegistrationsTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterEach
	void close() {
		this.fixture.close();
		this.other.close();
	}

	private Browser start(Class<?>... sources) {
		return this.fixture.start(this.type, sources).browser();
	}

	private void withOthers() {
		this.other.properties().forEach((property) -> {
			int separator = property.indexOf('=');
			this.fixture.with(property.substring(0, separator), property.substring(separator + 1));
		});
	}

	private HttpResponse<String> signInWith(Browser browser, String registrationId) {
		browser.get("/me");
		String location = Browser.location(browser.get("/oauth2/authorization/" + registrationId));
		assertThat(location).startsWith(this.other.url("/authorize"));
		if (Browser.query(location).containsKey("nonce")) {
			this.other.nonce(SignInFixture.parameter(location, "nonce"));
		}
		return browser.follow(this.fixture.comeBackWith(location, "a-code-of-theirs"));
	}

	@Test
	void allOfThemCanBeSignedInWith() {
		withOthers();
		Browser browser = this.fixture.withLogin().start(this.type).browser();
		assertThat(browser.follow("/me").body()).contains("/oauth2/authorization/dintero")
			.contains("/oauth2/authorization/google")
			.contains("/oauth2/authorization/keycloak");
		assertThat(signInWith(this.fixture.browser(), "google").body()).isEqualTo("google-user {email=google-user}");
		assertThat(signInWith(this.fixture.browser(), "keycloak").body()).startsWith("keycloak-user ");
		browser.get("/me");
		String location = Browser.location(browser.get("/oauth2/authorization/dintero"));
		assertThat(browser.follow(this.fixture.comeBack(location, this.fixture.user("ada"))).body()).startsWith("ada ");
	}

	@Test
	void theirsKeepProofKeysAndNonces() {
		withOthers();
		Browser browser = this.fixture.withLogin().start(this.type).browser();
		assertThat(Browser.query(Browser.location(browser.get("/oauth2/authorization/google"))))
			.containsKeys("code_challenge");
		assertThat(Browser.query(Browser.location(browser.get("/oauth2/authorization/keycloak"))))
			.containsKeys("code_challenge", "nonce");
	}

	@Test
	void aRegistrationOfOursWithoutLoginIsNotListed() {
		withOthers();
		Browser browser = start();
		assertThat(browser.follow("/me").body()).contains("/oauth2/authorization/google")
			.contains("/oauth2/authorization/keycloak")
			.doesNotContain("/oauth2/authorization/dintero");
		assertThat(signInWith(browser, "google").body()).startsWith("google-user ");
	}

}
