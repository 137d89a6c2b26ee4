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

package com.dintero.auth.client;

import java.util.Map;
import java.util.function.Consumer;

import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;
import com.dintero.auth.user.UserFixture;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The grants of users, each with a user who can sign in with it and the providers for it
 * alone.
 */
enum UserGrant {

	PASSWORD {

		@Override
		AuthorizationGrantType type() {
			return DinteroAuthorizationGrantTypes.PASSWORD;
		}

		@Override
		Consumer<Map<String, Object>> credentials(UserFixture fixture) {
			return DinteroUserAttributes.password("ada", UserFixture.ADAS_PASSWORD);
		}

		@Override
		OAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return DinteroUserAuthorizedClientProviders.password(fixture.registrations(),
					DinteroUserTokenResponseClients.password(fixture.clients()), fixture.clock());
		}

		@Override
		ReactiveOAuth2AuthorizedClientProvider reactiveProvider(UserFixture fixture) {
			return ReactiveDinteroUserAuthorizedClientProviders.password(fixture.registrations(),
					ReactiveDinteroUserTokenResponseClients.password(fixture.reactiveClients()), fixture.clock());
		}

	},

	PASSWORDLESS_CODE {

		@Override
		AuthorizationGrantType type() {
			return DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE;
		}

		@Override
		Consumer<Map<String, Object>> credentials(UserFixture fixture) {
			fixture.clients().get("dintero").sendCode(PasswordlessRecipient.byEmail("ada@example.com"));
			return DinteroUserAttributes.passwordlessCode(
					PasswordlessCode.ofEmail("ada@example.com", fixture.dintero().lastSentCode("ada").code()));
		}

		@Override
		OAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return DinteroUserAuthorizedClientProviders.passwordlessCode(fixture.registrations(),
					DinteroUserTokenResponseClients.passwordlessCode(fixture.clients()), fixture.clock());
		}

		@Override
		ReactiveOAuth2AuthorizedClientProvider reactiveProvider(UserFixture fixture) {
			return ReactiveDinteroUserAuthorizedClientProviders.passwordlessCode(fixture.registrations(),
					ReactiveDinteroUserTokenResponseClients.passwordlessCode(fixture.reactiveClients()),
					fixture.clock());
		}

	},

	ACCOUNT_USER_TOKEN {

		@Override
		AuthorizationGrantType type() {
			return DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN;
		}

		@Override
		Consumer<Map<String, Object>> credentials(UserFixture fixture) {
			return DinteroUserAttributes.accountUserToken(fixture.dintero().accountUserToken(UserFixture.ADA));
		}

		@Override
		OAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return DinteroUserAuthorizedClientProviders.accountUserToken(fixture.registrations(),
					DinteroUserTokenResponseClients.accountUserToken(fixture.clients()), fixture.clock());
		}

		@Override
		ReactiveOAuth2AuthorizedClientProvider reactiveProvider(UserFixture fixture) {
			return ReactiveDinteroUserAuthorizedClientProviders.accountUserToken(fixture.registrations(),
					ReactiveDinteroUserTokenResponseClients.accountUserToken(fixture.reactiveClients()),
					fixture.clock());
		}

	},

	MFA_OOB {

		@Override
		AuthorizationGrantType type() {
			return DinteroAuthorizationGrantTypes.MFA_OOB;
		}

		@Override
		Consumer<Map<String, Object>> credentials(UserFixture fixture) {
			DinteroUserClient users = fixture.clients().get("dintero");
			DinteroMfaRequiredException required = catchThrowableOfType(DinteroMfaRequiredException.class,
					() -> users.signIn("bea", UserFixture.BEAS_PASSWORD));
			MfaChallenge challenge = users.requestChallenge(required.getMfaToken(), MfaChannel.SMS);
			return DinteroUserAttributes.mfaOob(challenge, fixture.dintero().lastSentCode("bea").code());
		}

		@Override
		OAuth2AuthorizedClientProvider provider(UserFixture fixture) {
			return DinteroUserAuthorizedClientProviders.mfaOob(fixture.registrations(),
					DinteroUserTokenResponseClients.mfaOob(fixture.clients()), fixture.clock());
		}

		@Override
		ReactiveOAuth2AuthorizedClientProvider reactiveProvider(UserFixture fixture) {
			return ReactiveDinteroUserAuthorizedClientProviders.mfaOob(fixture.registrations(),
					ReactiveDinteroUserTokenResponseClients.mfaOob(fixture.reactiveClients()), fixture.clock());
		}

	};

	abstract AuthorizationGrantType type();

	abstract Consumer<Map<String, Object>> credentials(UserFixture fixture);

	abstract OAuth2AuthorizedClientProvider provider(UserFixture fixture);

	abstract ReactiveOAuth2AuthorizedClientProvider reactiveProvider(UserFixture fixture);

}
