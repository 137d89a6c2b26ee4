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
import reactor.core.publisher.Mono;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.endpoint.Monos;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Runs {@link UserOperations} on subscription.
 */
final class MonoUserClient implements ReactiveDinteroUserClient {

	private final UserOperations operations;

	MonoUserClient(UserOperations operations) {
		this.operations = operations;
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> signIn(String username, String password) {
		return mono((end) -> this.operations.signIn(username, password, end));
	}

	@Override
	public Mono<Void> sendCode(PasswordlessRecipient recipient) {
		return mono((end) -> this.operations.sendCode(recipient, end)).then();
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> redeemCode(PasswordlessCode code) {
		return mono((end) -> this.operations.redeemCode(code, end));
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> redeemAuthorizationCode(String code, String redirectUri) {
		return mono((end) -> this.operations.redeemAuthorizationCode(code, redirectUri, end));
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> exchange(String userToken) {
		return mono((end) -> this.operations.exchange(userToken, end));
	}

	@Override
	public Mono<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel) {
		return mono((end) -> this.operations.requestChallenge(mfaToken, channel, end));
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode) {
		return mono((end) -> this.operations.answerChallenge(challenge, bindingCode, end));
	}

	@Override
	public Mono<MfaChallenge> startRecovery(String username, MfaChannel channel) {
		return mono((end) -> this.operations.startRecovery(username, channel, end));
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> refresh(String refreshToken) {
		return mono((end) -> this.operations.refresh(refreshToken));
	}

	@Override
	public Mono<Void> revoke(String refreshToken) {
		return mono((end) -> this.operations.revoke(refreshToken, end)).then();
	}

	private <T> Mono<T> mono(Function<CompletableFuture<?>, CompletableFuture<T>> operation) {
		return Monos.of(this.operations.registrationId(), operation);
	}

}
