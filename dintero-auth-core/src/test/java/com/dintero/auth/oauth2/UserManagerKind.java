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

package com.dintero.auth.oauth2;

import java.util.function.Consumer;

import org.springframework.security.oauth2.client.DelegatingOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.DelegatingReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.internal.user.UserFixture;

/**
 * A manager of Spring Security's that needs no web request, with our providers for users.
 */
enum UserManagerKind {

	BLOCKING {

		@Override
		TestManager of(UserFixture fixture, ClientRegistration registration,
				Consumer<OAuth2AuthorizationContext> listener) {
			OAuth2AuthorizedClientProvider provider = provider(fixture);
			return manager(registration, (context) -> {
				listener.accept(context);
				return provider.authorize(context);
			});
		}

		@Override
		TestManager withStockProvider(UserFixture fixture, ClientRegistration registration,
				OAuth2AccessTokenResponse othersResponse) {
			var refreshing = new RefreshTokenOAuth2AuthorizedClientProvider();
			refreshing.setAccessTokenResponseClient(new DelegatingTokenResponseClient<>(
					new DinteroRefreshTokenTokenResponseClient(fixture.clients(), fixture.clock()),
					(request) -> othersResponse));
			return manager(registration, new DelegatingOAuth2AuthorizedClientProvider(refreshing, provider(fixture)));
		}

		private OAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return new DinteroRefreshTokenOAuth2AuthorizedClientProvider(
					new DinteroRefreshTokenTokenResponseClient(fixture.clients(), fixture.clock()), fixture.clock());
		}

		private TestManager manager(ClientRegistration registration, OAuth2AuthorizedClientProvider provider) {
			return TestManager.blocking(registration, provider);
		}

	},

	REACTIVE {

		@Override
		TestManager of(UserFixture fixture, ClientRegistration registration,
				Consumer<OAuth2AuthorizationContext> listener) {
			ReactiveOAuth2AuthorizedClientProvider provider = provider(fixture);
			return manager(registration, (context) -> {
				listener.accept(context);
				return provider.authorize(context);
			});
		}

		@Override
		TestManager withStockProvider(UserFixture fixture, ClientRegistration registration,
				OAuth2AccessTokenResponse othersResponse) {
			var refreshing = new RefreshTokenReactiveOAuth2AuthorizedClientProvider();
			refreshing.setAccessTokenResponseClient(new ReactiveDelegatingTokenResponseClient<>(
					new ReactiveDinteroRefreshTokenTokenResponseClient(fixture.reactiveClients(), fixture.clock()),
					(request) -> Mono.just(othersResponse)));
			return manager(registration,
					new DelegatingReactiveOAuth2AuthorizedClientProvider(refreshing, provider(fixture)));
		}

		private ReactiveOAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return new DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(
					new ReactiveDinteroRefreshTokenTokenResponseClient(fixture.reactiveClients(), fixture.clock()),
					fixture.clock());
		}

		private TestManager manager(ClientRegistration registration, ReactiveOAuth2AuthorizedClientProvider provider) {
			return TestManager.reactive(registration, provider);
		}

	};

	TestManager of(UserFixture fixture, ClientRegistration registration) {
		return of(fixture, registration, (context) -> {
		});
	}

	abstract TestManager of(UserFixture fixture, ClientRegistration registration,
			Consumer<OAuth2AuthorizationContext> listener);

	abstract TestManager withStockProvider(UserFixture fixture, ClientRegistration registration,
			OAuth2AccessTokenResponse othersResponse);

}
