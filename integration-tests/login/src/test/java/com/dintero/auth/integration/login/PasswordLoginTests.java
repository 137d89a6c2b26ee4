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
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.test.MockSentCode;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sign-in form that asks Dintero, with a second factor where Dintero wants one.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
@ExtendWith(OutputCaptureExtension.class)
class PasswordLoginTests {

	private static final String ACCOUNT = "T12345678";

	private static final String PASSWORD = "kari's-pass+word";

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	private final MockDintero dintero = this.fixture.dintero();

	PasswordLoginTests(WebApplicationType type) {
		this.type = type;
		this.dintero.register(MockUser.of(ACCOUNT, "kari", PASSWORD));
		this.dintero.register(MockUser.of(ACCOUNT, "ola", PASSWORD)
			.withPhoneNumber("+4712345678")
			.withEmail("ola@example.com")
			.withMfa());
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser start() {
		return this.fixture.start(this.type).browser();
	}

	private static HttpResponse<String> signIn(Browser browser, String username, String password) {
		return browser.submit(browser.follow("/authorities"), "/login", "username", username, "password", password);
	}

	private static HttpResponse<String> answer(Browser browser, String code) {
		return browser.submit(browser.get("/login/mfa"), "/login", "binding_code", code);
	}

	private static boolean isSignedIn(Browser browser) {
		HttpResponse<String> response = browser.get("/authorities");
		return response.statusCode() == 200;
	}

	private static void assertWarned(CapturedOutput output, String call, String outcome) {
		assertThat(output.getAll().lines())
			.filteredOn((line) -> line.contains("WARN") && line.contains("user operation"))
			.singleElement()
			.asString()
			.contains("'%s'".formatted(call), "registration 'dintero'", outcome)
			.doesNotContain("kari", "ola", PASSWORD);
	}

	private String sentCode() {
		return this.dintero.lastSentCode("ola").code();
	}

	// Not too short, or it could be the right one
	private String wrongCode() {
		return sentCode() + "1";
	}

	@Test
	void thePasswordIsEnoughForWhoeverHasNoSecondFactor() {
		Browser browser = start();
		HttpResponse<String> response = signIn(browser, "kari", PASSWORD);
		assertThat(Browser.location(response)).startsWith(browser.url("/authorities"));
		assertThat(browser.follow(Browser.location(response)).body()).contains("ROLE_USER").contains("FACTOR_PASSWORD");
		MockRequest request = this.dintero.userTokenEndpoint().requests().get(0);
		assertThat(request.status()).isEqualTo(200);
	}

	@Test
	void theUsersTokenIsAnOrdinaryAuthorizedClient() {
		Browser browser = start();
		signIn(browser, "kari", PASSWORD);
		String token = browser.get("/token").body();
		assertThat(token).isNotEmpty().isEqualTo(browser.get("/token").body());
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isOne();
	}

	@Test
	void authoritiesAreThoseOfTheConfiguration() {
		this.fixture.withRegistration("password-login.authorities", "ROLE_STAFF,refunds");
		Browser browser = start();
		signIn(browser, "kari", PASSWORD);
		assertThat(browser.get("/authorities").body()).isEqualTo("FACTOR_PASSWORD,ROLE_STAFF,refunds");
	}

	@ParameterizedTest
	@CsvSource({ "kari,wrong", "nobody,wrong", "kari,''", "'',wrong", "' ',' '" })
	void whatIsWrongSignsNobodyIn(String username, String password, CapturedOutput output) {
		Browser browser = start();
		HttpResponse<String> response = signIn(browser, username, password);
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login?error"));
		assertThat(isSignedIn(browser)).isFalse();
		assertThat(output).doesNotContain("user operation");
	}

	@Test
	void anOutageSignsNobodyInAndSaysSo(CapturedOutput output) {
		Browser browser = start();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(503));
		assertThat(Browser.location(signIn(browser, "kari", PASSWORD))).isEqualTo(browser.url("/login?error"));
		assertWarned(output, "password", "status 503");
		this.dintero.userTokenEndpoint().recover();
		signIn(browser, "kari", PASSWORD);
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void theSecondFactorIsAskedForAndTheSignInIsComplete() {
		Browser browser = start();
		HttpResponse<String> response = signIn(browser, "ola", PASSWORD);
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa"));
		HttpResponse<String> page = browser.get("/login/mfa");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("text message", "Send a new code", "Use e-mail instead", "Start again");
		assertThat(isSignedIn(browser)).isFalse();
		response = answer(browser, sentCode());
		assertThat(Browser.location(response)).startsWith(browser.url("/authorities"));
		assertThat(isSignedIn(browser)).isTrue();
		assertThat(browser.get("/token").body()).isNotEmpty();
	}

	@Test
	void spacesInACodeDoNotMatter() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		String code = sentCode();
		answer(browser, " " + code.substring(0, 3) + " " + code.substring(3) + " ");
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void aWrongCodeSignsNobodyInAndAnotherMayBeTried() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> response = answer(browser, wrongCode());
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa?error=wrong_code"));
		assertThat(browser.get(Browser.location(response)).body()).contains("The code is wrong",
				"You have 4 attempts left");
		assertThat(isSignedIn(browser)).isFalse();
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void codesCannotBeGuessedAtForLong() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		for (int i = 0; i < 4; i++) {
			answer(browser, wrongCode());
		}
		HttpResponse<String> page = browser.get("/login/mfa");
		assertThat(Browser.location(browser.submit(page, "/login", "binding_code", wrongCode())))
			.isEqualTo(browser.url("/login?error"));
		int requests = this.dintero.requests().size();
		HttpResponse<String> late = browser.submit(page, "/login", "binding_code", sentCode());
		assertThat(Browser.location(late)).isEqualTo(browser.url("/login?error"));
		assertThat(isSignedIn(browser)).isFalse();
		assertThat(this.dintero.requests()).hasSize(requests);
		Browser other = this.fixture.browser();
		assertThat(Browser.location(signIn(other, "ola", PASSWORD))).isEqualTo(other.url("/login/mfa?error=too_many"));
		assertThat(other.get("/login/mfa?error=too_many").body()).contains("Too many codes were sent or tried");
		assertThat(this.dintero.sentCodes()).hasSize(1);
		this.fixture.context().getBean("dinteroClock", TestClock.class).forward(Duration.ofMinutes(10));
		signIn(browser, "ola", PASSWORD);
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void aSignInThatTakesTooLongIsOver() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> page = browser.get("/login/mfa");
		String code = sentCode();
		this.fixture.context().getBean("dinteroClock", TestClock.class).forward(Duration.ofMinutes(11));
		assertThat(Browser.location(browser.submit(page, "/login", "binding_code", code)))
			.isEqualTo(browser.url("/login?error"));
		assertThat(isSignedIn(browser)).isFalse();
	}

