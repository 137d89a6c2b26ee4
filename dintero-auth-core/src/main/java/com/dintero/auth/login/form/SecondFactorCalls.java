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

package com.dintero.auth.login.form;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * What a second factor asks of Dintero, blocking or not.
 */
interface SecondFactorCalls {

	CompletableFuture<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel);

	CompletableFuture<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode);

	/**
	 * Make calls that are over when they return.
	 *
	 * @param client makes the calls
	 */
	record Blocking(DinteroUserClient client) implements SecondFactorCalls {

		@Override
		public CompletableFuture<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel) {
			try {
				return CompletableFuture.completedFuture(this.client.requestChallenge(mfaToken, channel));
			}
			catch (RuntimeException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

		@Override
		public CompletableFuture<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge,
				String bindingCode) {
			try {
				return CompletableFuture.completedFuture(this.client.answerChallenge(challenge, bindingCode));
			}
			catch (RuntimeException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

	}

	/**
	 * Make calls that nobody waits for.
	 *
	 * @param client makes the calls
	 */
	record Reactive(ReactiveDinteroUserClient client) implements SecondFactorCalls {

		@Override
		public CompletableFuture<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel) {
			return this.client.requestChallenge(mfaToken, channel).toFuture().thenApply(Objects::requireNonNull);
		}

		@Override
		public CompletableFuture<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge,
				String bindingCode) {
			return this.client.answerChallenge(challenge, bindingCode).toFuture().thenApply(Objects::requireNonNull);
		}

	}

}
