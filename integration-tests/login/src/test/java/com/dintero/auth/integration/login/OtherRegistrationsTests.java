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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import reactor.core.publisher.Mono;

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

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.class, PrimaryBeans.class })
	void beansOfTheApplicationsOwnGoOnToServeThem(Class<?> beans) {
		withOthers();
		Browser browser = this.fixture.withLogin().start(this.type, beans).browser();
		assertThat(signInWith(browser, "google").body()).isEqualTo("own-user {name=own-user, token=own-token}");
		Browser staff = this.fixture.browser();
		staff.get("/me");
		String location = Browser.location(staff.get("/oauth2/authorization/dintero"));
		assertThat(staff.follow(this.fixture.comeBack(location, this.fixture.user("ada"))).body()).startsWith("ada ");
	}

	@Test
	void aRepositoryStaysOfItsOwnClass() {
		Browser browser = this.fixture.withLogin().start(this.type, OpenRepositories.class).browser();
		assertThat(Browser.location(browser.get("/oauth2/authorization/own")))
			.startsWith("https://own.example.com/authorize?");
		assertThat(this.fixture.signIn(browser, "/me", this.fixture.user("ada")).body()).startsWith("ada ");
		assertThat(this.fixture.context().getBean(Named.class).name()).isEqualTo("the application's own");
	}

	@Test
	void oursAreAddedToARepositoryOfTheApplicationsOwn() {
		Browser browser = this.fixture.withLogin().start(this.type, OwnRepositories.class).browser();
		assertThat(browser.follow("/me").body()).contains("/oauth2/authorization/dintero")
			.contains("/oauth2/authorization/own");
		assertThat(Browser.location(browser.get("/oauth2/authorization/own")))
			.startsWith("https://own.example.com/authorize?");
		String location = Browser.location(browser.get("/oauth2/authorization/dintero"));
		assertThat(browser.follow(this.fixture.comeBack(location, this.fixture.user("ada"))).body()).startsWith("ada ");
		assertThat(this.fixture.context().getBeanNamesForType(ClientRegistrationRepository.class).length
				+ this.fixture.context().getBeanNamesForType(ReactiveClientRegistrationRepository.class).length)
			.isOne();
	}

	@Test
	void oursAreAddedToOneThatListsNothing() {
		Browser browser = this.fixture.withLogin().start(this.type, UnlistedRepositories.class).browser();
		assertThat(Browser.location(browser.get("/oauth2/authorization/own")))
			.startsWith("https://own.example.com/authorize?");
		assertThat(this.fixture.signIn(browser, "/me", this.fixture.user("ada")).body()).startsWith("ada ");
	}

	private static ClientRegistration own() {
		return ClientRegistration.withRegistrationId("own")
			.clientId("own-client")
			.clientSecret("own-secret")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
			.authorizationUri("https://own.example.com/authorize")
			.tokenUri("https://own.example.com/token")
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		private static OAuth2AccessTokenResponse response() {
			return OAuth2AccessTokenResponse.withToken("own-token").tokenType(TokenType.BEARER).expiresIn(3600).build();
		}

		private static OAuth2User user(OAuth2UserRequest request) {
			return new DefaultOAuth2User(List.of(),
					Map.of("name", "own-user", "token", request.getAccessToken().getTokenValue()), "name");
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownTokenResponseClient() {
			return (request) -> response();
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownReactiveTokenResponseClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		OAuth2UserService<OAuth2UserRequest, OAuth2User> ownUserService() {
			return OwnBeans::user;
		}

		@Bean
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> ownReactiveUserService() {
			return (request) -> Mono.just(user(request));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRepositories {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		ClientRegistrationRepository ownRepository() {
			return new InMemoryClientRegistrationRepository(own());
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		ReactiveClientRegistrationRepository ownReactiveRepository() {
			return new InMemoryReactiveClientRegistrationRepository(own());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnlistedRepositories {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		ClientRegistrationRepository ownRepository() {
			return (registrationId) -> (registrationId.equals("own")) ? own() : null;
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		ReactiveClientRegistrationRepository ownReactiveRepository() {
			return (registrationId) -> Mono.justOrEmpty((registrationId.equals("own")) ? own() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryBeans {

		@Bean
		@Primary
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> primaryTokenResponseClient() {
			return (request) -> OwnBeans.response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> secondTokenResponseClient() {
			return (request) -> {
				throw new IllegalStateException("Not the primary one");
			};
		}

		@Bean
		@Primary
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> primaryReactiveTokenResponseClient() {
			return (request) -> Mono.just(OwnBeans.response());
		}

		@Bean
		@Primary
		OAuth2UserService<OAuth2UserRequest, OAuth2User> primaryUserService() {
			return OwnBeans::user;
		}

		@Bean
		@Primary
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> primaryReactiveUserService() {
			return (request) -> Mono.just(OwnBeans.user(request));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OpenRepositories {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		OpenRepository ownRepository() {
			return new OpenRepository("the application's own");
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		OpenReactiveRepository ownReactiveRepository() {
			return new OpenReactiveRepository("the application's own");
		}

	}

	static class Named {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		String name() {
			return this.name;
		}

	}

	static class OpenRepository extends Named implements ClientRegistrationRepository {

		OpenRepository(String name) {
			super(name);
		}

		@Override
		public ClientRegistration findByRegistrationId(String registrationId) {
			return (registrationId.equals("own")) ? own() : null;
		}

	}

	static class OpenReactiveRepository extends Named implements ReactiveClientRegistrationRepository {

		OpenReactiveRepository(String name) {
			super(name);
		}

		@Override
		public Mono<ClientRegistration> findByRegistrationId(String registrationId) {
			return Mono.justOrEmpty((registrationId.equals("own")) ? own() : null);
		}

	}

}
