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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sign-in through an identity provider, with the filter chain that Boot makes.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class SignInTests {

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture();

	private final MockDintero dintero = this.fixture.dintero();

	SignInTests(WebApplicationType type) {
		this.type = type;
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser start() {
		return this.fixture.withLogin().start(this.type).browser();
	}

	@Test
	void theBrowserIsSentToTheIdentityServer() {
		Browser browser = start();
		HttpResponse<String> response = browser.get("/me");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/oauth2/authorization/dintero"));
		String location = Browser.location(browser.get("/oauth2/authorization/dintero"));
		assertThat(location).startsWith(this.fixture.identityServer().authorizationEndpoint() + "?");
		assertThat(Browser.query(location).keySet()).containsExactlyInAnyOrder("response_type", "client_id", "scope",
				"state", "redirect_uri");
		assertThat(SignInFixture.parameter(location, "response_type")).isEqualTo("code");
		assertThat(SignInFixture.parameter(location, "client_id")).isEqualTo("back-office");
		assertThat(SignInFixture.parameter(location, "scope")).isEqualTo("openid profile");
		assertThat(SignInFixture.parameter(location, "redirect_uri"))
			.isEqualTo(browser.url("/login/oauth2/code/dintero"));
		assertThat(SignInFixture.parameter(location, "state")).hasSizeGreaterThan(40);
	}

	@Test
	void theUserIsWhoTheIdentityServerSays() {
		HttpResponse<String> page = this.fixture.signIn(start(), "/me", this.fixture.user("ada"));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri().getPath()).isEqualTo("/me");
		assertThat(page.body()).isEqualTo(
				"ada {authority=%s, email=ada@example.com, sub=ada}".formatted(this.fixture.identityServer().issuer()));
	}

	@Test
	void dinteroRedeemsTheCodeWithTheTokenOfTheCache() {
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		this.fixture.signIn(this.fixture.browser(), "/me", this.fixture.user("grace"));
		assertThat(this.dintero.tokenEndpoint().requestCount()).isOne();
		List<MockRequest> requests = this.dintero.oidcEndpoint().requests();
		assertThat(requests).hasSize(2).extracting(MockRequest::status).containsOnly(200);
		assertThat(requests).extracting((request) -> request.header("Authorization"))
			.allMatch((header) -> header.startsWith("Bearer "))
			.containsOnly(requests.get(0).header("Authorization"));
	}

	@Test
	void theUsersTokenIsAnOrdinaryAuthorizedClient() {
		Browser ada = start();
		this.fixture.signIn(ada, "/me", this.fixture.user("ada"));
		Browser grace = this.fixture.browser();
		this.fixture.signIn(grace, "/me", this.fixture.user("grace"));
		String token = ada.get("/token").body();
		assertThat(token).isNotEmpty().isEqualTo(ada.get("/token").body()).isNotEqualTo(grace.get("/token").body());
	}

	@Test
	void whoseTokenHasExpiredSignsInAgain() {
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		String token = browser.get("/token").body();
		TestClock clock = this.fixture.context().getBean("dinteroClock", TestClock.class);
		clock.forward(Duration.ofDays(1));
		String location = Browser.location(browser.follow("/token"));
		// Spring Security counts the lifetime of the next one by the system's clock
		clock.forward(Duration.ofDays(-1));
		HttpResponse<String> page = browser.follow(this.fixture.comeBack(location, this.fixture.user("ada")));
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri().getPath()).isEqualTo("/token");
		assertThat(page.body()).isNotEmpty().isNotEqualTo(token);
	}

	@Test
	void aTokenOfAFewSecondsDoesNotSendTheBrowserInCircles() {
		this.dintero.tokenLifetime(Duration.ofSeconds(30));
		Browser browser = start();
		HttpResponse<String> page = this.fixture.signIn(browser, "/token", this.fixture.user("ada"));
		assertThat(page.statusCode()).isEqualTo(200);
	}

	@Test
	void aTokenThatDinteroDoesNotAcceptIsRenewedAndTheCodeIsSentAgain() {
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		this.dintero.revokeTokens();
		HttpResponse<String> page = this.fixture.signIn(this.fixture.browser(), "/me", this.fixture.user("grace"));
		assertThat(page.body()).startsWith("grace ");
		assertThat(this.dintero.oidcEndpoint().requests()).extracting(MockRequest::status)
			.containsExactly(200, 401, 200);
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(2);
	}

	@Test
	void whatIsNotSureIsNotSentAgain() {
		Browser browser = start();
		this.dintero.oidcEndpoint().failNext(MockFault.status(500));
		HttpResponse<String> page = this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		assertThat(page.uri()).hasPath("/login").hasQuery("error");
		assertThat(this.dintero.oidcEndpoint().requestCount()).isOne();
		assertThat(this.fixture.signIn(browser, "/me", this.fixture.user("ada")).body()).startsWith("ada ");
	}

	@Test
	void aForgedStateSignsNobodyIn() {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String forged = this.fixture.comeBack(location, this.fixture.user("mallory"))
			.replaceAll("state=.*", "state=forged");
		assertThat(browser.follow(forged).uri()).hasPath("/login").hasQuery("error");
		assertThat(Browser.isRedirect(browser.get("/me"))).isTrue();
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void anotherBrowsersCodeSignsNobodyIn() {
		Browser mallory = start();
		String link = this.fixture.comeBack(Browser.location(mallory.follow("/me")), this.fixture.user("mallory"));
		Browser victim = this.fixture.browser();
		assertThat(victim.follow(link).uri()).hasPath("/login").hasQuery("error");
		assertThat(Browser.isRedirect(victim.get("/me"))).isTrue();
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void aCodeThatWasUsedSignsNobodyIn() {
		Browser browser = start();
		String first = Browser.location(browser.follow("/me"));
		String code = this.dintero.authorizationCode(SignInFixture.parameter(first, "redirect_uri"),
				this.fixture.user("ada"));
		browser.follow(this.fixture.comeBackWith(first, code));
		Browser other = this.fixture.browser();
		String second = Browser.location(other.follow("/me"));
		assertThat(other.follow(this.fixture.comeBackWith(second, code)).uri()).hasPath("/login").hasQuery("error");
		assertThat(Browser.isRedirect(other.get("/me"))).isTrue();
	}

	@Test
	void whoDeniesConsentIsNotSignedIn() {
		Browser browser = start();
		String location = Browser.location(browser.follow("/me"));
		String denied = this.fixture.comeBackWith(location, "none").replace("code=none", "error=access_denied");
		assertThat(browser.follow(denied).uri()).hasPath("/login").hasQuery("error");
		assertThat(this.dintero.oidcEndpoint().requestCount()).isZero();
	}

	@Test
	void anIdentityServerThatIsDownDoesNotStopTheStart() {
		this.fixture.identityServer().is(IdentityServer.State.DOWN);
		Browser browser = start();
		assertThat(this.fixture.identityServer().discoveries()).isZero();
		HttpResponse<String> page = browser.follow("/me");
		assertThat(page.statusCode()).isEqualTo(503);
		assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(
				(contentType) -> assertThat(contentType).isEqualToIgnoringCase("text/html;charset=UTF-8"));
		assertThat(page.headers().firstValue("Retry-After")).hasValue("10");
		assertThat(page.body()).contains("Sign-in is not available").doesNotContain("dintero");
		this.fixture.identityServer().is(IdentityServer.State.UP);
		assertThat(this.fixture.signIn(browser, "/me", this.fixture.user("ada")).body()).startsWith("ada ");
		assertThat(this.fixture.identityServer().discoveries()).isEqualTo(2);
	}

	@Test
	void basicLoginBesideItDoesNotHideThatTheIdentityServerIsDown() {
		this.fixture.identityServer().is(IdentityServer.State.DOWN);
		Browser browser = this.fixture.withLogin().start(this.type, WithBasicLogin.class).browser();
		assertThat(browser.get("/oauth2/authorization/dintero").statusCode()).isEqualTo(503);
	}

	@Test
	void anIdentityServerThatHangsIsGivenUp() {
		this.fixture.with("dintero.auth.http.read-timeout", "300ms");
		this.fixture.identityServer().is(IdentityServer.State.HANGING);
		assertThat(start().follow("/me").statusCode()).isEqualTo(503);
	}

	@Test
	void anIdentityServerIsDiscoveredOnce() {
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		browser.get("/token");
		this.fixture.identityServer().is(IdentityServer.State.DOWN);
		this.fixture.signIn(this.fixture.browser(), "/token", this.fixture.user("grace"));
		assertThat(this.fixture.identityServer().discoveries()).isOne();
	}

	@Test
	void withAnAuthorizationUriNothingIsDiscovered() {
		this.fixture.withLogin();
		this.fixture.withRegistration("login.authorization-uri", "https://id.example.com/sign-in?tenant=7");
		Browser browser = this.fixture.start(this.type).browser();
		String location = Browser.location(browser.follow("/me"));
		assertThat(location).startsWith("https://id.example.com/sign-in?tenant=7&scope=openid%20profile&");
		assertThat(this.fixture.identityServer().discoveries()).isZero();
	}

	@Test
	void whoSignsOutIsNotSignedInAnyMore() {
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		assertThat(Browser.location(browser.signOut())).isEqualTo(browser.url("/login?logout"));
		assertThat(Browser.isRedirect(browser.get("/me"))).isTrue();
	}

	@Test
	void whoSignsOutIsSentOnToTheIdentityServerIfTheRegistrationSaysSo() {
		this.fixture.withRegistration("login.post-logout-redirect-uri", "{baseUrl}/open/goodbye");
		Browser browser = start();
		this.fixture.signIn(browser, "/me", this.fixture.user("ada"));
		String location = Browser.location(browser.signOut());
		assertThat(location).startsWith(this.fixture.identityServer().endSessionEndpoint() + "?");
		assertThat(SignInFixture.parameter(location, "client_id")).isEqualTo("back-office");
		assertThat(SignInFixture.parameter(location, "post_logout_redirect_uri"))
			.isEqualTo(browser.url("/open/goodbye"));
		assertThat(Browser.isRedirect(browser.get("/me"))).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class WithBasicLogin {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.oauth2Login(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		SecurityWebFilterChain reactiveChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.httpBasic((basic) -> basic.authenticationManager((authentication) -> Mono.empty()))
				.oauth2Login(Customizer.withDefaults())
				.build();
		}

	}

}
