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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.user.OAuth2User;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.login.oidc.DinteroOAuth2UserService;
import com.dintero.auth.login.oidc.ReactiveDinteroOAuth2UserService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans of the application's own stay as they are, and one line makes each of them know
 * Dintero's registrations.
 */
@ParameterizedClass
@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
@ExtendWith(OutputCaptureExtension.class)
class OwnBeansTests {

	/**
	 * Everything that Spring Security's OAuth 2.0 client looks up.
	 */
	private static final List<Class<?>> KINDS = List.of(ClientRegistrationRepository.class,
			ReactiveClientRegistrationRepository.class, OAuth2AccessTokenResponseClient.class,
			ReactiveOAuth2AccessTokenResponseClient.class, OAuth2UserService.class, ReactiveOAuth2UserService.class,
			OAuth2AuthorizedClientService.class, ReactiveOAuth2AuthorizedClientService.class,
			OAuth2AuthorizedClientRepository.class, ServerOAuth2AuthorizedClientRepository.class,
			OAuth2AuthorizedClientManager.class, ReactiveOAuth2AuthorizedClientManager.class);

	private static final String WARNING = "does not support Dintero's registrations";

	private final WebApplicationType type;

	@AutoClose
	private final SignInFixture fixture = new SignInFixture();

	@AutoClose
	private final OtherProvider other = OtherProvider.start();

	private final boolean reactive;

