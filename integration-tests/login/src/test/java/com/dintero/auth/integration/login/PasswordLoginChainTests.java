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
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationSuccessHandler;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sign-in forms that are as the application wants them, and chains that have none.
 */
class PasswordLoginChainTests {

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	private final MockDintero dintero = this.fixture.dintero();

	PasswordLoginChainTests() {
		this.dintero.register(MockUser.of("T12345678", "ola", "olas-password").withEmail("ola@example.com").withMfa());
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private String code() {
		return this.dintero.lastSentCode("ola").code();
	}

	@Test
	void aServletApplicationsOwnFormStaysItsOwn() {
		this.fixture.withRegistration("password-login.mfa-channel", "email");
		Browser browser = this.fixture.start(WebApplicationType.SERVLET, OwnForm.class).browser();
		HttpResponse<String> form = browser.follow("/authorities");
		HttpResponse<String> response = browser.submit(form, "/perform-login", "who", "ola", "secret", "wrong");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login?failed"));
		browser.submit(form, "/perform-login", "who", "ola", "secret", "olas-password");
		HttpResponse<String> page = browser.get("/login/mfa");
		assertThat(page.body()).contains("action=\"/perform-login\"");
		response = browser.submit(page, "/perform-login", "binding_code", code());
		assertThat(Browser.location(response)).isEqualTo(browser.url("/welcome"));
		assertThat(browser.get("/authorities").body()).contains("ROLE_USER");
	}

	@Test
	void aReactiveApplicationsOwnFormStaysItsOwn() {
		this.fixture.withRegistration("password-login.mfa-channel", "email");
		Browser browser = this.fixture.start(WebApplicationType.REACTIVE, OwnReactiveForm.class).browser();
		HttpResponse<String> page = browser.follow("/login");
		HttpResponse<String> response = browser.submit(page, "/perform-login", "username", "ola", "password", "wrong");
		assertThat(Browser.location(response)).isEqualTo(browser.url("/login?failed"));
		browser.submit(page, "/perform-login", "username", "ola", "password", "olas-password");
		page = browser.get("/login/mfa");
		assertThat(page.body()).contains("action=\"/perform-login\"");
		response = browser.submit(page, "/perform-login", "binding_code", code());
		assertThat(Browser.location(response)).isEqualTo(browser.url("/welcome"));
		assertThat(browser.get("/authorities").body()).contains("ROLE_USER");
	}

	@Test
	void aChainWithoutAFormStaysAsItIs() {
		this.fixture.start(WebApplicationType.SERVLET, TwoChains.class);
		List<SecurityFilterChain> chains = this.fixture.context().getBean(FilterChainProxy.class).getFilterChains();
		assertThat(chains).hasSize(2);
		assertThat(names(chains.get(0).getFilters())).noneMatch((name) -> name.startsWith("com.dintero."));
		assertThat(names(chains.get(1).getFilters())).contains("com.dintero.auth.login.form.SecondFactorFilter");
		Browser browser = this.fixture.browser();
		assertThat(browser.getWithBasic("/open/hello", "ola", "olas-password").statusCode()).isNotEqualTo(200);
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void eventsSayWhatHasComeOfIt() {
		this.fixture.withRegistration("password-login.mfa-channel", "email");
		Browser browser = this.fixture.start(WebApplicationType.SERVLET, Events.class).browser();
		HttpResponse<String> form = browser.follow("/authorities");
		browser.submit(form, "/login", "username", "ola", "password", "wrong");
		browser.submit(form, "/login", "username", "ola", "password", "olas-password");
		browser.submit(browser.get("/login/mfa"), "/login", "binding_code", "wrong");
		browser.submit(browser.get("/login/mfa"), "/login", "binding_code", code());
		assertThat(this.fixture.context().getBean(Events.class).events).containsExactly(
				"AuthenticationFailureBadCredentialsEvent ola", "AuthenticationFailureBadCredentialsEvent ola",
				"AuthenticationSuccessEvent ola", "SessionFixationProtectionEvent ola",
				"InteractiveAuthenticationSuccessEvent ola");
		assertThat(this.fixture.context().getBean(Events.class).credentials).containsOnlyNulls();
	}

	@Test
	void rememberMeIsNotOfTheForm() {
		this.dintero.register(MockUser.of("T12345678", "admin", "dinteros-password"));
		Browser browser = this.fixture.start(WebApplicationType.SERVLET, RememberMe.class).browser();
		HttpResponse<String> response = browser.submit(browser.follow("/authorities"), "/login", "username", "admin",
				"password", "dinteros-password", "remember-me", "on");
		assertThat(response.headers().allValues("Set-Cookie")).noneMatch((cookie) -> cookie.startsWith("remember-me"));
		assertThat(browser.get("/authorities").body()).contains("ROLE_USER").doesNotContain("ADMIN");
	}

	@Test
	void whoseTokenIsGoneInAnAsynchronousRequestSignsInAgain() {
		this.dintero.register(MockUser.of("T12345678", "kari", "karis-password"));
		Browser browser = this.fixture.start(WebApplicationType.SERVLET, Asynchronous.class).browser();
		browser.submit(browser.follow("/authorities"), "/login", "username", "kari", "password", "karis-password");
		assertThat(browser.follow("/asynchronous").uri()).hasPath("/login");
	}

	@Test
	void anotherSignInStandsBesideTheForm() {
		this.fixture.with("dintero.auth.registration.staff.account-id", "T12345678")
			.with("dintero.auth.registration.staff.client-id", this.dintero.client().clientId())
			.with("dintero.auth.registration.staff.client-secret", this.dintero.client().clientSecret())
			.with("dintero.auth.registration.staff.login.issuer-uri", this.fixture.identityServer().issuer())
			.with("dintero.auth.registration.staff.login.client-id", "back-office");
		Browser browser = this.fixture.start(WebApplicationType.SERVLET, Both.class).browser();
		HttpResponse<String> page = browser.follow("/login");
		assertThat(page.body()).contains("/oauth2/authorization/staff", "name=\"password\"")
			.doesNotContain("/oauth2/authorization/dintero");
		browser.submit(page, "/login", "username", "ola", "password", "olas-password");
		browser.submit(browser.get("/login/mfa"), "/login", "binding_code", code());
		assertThat(browser.get("/token").body()).isNotEmpty();
		Browser other = this.fixture.browser();
		String location = Browser.location(other.get("/oauth2/authorization/staff"));
		other.follow(this.fixture.comeBack(location, this.fixture.user("ada")));
		assertThat(other.get("/me").body()).startsWith("ada ");
	}

	private static List<String> names(List<Filter> filters) {
		return filters.stream().map((filter) -> filter.getClass().getName()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnForm {

		@Bean
		SecurityFilterChain ownForm(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin((form) -> form.loginProcessingUrl("/perform-login")
					.usernameParameter("who")
					.passwordParameter("secret")
					.failureUrl("/login?failed")
					.successHandler((request, response, user) -> response.sendRedirect("/welcome")))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnReactiveForm {

		@Bean
		SecurityWebFilterChain ownForm(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.formLogin((form) -> form
					.requiresAuthenticationMatcher(
							new PathPatternParserServerWebExchangeMatcher("/perform-login", HttpMethod.POST))
					.authenticationFailureHandler(new RedirectServerAuthenticationFailureHandler("/login?failed"))
					.authenticationSuccessHandler(new RedirectServerAuthenticationSuccessHandler("/welcome")))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoChains {

		@Bean
		@Order(1)
		SecurityFilterChain api(HttpSecurity http) {
			return http.securityMatcher("/open/**")
				.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain web(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Both {

		@Bean
		SecurityFilterChain both(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2Login(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<Object> credentials = new CopyOnWriteArrayList<>();

		@EventListener
		void on(AbstractAuthenticationEvent event) {
			this.events.add(event.getClass().getSimpleName() + " " + event.getAuthentication().getName());
			this.credentials.add(event.getAuthentication().getCredentials());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RememberMe {

		@Bean
		UserDetailsService userDetailsService() {
			return new InMemoryUserDetailsManager(
					User.withUsername("admin").password("{noop}own-password").roles("ADMIN").build());
		}

		@Bean
		SecurityFilterChain remembering(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.rememberMe(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(AsynchronousController.class)
	static class Asynchronous {

	}

	@RestController
	static class AsynchronousController {

		@GetMapping("/asynchronous")
		Callable<String> token() {
			return () -> {
				throw new ClientAuthorizationRequiredException("dintero");
			};
		}

	}

}