	@Test
	void thePageOfASignInThatIsOverLeadsToANewOne() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		this.fixture.context().getBean("dinteroClock", TestClock.class).forward(Duration.ofMinutes(11));
		HttpResponse<String> page = browser.get("/login/mfa");
		assertThat(page.body()).contains("This sign-in is over", "href=\"/\"");
		assertThat(browser.submit(browser.follow("/authorities"), "/login", "username", "kari", "password", PASSWORD)
			.headers()
			.firstValue("Location")).get().asString().contains("/authorities");
	}

	@Test
	void aCodeThatWasUsedSignsNobodyIn() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> page = browser.get("/login/mfa");
		String code = sentCode();
		browser.submit(page, "/login", "binding_code", code);
		Browser other = this.fixture.browser();
		signIn(other, "ola", PASSWORD);
		HttpResponse<String> response = answer(other, code);
		assertThat(Browser.location(response)).isEqualTo(other.url("/login/mfa?error=wrong_code"));
		assertThat(isSignedIn(other)).isFalse();
	}

	@Test
	void anotherCodeCanBeSentAndTheOneBeforeIsNoGood() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		String first = sentCode();
		HttpResponse<String> response = browser.submit(browser.get("/login/mfa"), "/login/mfa", "channel", "email");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa"));
		assertThat(browser.get("/login/mfa").body()).contains("by e-mail", "Use text message instead");
		MockSentCode second = this.dintero.lastSentCode("ola");
		assertThat(second.recipient()).isEqualTo("ola@example.com");
		answer(browser, first);
		assertThat(isSignedIn(browser)).isFalse();
		answer(browser, second.code());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void codesAreNotSentForEver() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> page = browser.get("/login/mfa");
		for (int i = 0; i < 4; i++) {
			browser.submit(page, "/login/mfa", "channel", "sms");
		}
		assertThat(browser.get("/login/mfa").body()).doesNotContain("Send a new code", "instead");
		assertThat(Browser.location(browser.submit(page, "/login/mfa", "channel", "sms")))
			.isEqualTo(browser.url("/login/mfa?error=too_many"));
		assertThat(browser.get("/login/mfa?error=too_many").body()).contains("Too many codes", "You have 5 attempts");
		assertThat(this.dintero.sentCodes()).hasSize(5);
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void theFirstCodeComesAsTheConfigurationSays() {
		this.fixture.withRegistration("password-login.mfa-channel", "email");
		this.fixture.withRegistration("password-login.mfa-path", "/sign-in/code");
		Browser browser = start();
		HttpResponse<String> response = signIn(browser, "ola", PASSWORD);
		assertThat(Browser.location(response)).isEqualTo(browser.url("/sign-in/code"));
		assertThat(this.dintero.lastSentCode("ola").recipient()).isEqualTo("ola@example.com");
	}

	@Test
	void aCodeThatCannotBeSentCanBeAskedForAgain(CapturedOutput output) {
		Browser browser = start();
		this.dintero.mfaChallengeEndpoint().failNext(MockFault.status(503));
		HttpResponse<String> response = signIn(browser, "ola", PASSWORD);
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login/mfa?error=not_sent"));
		assertWarned(output, "mfa_challenge", "status 503");
		HttpResponse<String> page = browser.get(Browser.location(response));
		assertThat(page.body()).contains("could not be sent", "Send a code by text message", "Send a code by e-mail")
			.doesNotContain("binding_code");
		browser.submit(page, "/login/mfa", "channel", "sms");
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void anOutageInTheMiddleSignsNobodyInAndTheCodeCanBeTriedAgain() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		this.dintero.userTokenEndpoint().failNext(MockFault.status(503));
		assertThat(Browser.location(answer(browser, sentCode())))
			.isEqualTo(browser.url("/login/mfa?error=unavailable"));
		assertThat(isSignedIn(browser)).isFalse();
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login", "/login/mfa" })
	void aForgedFormDoesNothing(String action) {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		int requests = this.dintero.requests().size();
		browser.post(action, "binding_code", sentCode(), "channel", "sms");
		assertThat(isSignedIn(browser)).isFalse();
		assertThat(this.dintero.requests()).hasSize(requests);
		answer(browser, sentCode());
		assertThat(isSignedIn(browser)).isTrue();
	}

	@Test
	void theSessionHasAnotherIdAfterThePasswordAndAfterTheCode() {
		Browser browser = start();
		String cookie = (this.type == WebApplicationType.SERVLET) ? "JSESSIONID" : "SESSION";
		browser.follow("/authorities");
		String before = browser.cookie(cookie);
		signIn(browser, "ola", PASSWORD);
		String between = browser.cookie(cookie);
		answer(browser, sentCode());
		assertThat(List.of(before, between, browser.cookie(cookie))).doesNotHaveDuplicates();
	}

	@Test
	void oneBrowsersCodeIsOfNoUseToAnother() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		Browser other = this.fixture.browser();
		HttpResponse<String> response = other.submit(other.follow("/authorities"), "/login", "binding_code",
				sentCode());
		assertThat(Browser.location(response)).isEqualTo(other.url("/login?error"));
		assertThat(isSignedIn(other)).isFalse();
		assertThat(other.get("/login/mfa").body()).contains("This sign-in is over");
	}

	@Test
	void thePageAllowsNothingButItsStyleAndIsNotKept() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> page = browser.get("/login/mfa?error=%3Cscript%3E");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
			.startsWith("default-src 'none'; style-src 'sha256-");
		assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
		assertThat(page.body()).doesNotContain("script", "alert");
	}

	@ParameterizedTest
	@CsvSource({ "nb-NO,nb,Logg inn", "no,nb,Logg inn", "sv,sv,Logga in", "de,en,Sign in" })
	void thePageSpeaksTheLanguageOfTheBrowser(String accepted, String language, String signIn) {
		Browser browser = start().withLanguage(accepted);
		signIn(browser, "ola", PASSWORD);
		assertThat(browser.get("/login/mfa").body()).contains("<html lang=\"%s\">".formatted(language),
				"<button>%s</button>".formatted(signIn));
	}

	@Test
	void theApplicationsTextsComeFirst() {
		this.fixture.with("spring.messages.basename", "password-login/messages");
		Browser browser = start().withLanguage("nb");
		signIn(browser, "ola", PASSWORD);
		assertThat(browser.get("/login/mfa").body())
			.contains("<h1>Nordlys &lt;Kaffe&gt; sp\u00f8r: er det &#39;deg&#39;?</h1>", "<button>Logg inn</button>");
	}

	@Test
	void theLocaleIsTheOneThatTheApplicationResolves() {
		this.fixture.with("spring.web.locale", "sv").with("spring.web.locale-resolver", "fixed");
		Browser browser = start().withLanguage("nb");
		signIn(browser, "ola", PASSWORD);
		assertThat(browser.get("/login/mfa").body()).contains("<html lang=\"sv\">", "<button>Logga in</button>");
	}

	@Test
	void httpBasicDoesNotAskDintero() {
		Browser browser = start();
		assertThat(browser.getWithBasic("/authorities", "kari", PASSWORD).statusCode()).isNotEqualTo(200);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isZero();
	}

	@Test
	void whoseTokenIsGoneSignsInAgain() {
		Browser browser = start();
		signIn(browser, "kari", PASSWORD);
		TestClock clock = this.fixture.context().getBean("dinteroClock", TestClock.class);
		clock.forward(Duration.ofDays(2));
		HttpResponse<String> form = browser.follow("/token");
		assertThat(form.uri()).hasPath("/login");
		// Spring Security counts the lifetime of the next one by the system's clock
		clock.forward(Duration.ofDays(-2));
		HttpResponse<String> response = browser.submit(form, "/login", "username", "kari", "password", PASSWORD);
		assertThat(Browser.location(response)).startsWith(browser.url("/token"));
		assertThat(browser.follow(Browser.location(response)).statusCode()).isEqualTo(200);
		assertThat(this.dintero.userTokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void theApplicationsOwnUsersAreNotThoseOfTheForm() {
		Browser browser = this.fixture.start(this.type, OwnUsers.class).browser();
		assertThat(Browser.location(signIn(browser, "admin", "own-pass"))).isEqualTo(browser.url("/login?error"));
		assertThat(this.fixture.browser().getWithBasic("/authorities", "admin", "own-pass").statusCode())
			.isEqualTo(200);
		int requests = this.dintero.requests().size();
		assertThat(this.fixture.browser().getWithBasic("/authorities", "kari", PASSWORD).statusCode())
			.isNotEqualTo(200);
		assertThat(this.dintero.requests()).hasSize(requests);
	}

	@Test
	void whoeverSignsInMeanwhileHasNothingToDoWithTheOneWhoIsAskedForACode() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		HttpResponse<String> response = browser.submit(browser.get("/login"), "/login", "username", "kari", "password",
				PASSWORD);
		assertThat(Browser.location(response)).startsWith(browser.url("/authorities"));
		HttpResponse<String> page = browser.get("/login/mfa");
		assertThat(page.body()).contains("This sign-in is over").doesNotContain("binding_code");
		assertThat(this.dintero.sentCodes()).hasSize(1);
	}

	@Test
	void whereNoCodeCanBeSentAnyMoreTheUserStartsAgain() {
		this.dintero.mfaChallengeEndpoint().failAlways(MockFault.disconnect());
		Browser browser = start();
		for (int i = 0; i < 4; i++) {
			signIn(browser, "ola", PASSWORD);
		}
		String page = Browser.location(signIn(browser, "ola", PASSWORD));
		assertThat(page).isEqualTo(browser.url("/login/mfa?error=too_many"));
		assertThat(browser.get(page).body()).contains("Too many codes", "href=\"/\"").doesNotContain("binding_code");
	}

	@Test
	void aClientThatDinteroDoesNotKnowIsNotTheUsersFault(CapturedOutput output) {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		this.dintero.revokeTokens();
		this.dintero.tokenEndpoint().failNext(MockFault.status(401));
		assertThat(Browser.location(answer(browser, sentCode())))
			.isEqualTo(browser.url("/login/mfa?error=unavailable"));
		assertWarned(output, "mfa_oob", "invalid_client");
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnUsers {

		private static final UserDetails ADMIN = User.withUsername("admin")
			.password("{noop}own-pass")
			.roles("ADMIN")
			.build();

		@Bean
		UserDetailsService userDetailsService() {
			return new InMemoryUserDetailsManager(ADMIN);
		}

		@Bean
		ReactiveUserDetailsService reactiveUserDetailsService() {
			return new MapReactiveUserDetailsService(ADMIN);
		}

	}

}