	OwnBeansTests(WebApplicationType type) {
		this.type = type;
		this.reactive = type == WebApplicationType.REACTIVE;
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.All.class, OwnBeans.AllPrimary.class })
	void areTheOnesThatAreThereWithoutTheStarter(Class<?> beans) {
		Map<String, String> without;
		try (SignInFixture plain = new SignInFixture().with("dintero.auth.enabled", false)) {
			without = beans(plain.start(this.type, beans));
		}
		assertThat(beans(withLoginAndUsers().start(this.type, beans))).isEqualTo(without);
	}

	private static Map<String, String> beans(SignInFixture fixture) {
		ConfigurableListableBeanFactory beanFactory = fixture.context().getBeanFactory();
		Map<String, String> beans = new TreeMap<>();
		for (Class<?> kind : KINDS) {
			for (String name : beanFactory.getBeanNamesForType(kind)) {
				String className = beanFactory.getBean(name).getClass().getName();
				beans.put(name, "%s, primary: %s".formatted(className.replaceAll("\\$\\$Lambda.*", " lambda"),
						beanFactory.getBeanDefinition(name).isPrimary()));
			}
		}
		assertThat(beans).hasSizeGreaterThan(10);
		return beans;
	}

	// A registration that users sign in with, and one of users whom Dintero knows
	private SignInFixture withLoginAndUsers() {
		String users = "dintero.auth.registration.users.";
		return this.fixture.withLogin()
			.with("dintero.auth.registration.dintero.primary", true)
			.with(users + "account-id", "T12345678")
			.with(users + "client-id", "users-client")
			.with(users + "client-secret", "users-secret")
			.with(users + "authorization-grant-type", "password");
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.Single.class, OwnBeans.PrimaryOfTwo.class })
	void goOnToSignUsersInWithOtherRegistrations(Class<?> beans) {
		withOthers();
		this.fixture.withLogin().start(this.type, beans);
		assertThat(signInWithGoogle()).isEqualTo("own-user {name=own-user, token=own-token}");
	}

	private void withOthers() {
		this.other.properties().forEach((property) -> {
			int separator = property.indexOf('=');
			this.fixture.with(property.substring(0, separator), property.substring(separator + 1));
		});
	}

	private String signInWithGoogle() {
		Browser browser = this.fixture.browser();
		browser.get("/me");
		String location = Browser.location(browser.get("/oauth2/authorization/google"));
		return browser.follow(this.fixture.comeBackWith(location, "a-code-of-theirs")).body();
	}

	private String signInWithDintero() {
		Browser browser = this.fixture.browser();
		browser.get("/me");
		String location = Browser.location(browser.get("/oauth2/authorization/dintero"));
		return browser.follow(this.fixture.comeBack(location, this.fixture.user("ada"))).body();
	}

	@Test
	void signUsersInWithDinteroTooWithOneLine(CapturedOutput output) {
		withOthers();
		withLoginAndUsers().start(this.type, CompositeBeans.Clients.class);
		assertThat(signInWithGoogle()).isEqualTo("own-user {name=own-user, token=own-token}");
		assertThat(signInWithDintero()).startsWith("ada ");
		assertThat(output).doesNotContain(WARNING);
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.Repository.class, OwnBeans.PrimaryRepository.class })
	void goOnToBeTheOneRepository(Class<?> beans) {
		Browser browser = this.fixture.withLogin().start(this.type, beans).browser();
		assertThat(Browser.location(browser.get("/oauth2/authorization/own")))
			.startsWith("https://own.example.com/authorize?");
		assertThat(browser.follow("/me").body()).doesNotContain("/oauth2/authorization/dintero");
		assertThat(this.fixture.context()
			.getBeanNamesForType(
					(this.reactive) ? ReactiveClientRegistrationRepository.class : ClientRegistrationRepository.class))
			.hasSize(1);
	}

	@Test
	void areARepositoryOfBothWithOneLine(CapturedOutput output) {
		Browser browser = this.fixture.withLogin().start(this.type, CompositeBeans.Repository.class).browser();
		assertThat(browser.follow("/me").body()).contains("/oauth2/authorization/dintero")
			.contains("/oauth2/authorization/own");
		assertThat(Browser.location(browser.get("/oauth2/authorization/own")))
			.startsWith("https://own.example.com/authorize?");
		assertThat(signInWithDintero()).startsWith("ada ");
		assertThat(this.fixture.context()
			.getBeanNamesForType(ResolvableType.forClassWithGenerics(Iterable.class, ClientRegistration.class)))
			.hasSize(1);
		assertThat(output).doesNotContain(WARNING);
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnBeans.All.class, OwnBeans.AllPrimary.class })
	void areNamedOnceAtTheStartWithTheLineThatMakesThemKnowDintero(Class<?> beans, CapturedOutput output) {
		withLoginAndUsers().start(this.type, beans);
		String prefix = (this.reactive) ? "ownReactive" : "own";
		String twin = (this.reactive) ? "Reactive" : "";
		String client = "new %sDelegatingTokenResponseClient<>(new %1$sDintero".formatted(twin);
		assertThat(warnings(output)).satisfiesExactlyInAnyOrder(
				(warning) -> assertThat(warning).contains("'%sRepository'".formatted(prefix))
					.contains("new %sDinteroClientRegistrationRepository(loginRegistrations, yours)".formatted(twin)),
				(warning) -> assertThat(warning).contains("'%sCredentialsClient'".formatted(prefix))
					.contains(client + "ClientCredentialsTokenResponseClient(tokens), yours)"),
				(warning) -> assertThat(warning).contains("'%sCodeClient'".formatted(prefix))
					.contains(client + "AuthorizationCodeTokenResponseClient(users), yours)"),
				(warning) -> assertThat(warning).contains("'%sRefreshClient'".formatted(prefix))
					.contains(client + "RefreshTokenTokenResponseClient(users), yours)"),
				(warning) -> assertThat(warning).contains("'%sUserService'".formatted(prefix))
					.contains("new %sDinteroOAuth2UserService(registrations, yours)".formatted(twin)));
	}

	@Test
	void areNamedAlsoIfTheyAreProviders(CapturedOutput output) {
		withLoginAndUsers().start(this.type, OwnBeans.Providers.class);
		String prefix = (this.reactive) ? "ownReactive" : "own";
		assertThat(warnings(output)).satisfiesExactlyInAnyOrder(
				(warning) -> assertThat(warning).contains("'%sCredentialsProvider'".formatted(prefix)),
				(warning) -> assertThat(warning).contains("'%sRefreshProvider'".formatted(prefix)));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("WARN") && line.contains(WARNING)).toList();
	}

	@Test
	void areNotMissed(CapturedOutput output) {
		withLoginAndUsers().start(this.type);
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void areTheOnesInUseIfTheyComeAfterOurs(CapturedOutput output) {
		this.fixture.withLogin().start(this.type, LateUserService.class);
		ResolvableType type = ResolvableType.forClassWithGenerics(
				(this.reactive) ? ReactiveOAuth2UserService.class : OAuth2UserService.class, OAuth2UserRequest.class,
				OAuth2User.class);
		assertThat(this.fixture.context().getBeanNamesForType(type)).hasSize(2);
		String late = (this.reactive) ? "lateReactiveUserService" : "lateUserService";
		assertThat(this.fixture.context().getBeanProvider(type).getIfUnique())
			.isSameAs(this.fixture.context().getBean(late));
		assertThat(warnings(output)).singleElement().asString().contains("'" + late + "'");
	}

	@Test
	void areNamedIfTheLineStandsBesideThem(CapturedOutput output) {
		this.fixture.withLogin().start(this.type, LineBesideUserService.class);
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains((this.reactive) ? "'ownReactiveUserService'" : "'ownUserService'");
	}

	@Test
	void areNotNamedIfTheyAreNoCandidates(CapturedOutput output) {
		this.fixture.withLogin().start(this.type, HiddenUserService.class);
		assertThat(signInWithDintero()).startsWith("ada ");
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void neverIsThereAManagerOfOurs() {
		withLoginAndUsers().start(this.type);
		Class<?> manager = (this.reactive) ? ReactiveOAuth2AuthorizedClientManager.class
				: OAuth2AuthorizedClientManager.class;
		assertThat(this.fixture.context().getBeansOfType(manager).values())
			.extracting((bean) -> bean.getClass().getSimpleName())
			.containsExactly("Default%sOAuth2AuthorizedClientManager".formatted((this.reactive) ? "Reactive" : ""));
	}

	/**
	 * What an auto-configuration does that comes after ours.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateUserService {

		@Bean
		static BeanDefinitionRegistryPostProcessor lateUserServices() {
			return (registry) -> {
				registry.registerBeanDefinition("lateUserService", new RootBeanDefinition(UserService.class));
				registry.registerBeanDefinition("lateReactiveUserService",
						new RootBeanDefinition(ReactiveUserService.class));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LineBesideUserService {

		@Bean
		UserService ownUserService() {
			return new UserService();
		}

		@Bean
		ReactiveUserService ownReactiveUserService() {
			return new ReactiveUserService();
		}

		@Bean
		DinteroOAuth2UserService line(DinteroRegistrations registrations) {
			return new DinteroOAuth2UserService(registrations, ownUserService());
		}

		@Bean
		ReactiveDinteroOAuth2UserService reactiveLine(DinteroRegistrations registrations) {
			return new ReactiveDinteroOAuth2UserService(registrations, ownReactiveUserService());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenUserService {

		@Bean(autowireCandidate = false)
		UserService ownUserService() {
			return new UserService();
		}

		@Bean(autowireCandidate = false)
		ReactiveUserService ownReactiveUserService() {
			return new ReactiveUserService();
		}

	}

	static class UserService implements OAuth2UserService<OAuth2UserRequest, OAuth2User> {

		@Override
		public OAuth2User loadUser(OAuth2UserRequest request) {
			return OwnBeans.user(request);
		}

	}

	static class ReactiveUserService implements ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> {

		@Override
		public Mono<OAuth2User> loadUser(OAuth2UserRequest request) {
			return Mono.just(OwnBeans.user(request));
		}

	}

}
