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

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

/**
 * Runs {@link UserOperations} and waits for the result.
 */
final class BlockingUserClient implements DinteroUserClient {

	private final UserOperations operations;

	BlockingUserClient(UserOperations operations) {
		this.operations = operations;
	}

	@Override
	public OAuth2AccessTokenResponse signIn(String username, String password) {
		return await((end) -> this.operations.signIn(username, password, end));
	}

	@Override
	public void sendCode(PasswordlessRecipient recipient) {
		await((end) -> this.operations.sendCode(recipient, end));
	}

	@Override
	public OAuth2AccessTokenResponse redeemCode(PasswordlessCode code) {
		return await((end) -> this.operations.redeemCode(code, end));
	}

	@Override
	public OAuth2AccessTokenResponse redeemAuthorizationCode(String code, String redirectUri) {
		return await((end) -> this.operations.redeemAuthorizationCode(code, redirectUri, end));
	}

	@Override
	public OAuth2AccessTokenResponse exchange(String userToken) {
		return await((end) -> this.operations.exchange(userToken, end));
	}

	@Override
	public MfaChallenge requestChallenge(String mfaToken, MfaChannel channel) {
		return await((end) -> this.operations.requestChallenge(mfaToken, channel, end));
	}

	@Override
	public OAuth2AccessTokenResponse answerChallenge(MfaChallenge challenge, String bindingCode) {
		return await((end) -> this.operations.answerChallenge(challenge, bindingCode, end));
	}

	@Override
	public MfaChallenge startRecovery(String username, MfaChannel channel) {
		return await((end) -> this.operations.startRecovery(username, channel, end));
	}

	@Override
	public OAuth2AccessTokenResponse refresh(String refreshToken) {
		return await((end) -> this.operations.refresh(refreshToken));
	}

	@Override
	public void revoke(String refreshToken) {
		await((end) -> this.operations.revoke(refreshToken, end));
	}

	private <T> T await(Function<CompletableFuture<?>, CompletableFuture<T>> operation) {
		return Futures.await(this.operations.registrationId(), operation);
	}

}
