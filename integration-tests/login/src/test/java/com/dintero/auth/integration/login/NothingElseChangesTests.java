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

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.test.util.ReflectionTestUtils;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.reactive.DinteroReactiveAuthorizedClientAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.reactive.DinteroReactiveOAuth2ClientAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.servlet.DinteroAuthorizedClientAutoConfiguration;
import com.dintero.auth.autoconfigure.oauth2.servlet.DinteroOAuth2ClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An application that nobody signs in to through Dintero is as it is without the starter.
 */
class NothingElseChangesTests {

	static List<Class<?>> applications() {
		return List.of(WithBootsChain.class, WithFormLogin.class, WithBasicLogin.class);
	}

	@ParameterizedTest
	@MethodSource("applications")
	void filtersOfServletApplicationsAreTheSame(Class<?> application) {
		assertThat(filters(WebApplicationType.SERVLET, true, application)).hasSizeGreaterThan(5)
			.isEqualTo(filters(WebApplicationType.SERVLET, false, application));
	}

	@ParameterizedTest
	@MethodSource("applications")
	void filtersOfReactiveApplicationsAreTheSame(Class<?> application) {
		assertThat(filters(WebApplicationType.REACTIVE, true, application)).hasSizeGreaterThan(5)
			.isEqualTo(filters(WebApplicationType.REACTIVE, false, application));
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void theEntryPointIsTheSame(WebApplicationType type) {
		try (SignInFixture fixture = application(true)) {
			Browser browser = fixture.start(type, WithFormLogin.class).browser();
			HttpResponse<String> response = browser.get("/me");
			assertThat(Browser.location(response)).isEqualTo(browser.url("/login"));
			assertThat(browser.get("/login").body()).contains("password").doesNotContain("/oauth2/authorization");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void whatAnybodyMayAskTheActuatorIsTheSame(WebApplicationType type) {
		assertThat(health(type, true)).isEqualTo(health(type, false));
	}

	private static int health(WebApplicationType type, boolean enabled) {
		try (SignInFixture fixture = application(enabled)) {
			return fixture.start(type).browser().get("/actuator/health").statusCode();
		}
	}

	@Test
	void anApplicationWithoutAWebHasTheRepositories() {
		try (SignInFixture fixture = new SignInFixture()) {
			ConfigurableApplicationContext context = fixture.start(WebApplicationType.NONE).context();
			assertThat(context.getBean(ClientRegistrationRepository.class).findByRegistrationId("dintero")).isNotNull();
			assertThat(
					context.getBean(ReactiveClientRegistrationRepository.class).findByRegistrationId("dintero").block())
				.isNotNull();
			assertThat(context.getBean(DinteroTokens.class).getToken("dintero")).isNotNull();
		}
	}

	@Test
	void anApplicationWithoutReactiveSecurityStarts() {
		try (SignInFixture fixture = new SignInFixture()) {
			fixture.with("spring.autoconfigure.exclude",
					"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
							+ "org.springframework.boot.security.autoconfigure.actuate.web.reactive."
							+ "ReactiveManagementWebSecurityAutoConfiguration");
			assertThat(fixture.start(WebApplicationType.REACTIVE).browser().get("/open/hello").body())
				.contains("world");
		}
	}

	@Test
	void withoutSpringSecuritysConfigurationNothingOfItIsThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
					DinteroOAuth2ClientAutoConfiguration.class, DinteroAuthorizedClientAutoConfiguration.class,
					DinteroReactiveOAuth2ClientAutoConfiguration.class,
					DinteroReactiveAuthorizedClientAutoConfiguration.class))
			.withClassLoader(
					new FilteredClassLoader("org.springframework.security.config", "org.springframework.boot.security"))
			.withPropertyValues("dintero.auth.registration.dintero.account-id=T12345678",
					"dintero.auth.registration.dintero.client-id=my-client",
					"dintero.auth.registration.dintero.client-secret=my-secret",
					"dintero.auth.registration.dintero.login.issuer-uri=https://id.example.com",
					"dintero.auth.registration.dintero.login.client-id=back-office")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DinteroTokens.class)
				.doesNotHaveBean(ClientRegistrationRepository.class)
				.doesNotHaveBean(ReactiveClientRegistrationRepository.class));
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void theSameNameInBothTreesStopsTheStart(WebApplicationType type) {
		try (SignInFixture fixture = new SignInFixture(); OtherProvider other = OtherProvider.start()) {
			other.properties().forEach((property) -> {
				int separator = property.indexOf('=');
				fixture.with(property.substring(0, separator).replace("google", "dintero"),
						property.substring(separator + 1));
			});
			assertThat(catchThrowable(() -> fixture.start(type))).rootCause()
				.hasMessageContaining("'dintero.auth.registration.dintero'")
				.hasMessageContaining("'spring.security.oauth2.client.registration'");
		}
	}

	private static SignInFixture application(boolean enabled) {
		return new SignInFixture().with("dintero.auth.enabled", enabled)
			.with("spring.security.user.name", "admin")
			.with("spring.security.user.password", "{noop}password");
	}

	private static List<String> filters(WebApplicationType type, boolean enabled, Class<?> application) {
		try (SignInFixture fixture = application(enabled)) {
			ConfigurableApplicationContext context = fixture.start(type, application).context();
			return (type == WebApplicationType.SERVLET) ? context.getBean(FilterChainProxy.class)
				.getFilterChains()
				.stream()
				.flatMap((chain) -> chain.getFilters().stream())
				.map(Filter::getClass)
				.map(Class::getName)
				.toList() : reactiveFilters(context);
		}
	}

	private static List<String> reactiveFilters(ConfigurableApplicationContext context) {
		List<SecurityWebFilterChain> chains = context.getBeanProvider(SecurityWebFilterChain.class)
			.orderedStream()
			.toList();
		if (chains.isEmpty()) {
			// The chain of Spring Security's own is no bean
			chains = chainsOf(context.getBean(WebFilterChainProxy.class));
		}
		return chains.stream()
			.flatMap((chain) -> chain.getWebFilters().toStream())
			.map(Object::toString)
			.map((description) -> description.replaceAll("@[0-9a-f]+", ""))
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static List<SecurityWebFilterChain> chainsOf(WebFilterChainProxy proxy) {
		return (List<SecurityWebFilterChain>) ReflectionTestUtils.getField(proxy, "filters");
	}

	@Configuration(proxyBeanMethods = false)
	static class WithBootsChain {

	}

	@Configuration(proxyBeanMethods = false)
	static class WithFormLogin {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		SecurityWebFilterChain reactiveChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithBasicLogin {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		SecurityFilterChain chain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		SecurityWebFilterChain reactiveChain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
