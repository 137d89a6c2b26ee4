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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Our clients and providers of an application with a session, and their reactive twins.
 */
enum LoginClientKind {

	BLOCKING {

		@Override
		OAuth2AccessTokenResponse redeem(LoginFixture fixture, OAuth2AuthorizationCodeGrantRequest request) {
			return new DinteroAuthorizationCodeTokenResponseClient(fixture.users()).getTokenResponse(request);
		}

		@Override
		OAuth2AccessTokenResponse clientToken(LoginFixture fixture, OAuth2ClientCredentialsGrantRequest request) {
			return new DinteroClientCredentialsTokenResponseClient(fixture.tokens(), fixture.clock())
				.getTokenResponse(request);
		}

		@Override
		@Nullable OAuth2AuthorizedClient authorize(LoginFixture fixture, OAuth2AuthorizationContext context) {
			return new DinteroRefreshTokenOAuth2AuthorizedClientProvider(
					new DinteroRefreshTokenTokenResponseClient(fixture.users(), fixture.clock()), fixture.clock())
				.authorize(context);
		}

	},

	REACTIVE {

		@Override
		OAuth2AccessTokenResponse redeem(LoginFixture fixture, OAuth2AuthorizationCodeGrantRequest request) {
			return new ReactiveDinteroAuthorizationCodeTokenResponseClient(fixture.reactiveUsers())
				.getTokenResponse(request)
				.blockOptional(LoginFixture.A_WHILE)
				.orElseThrow();
		}

		@Override
		OAuth2AccessTokenResponse clientToken(LoginFixture fixture, OAuth2ClientCredentialsGrantRequest request) {
			return new ReactiveDinteroClientCredentialsTokenResponseClient(fixture.reactiveTokens(), fixture.clock())
				.getTokenResponse(request)
				.blockOptional(LoginFixture.A_WHILE)
				.orElseThrow();
		}

		@Override
		@Nullable OAuth2AuthorizedClient authorize(LoginFixture fixture, OAuth2AuthorizationContext context) {
			return new DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(
					new ReactiveDinteroRefreshTokenTokenResponseClient(fixture.reactiveUsers(), fixture.clock()),
					fixture.clock())
				.authorize(context)
				.block(LoginFixture.A_WHILE);
		}

	};

	abstract OAuth2AccessTokenResponse redeem(LoginFixture fixture, OAuth2AuthorizationCodeGrantRequest request);

	abstract OAuth2AccessTokenResponse clientToken(LoginFixture fixture, OAuth2ClientCredentialsGrantRequest request);

	abstract @Nullable OAuth2AuthorizedClient authorize(LoginFixture fixture, OAuth2AuthorizationContext context);

}
