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

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ClientCredentialsReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
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

/**
 * Beans of an application's own, of each kind that the starter has one of.
 */
final class OwnBeans {

	private OwnBeans() {
	}

	static OAuth2AccessTokenResponse response() {
		return OAuth2AccessTokenResponse.withToken("own-token").tokenType(TokenType.BEARER).expiresIn(3600).build();
	}

	static OAuth2User user(OAuth2UserRequest request) {
		return new DefaultOAuth2User(List.of(),
				Map.of("name", "own-user", "token", request.getAccessToken().getTokenValue()), "name");
	}

	static ClientRegistration registration() {
		return ClientRegistration.withRegistrationId("own")
			.clientId("own-client")
			.clientSecret("own-secret")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
			.authorizationUri("https://own.example.com/authorize")
			.tokenUri("https://own.example.com/token")
			.build();
	}

	private static IllegalStateException notThePrimaryOne() {
		return new IllegalStateException("Not the primary one");
	}

	/**
	 * One client of each grant, and a user service.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Single {

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownCodeClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownCredentialsClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownRefreshClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2UserService<OAuth2UserRequest, OAuth2User> ownUserService() {
			return OwnBeans::user;
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownReactiveCodeClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownReactiveCredentialsClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownReactiveRefreshClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> ownReactiveUserService() {
			return (request) -> Mono.just(user(request));
		}

	}

	/**
	 * Two of each kind, of which one is primary.
	 */
	@Configuration(proxyBeanMethods = false)
	static class PrimaryOfTwo {

		@Bean
		@Primary
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownCodeClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> secondCodeClient() {
			return (request) -> {
				throw notThePrimaryOne();
			};
		}

		@Bean
		@Primary
		OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownCredentialsClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> secondCredentialsClient() {
			return (request) -> {
				throw notThePrimaryOne();
			};
		}

		@Bean
		@Primary
		OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownRefreshClient() {
			return (request) -> response();
		}

		@Bean
		OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> secondRefreshClient() {
			return (request) -> {
				throw notThePrimaryOne();
			};
		}

		@Bean
		@Primary
		OAuth2UserService<OAuth2UserRequest, OAuth2User> ownUserService() {
			return OwnBeans::user;
		}

		@Bean
		OAuth2UserService<OAuth2UserRequest, OAuth2User> secondUserService() {
			return (request) -> {
				throw notThePrimaryOne();
			};
		}

		@Bean
		@Primary
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ownReactiveCodeClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> secondReactiveCodeClient() {
			return (request) -> Mono.error(notThePrimaryOne());
		}

		@Bean
		@Primary
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> ownReactiveCredentialsClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> secondReactiveCredentialsClient() {
			return (request) -> Mono.error(notThePrimaryOne());
		}

		@Bean
		@Primary
		ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> ownReactiveRefreshClient() {
			return (request) -> Mono.just(response());
		}

		@Bean
		ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> secondReactiveRefreshClient() {
			return (request) -> Mono.error(notThePrimaryOne());
		}

		@Bean
		@Primary
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> ownReactiveUserService() {
			return (request) -> Mono.just(user(request));
		}

		@Bean
		ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> secondReactiveUserService() {
			return (request) -> Mono.error(notThePrimaryOne());
		}

	}

	/**
	 * Providers with clients of their own.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Providers {

		@Bean
		ClientCredentialsOAuth2AuthorizedClientProvider ownCredentialsProvider() {
			var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
			provider.setAccessTokenResponseClient((request) -> response());
			return provider;
		}

		@Bean
		RefreshTokenOAuth2AuthorizedClientProvider ownRefreshProvider() {
			var provider = new RefreshTokenOAuth2AuthorizedClientProvider();
			provider.setAccessTokenResponseClient((request) -> response());
			return provider;
		}

		@Bean
		ClientCredentialsReactiveOAuth2AuthorizedClientProvider ownReactiveCredentialsProvider() {
			var provider = new ClientCredentialsReactiveOAuth2AuthorizedClientProvider();
			provider.setAccessTokenResponseClient((request) -> Mono.just(response()));
			return provider;
		}

		@Bean
		RefreshTokenReactiveOAuth2AuthorizedClientProvider ownReactiveRefreshProvider() {
			var provider = new RefreshTokenReactiveOAuth2AuthorizedClientProvider();
			provider.setAccessTokenResponseClient((request) -> Mono.just(response()));
			return provider;
		}

	}

	/**
	 * A repository that lists its registration.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Repository {

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		InMemoryClientRegistrationRepository ownRepository() {
			return new InMemoryClientRegistrationRepository(registration());
		}

		@Bean
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		InMemoryReactiveClientRegistrationRepository ownReactiveRepository() {
			return new InMemoryReactiveClientRegistrationRepository(registration());
		}

	}

	/**
	 * A repository that is primary and lists nothing.
	 */
	@Configuration(proxyBeanMethods = false)
	static class PrimaryRepository {

		@Bean
		@Primary
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
		ClientRegistrationRepository ownRepository() {
			return (registrationId) -> (registrationId.equals("own")) ? registration() : null;
		}

		@Bean
		@Primary
		@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
		ReactiveClientRegistrationRepository ownReactiveRepository() {
			return (registrationId) -> Mono.justOrEmpty((registrationId.equals("own")) ? registration() : null);
		}

	}

	/**
	 * One of each kind.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ Single.class, Repository.class })
	static class All {

	}

	/**
	 * A primary one of each kind.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ PrimaryOfTwo.class, PrimaryRepository.class })
	static class AllPrimary {

	}

}
