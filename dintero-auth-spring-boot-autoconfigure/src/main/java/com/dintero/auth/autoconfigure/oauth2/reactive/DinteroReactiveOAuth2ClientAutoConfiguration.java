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

package com.dintero.auth.autoconfigure.oauth2.reactive;

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
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.ClientCredentialsReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultReactiveOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.ReactiveDinteroTokens;
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
import com.dintero.auth.login.oidc.DinteroLogin;
import com.dintero.auth.login.oidc.LoginRegistrations;
import com.dintero.auth.login.oidc.ReactiveDinteroClientRegistrationRepository;
import com.dintero.auth.login.oidc.ReactiveDinteroOAuth2UserService;
import com.dintero.auth.oauth2.DinteroClientRegistrations;
import com.dintero.auth.oauth2.DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider;
import com.dintero.auth.oauth2.ReactiveDelegatingTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroAuthorizationCodeTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroClientCredentialsTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroRefreshTokenTokenResponseClient;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Auto-configuration for Dintero's registrations in Spring Security's reactive OAuth 2.0
 * client, in reactive applications and those without a web server.
 */
@AutoConfiguration(after = DinteroAuthAutoConfiguration.class, before = ReactiveOAuth2ClientAutoConfiguration.class)
@ConditionalOnClass({ ReactiveOAuth2ClientAutoConfiguration.class, EnableWebFluxSecurity.class, Mono.class,
		WebClient.class })
@ConditionalOnBean({ DinteroRegistrations.class, ReactiveDinteroTokens.class })
@Conditional(DinteroReactiveOAuth2ClientAutoConfiguration.NotServletCondition.class)
@Import(LoginRegistrationsConfiguration.class)
public final class DinteroReactiveOAuth2ClientAutoConfiguration {

	@Bean
	ReplacedBeanWarnings reactiveDinteroReplacedBeanWarnings(ConfigurableListableBeanFactory beanFactory,
			DinteroRegistrations registrations) {
		List<Composite> composites = new ArrayList<>();
		composites.add(new Composite(ReactiveDinteroClientRegistrationRepository.class,
				"new ReactiveDinteroClientRegistrationRepository(loginRegistrations, yours)",
				List.of(ResolvableType.forClass(ReactiveClientRegistrationRepository.class))));
		composites.add(client("ReactiveDinteroClientCredentialsTokenResponseClient(tokens)",
				OAuth2ClientCredentialsGrantRequest.class,
				ClientCredentialsReactiveOAuth2AuthorizedClientProvider.class));
		if (registrations.all().stream().anyMatch((registration) -> registration.login() != null)) {
			composites.add(client("ReactiveDinteroAuthorizationCodeTokenResponseClient(users)",
					OAuth2AuthorizationCodeGrantRequest.class));
			composites.add(new Composite(ReactiveDinteroOAuth2UserService.class,
					"new ReactiveDinteroOAuth2UserService(registrations, yours)",
					List.of(ResolvableType.forClassWithGenerics(ReactiveOAuth2UserService.class,
							OAuth2UserRequest.class, OAuth2User.class))));
		}
		if (registrations.all()
			.stream()
			.anyMatch((registration) -> DinteroClientRegistrations.isOfUser(registration.grantType()))) {
			composites.add(client("ReactiveDinteroRefreshTokenTokenResponseClient(users)",
					OAuth2RefreshTokenGrantRequest.class, RefreshTokenReactiveOAuth2AuthorizedClientProvider.class));
		}
		return new ReplacedBeanWarnings(beanFactory, composites);
	}

	private static Composite client(String dintero, Class<?> grantRequest, Class<?>... providers) {
		List<ResolvableType> replacedBy = new ArrayList<>();
		replacedBy
			.add(ResolvableType.forClassWithGenerics(ReactiveOAuth2AccessTokenResponseClient.class, grantRequest));
		Arrays.stream(providers).map(ResolvableType::forClass).forEach(replacedBy::add);
		return new Composite(ReactiveDelegatingTokenResponseClient.class,
				"new ReactiveDelegatingTokenResponseClient<>(new %s, yours)".formatted(dintero), replacedBy);
	}

	// Spring Security would replace the client of the application's own provider
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(ClientCredentialsReactiveOAuth2AuthorizedClientProvider.class)
	static class ClientCredentialsConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> reactiveDinteroClientCredentialsTokenResponseClient(
				ReactiveDinteroTokens tokens, @Qualifier("dinteroClock") Clock clock) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroClientCredentialsTokenResponseClient(tokens, clock),
					new WebClientReactiveClientCredentialsTokenResponseClient());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSignIn
	@EnableConfigurationProperties(OAuth2ClientProperties.class)
	static class RepositoryConfiguration {

		@Bean
		@ConditionalOnMissingBean(ReactiveClientRegistrationRepository.class)
		ReactiveDinteroClientRegistrationRepository reactiveClientRegistrationRepository(
				LoginRegistrations registrations, OAuth2ClientProperties properties,
				DinteroAuthProperties dinteroProperties) {
			Map<String, ClientRegistration> others = ConfiguredClientRegistrations.map(properties, dinteroProperties);
			return new ReactiveDinteroClientRegistrationRepository(registrations,
					(others.isEmpty()) ? (registrationId) -> Mono.empty()
							: new InMemoryReactiveClientRegistrationRepository(List.copyOf(others.values())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDinteroLogin
	static class LoginConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> reactiveDinteroAuthorizationCodeTokenResponseClient(
				ReactiveDinteroUserClients users) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroAuthorizationCodeTokenResponseClient(users),
					new WebClientReactiveAuthorizationCodeTokenResponseClient());
		}

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> reactiveDinteroOAuth2UserService(
				DinteroRegistrations registrations) {
			return new ReactiveDinteroOAuth2UserService(registrations, new DefaultReactiveOAuth2UserService());
		}

	}

	// After Spring Security's own provider of refresh tokens
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnDinteroUsers
	@ConditionalOnMissingBean(RefreshTokenReactiveOAuth2AuthorizedClientProvider.class)
	static class RefreshTokenConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> reactiveDinteroRefreshTokenTokenResponseClient(
				ReactiveDinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroRefreshTokenTokenResponseClient(users, clock),
					new WebClientReactiveRefreshTokenTokenResponseClient());
		}

	}

	// An application with a chain of providers as a bean decides on everything. With a
	// second bean, Spring Security would add that chain to its own
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnUserTokens
	@ConditionalOnMissingBean(DelegatingReactiveOAuth2AuthorizedClientProvider.class)
	static class UserConfiguration {

		@Bean
		@ConditionalOnMissingBean
		DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider reactiveDinteroRefreshTokenAuthorizedClientProvider(
				ReactiveDinteroUserClients users, @Qualifier("dinteroClock") Clock clock) {
			return new DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(
					new ReactiveDinteroRefreshTokenTokenResponseClient(users, clock), clock);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class WebConfiguration {

		@Bean
		@ConditionalOnDinteroLogin
		Customizer<ServerHttpSecurity> dinteroReactiveLoginCustomizer(LoginRegistrations registrations,
				ApplicationContext context) {
			return DinteroLogin.reactive(registrations, context);
		}

	}

	/**
	 * The condition of Spring Boot's own auto-configuration.
	 */
	static class NotServletCondition extends NoneNestedConditions {

		NotServletCondition() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		static class ServletWebApplication {

		}

	}

}
