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

package com.dintero.auth.autoconfigure.oauth2.servlet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.user.OAuth2User;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.autoconfigure.ConditionalOnDinteroLogin;
import com.dintero.auth.autoconfigure.ConditionalOnDinteroUsers;
import com.dintero.auth.autoconfigure.ConditionalOnSignIn;
import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.oauth2.ConditionalOnUserTokens;
import com.dintero.auth.autoconfigure.oauth2.ConfiguredClientRegistrations;
import com.dintero.auth.autoconfigure.oauth2.LoginRegistrationsConfiguration;
import com.dintero.auth.autoconfigure.oauth2.ReplacedBeanWarnings;
import com.dintero.auth.autoconfigure.oauth2.ReplacedBeanWarnings.Composite;
import com.dintero.auth.login.oidc.DinteroClientRegistrationRepository;
import com.dintero.auth.login.oidc.DinteroLogin;
import com.dintero.auth.login.oidc.DinteroOAuth2UserService;
import com.dintero.auth.login.oidc.LoginRegistrations;
import com.dintero.auth.oauth2.DelegatingTokenResponseClient;
import com.dintero.auth.oauth2.DinteroAuthorizationCodeTokenResponseClient;
import com.dintero.auth.oauth2.DinteroClientCredentialsTokenResponseClient;
import com.dintero.auth.oauth2.DinteroClientRegistrations;
import com.dintero.auth.oauth2.DinteroRefreshTokenOAuth2AuthorizedClientProvider;
import com.dintero.auth.oauth2.DinteroRefreshTokenTokenResponseClient;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Auto-configuration for Dintero's registrations in Spring Security's OAuth 2.0 client,
 * in servlet applications and those without a web server.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class, before = OAuth2ClientAutoConfiguration.class)
@ConditionalOnClass({ OAuth2ClientAutoConfiguration.class, EnableWebSecurity.class })
@ConditionalOnBean(DinteroRegistrations.class)
@Conditional(DinteroOAuth2ClientAutoConfiguration.NotReactiveCondition.class)
@Import(LoginRegistrationsConfiguration.class)
public final class DinteroOAuth2ClientAutoConfiguration {

	@Bean
	ReplacedBeanWarnings dinteroReplacedBeanWarnings(ConfigurableListableBeanFactory beanFactory,
			DinteroRegistrations registrations) {
		List<Composite> composites = new ArrayList<>();
		composites.add(new Composite(DinteroClientRegistrationRepository.class,
				"new DinteroClientRegistrationRepository(loginRegistrations, yours)",
				List.of(ResolvableType.forClass(ClientRegistrationRepository.class))));
		composites.add(client("DinteroClientCredentialsTokenResponseClient(tokens)",
				OAuth2ClientCredentialsGrantRequest.class, ClientCredentialsOAuth2AuthorizedClientProvider.class));
		if (registrations.all().stream().anyMatch((registration) -> registration.login() != null)) {
			composites.add(client("DinteroAuthorizationCodeTokenResponseClient(users)",
					OAuth2AuthorizationCodeGrantRequest.class));
			composites.add(new Composite(DinteroOAuth2UserService.class,
					"new DinteroOAuth2UserService(registrations, yours)", List.of(ResolvableType
						.forClassWithGenerics(OAuth2UserService.class, OAuth2UserRequest.class, OAuth2User.class))));
		}
		if (registrations.all()
			.stream()
			.anyMatch((registration) -> DinteroClientRegistrations.isOfUser(registration.grantType()))) {
			composites.add(client("DinteroRefreshTokenTokenResponseClient(users)", OAuth2RefreshTokenGrantRequest.class,
					RefreshTokenOAuth2AuthorizedClientProvider.class));
		}
		return new ReplacedBeanWarnings(beanFactory, composites);
	}

	private static Composite client(String dintero, Class<?> grantRequest, Class<?>... providers) {
		List<ResolvableType> replacedBy = new ArrayList<>();
		replacedBy.add(ResolvableType.forClassWithGenerics(OAuth2AccessTokenResponseClient.class, grantRequest));
		Arrays.stream(providers).map(ResolvableType::forClass).forEach(replacedBy::add);
		return new Composite(DelegatingTokenResponseClient.class,
				"new DelegatingTokenResponseClient<>(new %s, yours)".formatted(dintero), replacedBy);
	}

	// Spring Security would replace the client of the application's own provider
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(ClientCredentialsOAuth2AuthorizedClientProvider.class)
	static class ClientCredentialsConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> dinteroClientCredentialsTokenResponseClient(
				DinteroTokens tokens, @Qualifier("dinteroClock") Clock clock) {
			return new DelegatingTokenResponseClient<>(new DinteroClientCredentialsTokenResponseClient(tokens, clock),
					new RestClientClientCredentialsTokenResponseClient());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSignIn
	@EnableConfigurationProperties(OAuth2ClientProperties.class)
	static class RepositoryConfiguration {

		@Bean
		@ConditionalOnMissingBean(ClientRegistrationRepository.class)
		DinteroClientRegistrationRepository clientRegistrationRepository(LoginRegistrations registrations,
				OAuth2ClientProperties properties, DinteroAuthProperties dinteroProperties) {
			Map<String, ClientRegistration> others = ConfiguredClientRegistrations.map(properties, dinteroProperties);
			return new DinteroClientRegistrationRepository(registrations, (others.isEmpty()) ? (registrationId) -> null
					: new InMemoryClientRegistrationRepository(List.copyOf(others.values())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDinteroLogin
	static class LoginConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> dinteroAuthorizationCodeTokenResponseClient(
				DinteroUserClients users) {
			return new DelegatingTokenResponseClient<>(new DinteroAuthorizationCodeTokenResponseClient(users),
					new RestClientAuthorizationCodeTokenResponseClient());
		}

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		OAuth2UserService<OAuth2UserRequest, OAuth2User> dinteroOAuth2UserService(DinteroRegistrations registrations) {
			return new DinteroOAuth2UserService(registrations, new DefaultOAuth2UserService());
		}

	}

	// After Spring Security's own provider of refresh tokens
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDinteroUsers
	@ConditionalOnMissingBean(RefreshTokenOAuth2AuthorizedClientProvider.class)
	static class RefreshTokenConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> dinteroRefreshTokenTokenResponseClient(
				DinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
			return new DelegatingTokenResponseClient<>(new DinteroRefreshTokenTokenResponseClient(users, clock),
					new RestClientRefreshTokenTokenResponseClient());
		}

	}

	// An application with a chain of providers as a bean decides on everything. With a
	// second bean, Spring Security would add that chain to its own
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnUserTokens
	@ConditionalOnMissingBean(DelegatingOAuth2AuthorizedClientProvider.class)
	static class UserConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DinteroRefreshTokenOAuth2AuthorizedClientProvider dinteroRefreshTokenAuthorizedClientProvider(
				DinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
			return new DinteroRefreshTokenOAuth2AuthorizedClientProvider(
					new DinteroRefreshTokenTokenResponseClient(users, clock), clock);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class WebConfiguration {

		@Bean
		@ConditionalOnDinteroLogin
		Customizer<HttpSecurity> dinteroLoginCustomizer(DinteroRegistrations registrations,
				LoginRegistrations loginRegistrations) {
			return DinteroLogin.servlet(registrations, loginRegistrations);
		}

	}

	/**
	 * The condition of Spring Boot's own auto-configuration.
	 */
	static class NotReactiveCondition extends NoneNestedConditions {

		NotReactiveCondition() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		static class ReactiveWebApplication {

		}

	}

}
