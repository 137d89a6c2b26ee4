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
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

import com.dintero.auth.login.DinteroLoginErrorCodes;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockUserInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application's failure handler sees of a sign-in that fails.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class SignInFailureTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture();

	private final MockDintero dintero = this.fixture.dintero();

	SignInFailureTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser start() {
		return this.fixture.withLogin().start(this.type, FailureCodes.class).browser();
	}

	private void assertFails(Browser browser, HttpResponse<String> page, String code) {
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).isEqualTo(code);
		assertThat(Browser.isRedirect(browser.get("/me"))).as("not signed in").isTrue();
	}

	@Test
	void dinteroDoesNotSayWhoTheUserIs() {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String code = this.dintero.authorizationCode(SignInFixture.parameter(location, "redirect_uri"));
		assertFails(browser, browser.follow(this.fixture.comeBackWith(location, code)),
				DinteroLoginErrorCodes.USER_INFO_MISSING);
	}

	@Test
	void theUserComesFromAnotherIdentityServer() {
		Browser browser = start();
		MockUserInfo user = new MockUserInfo("https://another.example.com", Map.of("sub", "mallory"));
		assertFails(browser, this.fixture.signIn(browser, "/me", user), DinteroLoginErrorCodes.AUTHORITY_MISMATCH);
	}

	@Test
	void theUserHasNoName() {
		this.fixture.withRegistration("login.user-name-attribute", "employee");
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")),
				DinteroLoginErrorCodes.USER_NAME_MISSING);
	}

	@Test
	void dinteroRefusesTheCode() {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		assertFails(browser, browser.follow(this.fixture.comeBackWith(location, "unknown")), "invalid_request");
	}

	@Test
	void dinteroIsDown() {
		this.dintero.oidcEndpoint().failAlways(MockFault.status(503));
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")), "temporarily_unavailable");
		assertThat(this.dintero.oidcEndpoint().requestCount()).as("a code is sent once").isOne();
	}

	@Test
	void theClientHasNoTokenOfItsOwn() {
		this.dintero.tokenEndpoint().failAlways(MockFault.status(403));
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")), "access_denied");
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void theUserDeniesConsent() {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String denied = this.fixture.comeBackWith(location, "none").replace("code=none", "error=access_denied");
		assertFails(browser, browser.follow(denied), "access_denied");
	}

	@Test
	void theConfiguredAuthorityIsWhatCounts() {
		this.fixture.withRegistration("login.authority", "https://staff.example.com");
		Browser browser = start();
		MockUserInfo user = new MockUserInfo("https://staff.example.com", Map.of("sub", "ada"));
		assertThat(this.fixture.signIn(browser, "/me", user).body())
			.isEqualTo("ada {authority=https://staff.example.com, sub=ada}");
	}

	@Test
	void theIdentityServerIsDown() {
		this.fixture.identityServer().is(IdentityServer.State.DOWN);
		HttpResponse<String> page = start().follow("/me");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.body()).contains("Sign-in is not available");
	}

}
