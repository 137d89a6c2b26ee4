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
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.util.UriUtils;

import com.dintero.auth.login.oidc.DinteroOAuth2UserService;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockUserInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application's failure handler and the log say of a sign-in that fails.
 */
@ExtendWith(OutputCaptureExtension.class)
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

	private String comeBackWithError(String location, String error) {
		return this.fixture.comeBackWith(location, "none").replace("code=none", "error=" + error);
	}

	private static List<String> logged(CapturedOutput output, String level) {
		return output.getAll()
			.lines()
			.filter((line) -> line.matches(".* %s .*c(om)?\\.d(intero)?\\.auth.*".formatted(level)))
			.toList();
	}

	private void assertWarned(CapturedOutput output, String... texts) {
		assertThat(logged(output, "WARN")).singleElement()
			.asString()
			.contains("registration 'dintero'")
			.contains(texts);
	}

	private void assertFails(Browser browser, HttpResponse<String> page, String code) {
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).isEqualTo(code);
		assertThat(Browser.isRedirect(browser.get("/me"))).as("not signed in").isTrue();
	}

	@Test
	void dinteroDoesNotSayWhoTheUserIs(CapturedOutput output) {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String code = this.dintero.authorizationCode(SignInFixture.parameter(location, "redirect_uri"));
		assertFails(browser, browser.follow(this.fixture.comeBackWith(location, code)),
				DinteroOAuth2UserService.USER_INFO_MISSING);
		assertWarned(output, "Dintero's response does not describe the user");
	}

	@Test
	void theUserComesFromAnotherIdentityServer(CapturedOutput output) {
		Browser browser = start();
		MockUserInfo user = new MockUserInfo("https://another.example.com", Map.of("sub", "mallory"));
		assertFails(browser, this.fixture.signIn(browser, "/me", user), DinteroOAuth2UserService.AUTHORITY_MISMATCH);
		assertWarned(output, "another identity provider");
	}

	@Test
	void theUserHasNoName(CapturedOutput output) {
		this.fixture.withRegistration("login.user-name-attribute", "employee");
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")),
				DinteroOAuth2UserService.USER_NAME_MISSING);
		assertWarned(output, "no claim 'employee'");
	}

	@Test
	void dinteroRefusesTheCode(CapturedOutput output) {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		assertFails(browser, browser.follow(this.fixture.comeBackWith(location, "unknown")), "invalid_request");
		assertWarned(output, "'authorization_code'", "/auth/oidc/token", "status 400");
	}

	@Test
	void dinteroIsDown(CapturedOutput output) {
		this.dintero.oidcEndpoint().failAlways(MockFault.status(503));
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")), "temporarily_unavailable");
		assertThat(this.dintero.oidcEndpoint().requestCount()).as("a code is sent once").isOne();
		assertWarned(output, "'authorization_code'", "/auth/oidc/token", "status 503");
	}

	@Test
	void theClientHasNoTokenOfItsOwn(CapturedOutput output) {
		this.fixture.withRegistration("client-secret", "a-wrong-secret");
		Browser browser = start();
		assertFails(browser, this.fixture.signIn(browser, "/me", this.fixture.user("ada")), "invalid_client");
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
		// The token of the registration, and the sign-in that needs it
		assertThat(logged(output, "WARN")).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("registration 'dintero'", "/auth/token", "status 401",
					"Check the client id"))
			.anySatisfy((line) -> assertThat(line).contains("'authorization_code'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_denied", "login_required" })
	void theUserDeniesConsent(String error, CapturedOutput output) {
		this.fixture.with("logging.level.com.dintero.auth.login", "debug");
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		assertFails(browser, browser.follow(comeBackWithError(location, error)), error);
		assertThat(logged(output, "WARN")).isEmpty();
		assertThat(logged(output, "DEBUG")).singleElement().asString().contains("registration 'dintero'", error);
	}

	@ParameterizedTest
	@ValueSource(strings = { "invalid_request", "unauthorized_client", "invalid_scope", "server_error" })
	void theIdentityServerRefuses(String error, CapturedOutput output) {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		assertFails(browser, browser.follow(comeBackWithError(location, error + "&error_description=Not+for+ada")),
				error);
		assertWarned(output, error, "client 'back-office'");
		assertThat(output).doesNotContain("Not for ada", "Not+for+ada");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Missing parameter: code_challenge_method", "code challenge required",
			"PKCE is required for this client", "Proof Key for Code Exchange is required" })
	void theIdentityServerDemandsPkce(String description, CapturedOutput output) {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String error = "invalid_request&error_description=" + UriUtils.encode(description, "UTF-8");
		assertFails(browser, browser.follow(comeBackWithError(location, error)), "invalid_request");
		assertWarned(output, "requires PKCE", "code_verifier", "Disable PKCE for the client 'back-office'");
	}

	@Test
	void theIdentityServerRefusesAUserWhoHasSignedInOtherwise(CapturedOutput output) {
		Browser browser = this.fixture.withLogin().start(this.type, AuthorizedClients.class).browser();
		String location = Browser.location(browser.follow("/token"));
		browser.get(comeBackWithError(location, "invalid_scope"));
		assertWarned(output, "'invalid_scope'");
	}

	@Test
	void anErrorThatBelongsToNoSignInIsNotLogged(CapturedOutput output) {
		Browser browser = start();
		HttpResponse<String> page = browser.follow("/login/oauth2/code/dintero?error=invalid_request&state=forged");
		assertThat(page.statusCode()).isEqualTo(403);
		browser.get("/oauth2/authorization/dintero?error=invalid_request&state=forged");
		assertThat(logged(output, "WARN")).isEmpty();
	}

	@Test
	void anErrorThatIsNoCodeIsNotRepeated(CapturedOutput output) {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		browser.follow(comeBackWithError(location, "ada%0AWARN+forged"));
		assertWarned(output, "an unknown error");
		assertThat(output).doesNotContain("forged");
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
	void theIdentityServerIsDown(CapturedOutput output) {
		this.fixture.identityServer().is(IdentityServer.State.DOWN);
		HttpResponse<String> page = start().follow("/me");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.body()).contains("Sign-in is not available");
		assertWarned(output, "Users cannot sign in", this.fixture.identityServer().issuer());
	}

	/**
	 * Filter chains that anybody passes, and that get users' tokens all the same.
	 */
	@Configuration(proxyBeanMethods = false)
	static class AuthorizedClients {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.oauth2Client(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		SecurityWebFilterChain reactiveChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.oauth2Client(Customizer.withDefaults())
				.build();
		}

	}

}
