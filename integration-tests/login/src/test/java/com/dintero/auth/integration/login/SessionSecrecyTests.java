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
import java.util.Objects;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DelegatingReactiveAuthenticationManager;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.login.form.DinteroPasswordAuthenticationProvider;
import com.dintero.auth.login.form.DinteroPasswordReactiveAuthenticationManager;
import com.dintero.auth.login.form.SecondFactorRequiredException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.ReactiveDinteroUserClients;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions of users who sign in with a form, which may end up in a store: no credential
 * gets there, whatever comes of the sign-in.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
class SessionSecrecyTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String PASSWORD = "right-password-of-users";

	private static final UserDetails ADMIN = User.withUsername("admin")
		.password("{noop}own-password")
		.roles("ADMIN")
		.build();

	private final WebApplicationType type;

	private final SignInFixture fixture = new SignInFixture().withPasswordLogin();

	private final MockDintero dintero = this.fixture.dintero();

	SessionSecrecyTests(WebApplicationType type) {
		this.type = type;
		this.dintero.register(MockUser.of("T12345678", "kari", PASSWORD));
		this.dintero.register(MockUser.of("T12345678", "ola", PASSWORD).withPhoneNumber("+4712345678").withMfa());
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private Browser start() {
		return this.fixture.start(this.type, Sessions.class, ReactiveForm.class).browser();
	}

	private Browser startWithOwnManager() {
		return this.fixture.start(this.type, Sessions.class, OwnManager.class, OwnReactiveManager.class).browser();
	}

	private static HttpResponse<String> signIn(Browser browser, String username, String password) {
		return browser.submit(browser.follow("/authorities"), "/login", "username", username, "password", password);
	}

	private static void answer(Browser browser, String code) {
		browser.submit(browser.get("/login/mfa"), "/login", "binding_code", code);
	}

	private RecordedSessions sessions() {
		return this.fixture.context().getBean(RecordedSessions.class);
	}

	private AuthenticationException failure() {
		return (AuthenticationException) sessions().last(WebAttributes.AUTHENTICATION_EXCEPTION);
	}

	@Test
	void aWrongPasswordIsNotInTheSession() {
		Browser browser = start();
		signIn(browser, "kari", "wrong-password-of-kari");
		assertThat(sessions().serialized()).contains("BadCredentialsException")
			.doesNotContain("wrong-password-of-kari");
	}

	@Test
	void aRightPasswordIsNotInTheSessionWhileDinteroIsDown() {
		Browser browser = start();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(503));
		signIn(browser, "kari", PASSWORD);
		assertThat(sessions().serialized()).contains("AuthenticationServiceException").doesNotContain(PASSWORD);
	}

	@Test
	void aRightPasswordIsNotInTheSessionWhereTheClientMayNotSignUsersIn() {
		Browser browser = start();
		this.dintero.tokenEndpoint().failAlways(MockFault.status(401));
		signIn(browser, "kari", PASSWORD);
		assertThat(sessions().serialized()).contains("AuthenticationServiceException").doesNotContain(PASSWORD);
	}

	@Test
	void aFailureSaysWhoseSignInItWas() {
		Browser browser = start();
		signIn(browser, "kari", "wrong-password-of-kari");
		Authentication request = failure().getAuthenticationRequest();
		if (this.type == WebApplicationType.REACTIVE) {
			assertThat(request).as("which WebFlux does not set").isNull();
			return;
		}
		assertThat(request).isNotNull();
		assertThat(request.getName()).isEqualTo("kari");
		assertThat(request.getDetails()).isNotNull();
		assertThat(request.isAuthenticated()).isFalse();
	}

	@Test
	void aWrongPasswordIsOfTheTypeThatIsReadFromAStore() {
		Browser browser = start();
		signIn(browser, "kari", "wrong-password-of-kari");
		assertThat(RecordedSessions.throughJson(failure())).isExactlyInstanceOf(BadCredentialsException.class)
			.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
			.hasMessage("Dintero does not accept the user name or the password");
	}

	@Test
	void nothingOfASecondFactorIsInTheSession() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		answer(browser, "wrong-binding-code");
		String code = this.dintero.lastSentCode("ola").code();
		this.dintero.userTokenEndpoint().failNext(MockFault.status(503));
		answer(browser, code);
		answer(browser, code);
		String token = browser.get("/token").body();
		assertThat(token).isNotEmpty();
		assertThat(sessions().serialized()).contains("ROLE_USER")
			.doesNotContain(PASSWORD, "wrong-binding-code", answered("mfa_token"), answered("oob_code"), token)
			.doesNotContainPattern("(?<!\\d)%s(?!\\d)".formatted(code));
	}

	@Test
	void theLastWrongCodeIsNotInTheSession() {
		Browser browser = start();
		signIn(browser, "ola", PASSWORD);
		for (int i = 0; i < 5; i++) {
			answer(browser, "wrong-binding-code");
		}
		assertThat(sessions().serialized()).contains("BadCredentialsException")
			.doesNotContain(PASSWORD, "wrong-binding-code", answered("mfa_token"), answered("oob_code"));
	}

	@Test
	void aRightPasswordIsNotInTheSessionOfAnotherManagerWhileDinteroIsDown() {
		Browser browser = startWithOwnManager();
		this.dintero.userTokenEndpoint().failAlways(MockFault.status(503));
		signIn(browser, "kari", PASSWORD);
		assertThat(failure()).isInstanceOf(InternalAuthenticationServiceException.class);
		assertThat(Objects.requireNonNull(failure().getAuthenticationRequest()).getName()).isEqualTo("kari");
		assertThat(sessions().serialized()).contains("AuthenticationServiceException").doesNotContain(PASSWORD);
	}

	@Test
	void neitherThePasswordNorTheMfaTokenIsInTheSessionOfAnotherManager() {
		Browser browser = startWithOwnManager();
		signIn(browser, "ola", PASSWORD);
		assertThat(failure()).isInstanceOfSatisfying(SecondFactorRequiredException.class,
				(required) -> assertThat(sessions().serialized()).contains("SecondFactorRequiredException")
					.doesNotContain(PASSWORD, required.getRequired().getMfaToken()));
		assertThat(Objects.requireNonNull(failure().getAuthenticationRequest()).getName()).isEqualTo("ola");
	}

	@Test
	void theProvidersOfAnotherManagerSeeThePasswordAfterDintero() {
		Browser browser = startWithOwnManager();
		signIn(browser, "admin", "own-password");
		assertThat(browser.get("/authorities").body()).contains("ROLE_ADMIN");
	}

	// What the application has sent Dintero with a code
	private String answered(String member) {
		return this.dintero.userTokenEndpoint()
			.requests()
			.stream()
			.map((request) -> JSON.readTree(request.body()).path(member))
			.filter(JsonNode::isString)
			.map(JsonNode::asString)
			.findFirst()
			.orElseThrow();
	}

	private static ServerAuthenticationFailureHandler keepFailure() {
		ServerAuthenticationFailureHandler redirect = new RedirectServerAuthenticationFailureHandler("/login?error");
		return (exchange, failure) -> exchange.getExchange()
			.getSession()
			.doOnNext((session) -> session.getAttributes().put(WebAttributes.AUTHENTICATION_EXCEPTION, failure))
			.then(redirect.onAuthenticationFailure(exchange, failure));
	}

	@Configuration(proxyBeanMethods = false)
	static class Sessions {

		@Bean
		RecordedSessions recordedSessions() {
			return new RecordedSessions();
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		RecordedSessions.Recorder recorder(RecordedSessions sessions) {
			return new RecordedSessions.Recorder(sessions);
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		RecordedSessions.ReactiveRecorder reactiveRecorder(RecordedSessions sessions) {
			return new RecordedSessions.ReactiveRecorder(sessions);
		}

	}

	/**
	 * Keeps failures in the session, as servlet applications do by default.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class ReactiveForm {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.formLogin((form) -> form.authenticationFailureHandler(keepFailure()))
				.build();
		}

	}

	/**
	 * Asks Dintero first, and then the application's own users.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class OwnManager {

		@Bean
		SecurityFilterChain chain(HttpSecurity http, DinteroRegistrations registrations, DinteroUserClients users,
				OAuth2AuthorizedClientService authorizedClients) {
			ProviderManager manager = new ProviderManager(
					new DinteroPasswordAuthenticationProvider(registrations.get("dintero"), users.get("dintero"),
							authorizedClients),
					new DaoAuthenticationProvider(new InMemoryUserDetailsManager(ADMIN)));
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin((form) -> form
					.addObjectPostProcessor(new ObjectPostProcessor<UsernamePasswordAuthenticationFilter>() {

						@Override
						public <O extends UsernamePasswordAuthenticationFilter> O postProcess(O filter) {
							filter.setAuthenticationManager(manager);
							return filter;
						}

					}))
				.build();
		}

	}

	/**
	 * Asks Dintero first, and then the application's own users.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class OwnReactiveManager {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http, DinteroRegistrations registrations,
				ReactiveDinteroUserClients users, ReactiveOAuth2AuthorizedClientService authorizedClients) {
			DelegatingReactiveAuthenticationManager manager = new DelegatingReactiveAuthenticationManager(
					new DinteroPasswordReactiveAuthenticationManager(registrations.get("dintero"), users.get("dintero"),
							authorizedClients),
					new UserDetailsRepositoryReactiveAuthenticationManager(new MapReactiveUserDetailsService(ADMIN)));
			manager.setContinueOnError(true);
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.formLogin((form) -> form.authenticationManager(manager).authenticationFailureHandler(keepFailure()))
				.build();
		}

	}

}
