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

package com.dintero.auth.internal.user;

import java.time.Duration;
import java.util.Objects;

import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Both faces of a user client, so that each is shown to do the same.
 */
enum Face {

	BLOCKING {

		@Override
		DinteroUserClient of(UserClients users, String registrationId) {
			return users.blocking(registrationId);
		}

	},

	REACTIVE {

		@Override
		DinteroUserClient of(UserClients users, String registrationId) {
			return new Blocked(users.reactive(registrationId));
		}

	};

	abstract DinteroUserClient of(UserClients users, String registrationId);

	DinteroUserClient of(UserClients users) {
		return of(users, "dintero");
	}

	private record Blocked(ReactiveDinteroUserClient client) implements DinteroUserClient {

		private static final Duration PATIENCE = Duration.ofSeconds(60);

		@Override
		public OAuth2AccessTokenResponse signIn(String username, String password) {
			return Objects.requireNonNull(this.client.signIn(username, password).block(PATIENCE));
		}

		@Override
		public void sendCode(PasswordlessRecipient recipient) {
			this.client.sendCode(recipient).block(PATIENCE);
		}

		@Override
		public OAuth2AccessTokenResponse redeemCode(PasswordlessCode code) {
			return Objects.requireNonNull(this.client.redeemCode(code).block(PATIENCE));
		}

		@Override
		public OAuth2AccessTokenResponse redeemAuthorizationCode(String code, String redirectUri) {
			return Objects.requireNonNull(this.client.redeemAuthorizationCode(code, redirectUri).block(PATIENCE));
		}

		@Override
		public OAuth2AccessTokenResponse exchange(String userToken) {
			return Objects.requireNonNull(this.client.exchange(userToken).block(PATIENCE));
		}

		@Override
		public MfaChallenge requestChallenge(String mfaToken, MfaChannel channel) {
			return Objects.requireNonNull(this.client.requestChallenge(mfaToken, channel).block(PATIENCE));
		}

		@Override
		public OAuth2AccessTokenResponse answerChallenge(MfaChallenge challenge, String bindingCode) {
			return Objects.requireNonNull(this.client.answerChallenge(challenge, bindingCode).block(PATIENCE));
		}

		@Override
		public MfaChallenge startRecovery(String username, MfaChannel channel) {
			return Objects.requireNonNull(this.client.startRecovery(username, channel).block(PATIENCE));
		}

		@Override
		public OAuth2AccessTokenResponse refresh(String refreshToken) {
			return Objects.requireNonNull(this.client.refresh(refreshToken).block(PATIENCE));
		}

		@Override
		public void revoke(String refreshToken) {
			this.client.revoke(refreshToken).block(PATIENCE);
		}

	}

}
