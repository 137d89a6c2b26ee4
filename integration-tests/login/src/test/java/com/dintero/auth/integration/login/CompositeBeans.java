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

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.user.OAuth2User;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.login.oidc.DinteroClientRegistrationRepository;
import com.dintero.auth.login.oidc.DinteroOAuth2UserService;
import com.dintero.auth.login.oidc.LoginRegistrations;
import com.dintero.auth.login.oidc.ReactiveDinteroClientRegistrationRepository;
import com.dintero.auth.login.oidc.ReactiveDinteroOAuth2UserService;
import com.dintero.auth.oauth2.DelegatingTokenResponseClient;
import com.dintero.auth.oauth2.DinteroAuthorizationCodeTokenResponseClient;
import com.dintero.auth.oauth2.DinteroClientCredentialsTokenResponseClient;
import com.dintero.auth.oauth2.DinteroRefreshTokenTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDelegatingTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroAuthorizationCodeTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroClientCredentialsTokenResponseClient;
import com.dintero.auth.oauth2.ReactiveDinteroRefreshTokenTokenResponseClient;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Beans of an application's own that know Dintero's registrations, each with the line
 * that the warning names.
 */
final class CompositeBeans {

	private CompositeBeans() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownCodeClient(DinteroUserClients users) {
			return new DelegatingTokenResponseClient<>(new DinteroAuthorizationCodeTokenResponseClient(users),
					(request) -> OwnBeans.response());
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownCredentialsClient(
				DinteroTokens tokens) {
			return new DelegatingTokenResponseClient<>(new DinteroClientCredentialsTokenResponseClient(tokens),
					(request) -> OwnBeans.response());
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownRefreshClient(DinteroUserClients users) {
			return new DelegatingTokenResponseClient<>(new DinteroRefreshTokenTokenResponseClient(users),
					(request) -> OwnBeans.response());
		}

		@Bean
		OAuth2UserService<OAuth2UserRequest, OAuth2User> ownUserService(DinteroRegistrations registrations) {
			return new DinteroOAuth2UserService(registrations, OwnBeans::user);
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownReactiveCodeClient(
				ReactiveDinteroUserClients users) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroAuthorizationCodeTokenResponseClient(users),
					(request) -> Mono.just(OwnBeans.response()));
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownReactiveCredentialsClient(
				ReactiveDinteroTokens tokens) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroClientCredentialsTokenResponseClient(tokens),
					(request) -> Mono.just(OwnBeans.response()));
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownReactiveRefreshClient(
				ReactiveDinteroUserClients users) {
			return new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroRefreshTokenTokenResponseClient(users),
					(request) -> Mono.just(OwnBeans.response()));
		}

		@Bean
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> ownReactiveUserService(
				DinteroRegistrations registrations) {
			return new ReactiveDinteroOAuth2UserService(registrations, (request) -> Mono.just(OwnBeans.user(request)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Repository {

		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		@Bean
		DinteroClientRegistrationRepository ownRepository(LoginRegistrations loginRegistrations) {
			return new DinteroClientRegistrationRepository(loginRegistrations, yours());
		}

		private static ClientRegistrationRepository yours() {
			return new InMemoryClientRegistrationRepository(OwnBeans.registration());
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		ReactiveDinteroClientRegistrationRepository ownReactiveRepository(LoginRegistrations loginRegistrations) {
			return new ReactiveDinteroClientRegistrationRepository(loginRegistrations,
					new InMemoryReactiveClientRegistrationRepository(OwnBeans.registration()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Clients.class, Repository.class })
	static class All {

	}

}
