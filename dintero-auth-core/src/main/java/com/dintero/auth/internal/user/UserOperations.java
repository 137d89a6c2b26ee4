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

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.Assert;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

/**
 * The operations for the users of a registration, as futures. Each ends at the deadline
 * at the latest. The completion of the future {@code end} cancels the request.
 */
final class UserOperations {

	// Only the client secret changes, and no request for a user carries it
	private final DinteroRegistration registration;

	private final TokenEndpointClient client;

	private final GrantTypeNames names;

	private final ClientToken clientToken;

	private final UserOperationLog log;

	private final RefreshTokenCoalescer refreshes;

	UserOperations(DinteroRegistration registration, TokenEndpointClient client, TokenCache cache, GrantTypeNames names,
			Clock clock, @Nullable StoreClient store) {
		this.registration = registration;
		this.client = client;
		this.names = names;
		this.clientToken = new ClientToken(registration.registrationId(), cache, clock);
		this.log = new UserOperationLog(registration.registrationId(), clock);
		this.refreshes = new RefreshTokenCoalescer(registration, this.clientToken, client, this.log, clock, store);
	}

	String registrationId() {
		return this.registration.registrationId();
	}

	CompletableFuture<OAuth2AccessTokenResponse> signIn(String username, String password, CompletableFuture<?> end) {
		Assert.hasText(username, "The user name must not be blank");
		Assert.hasText(password, "The password must not be blank");
		return token(TokenRequest.password(this.registration, username, password), end);
	}

	CompletableFuture<Boolean> sendCode(PasswordlessRecipient recipient, CompletableFuture<?> end) {
		return send(TokenRequest.passwordless(this.registration, recipient.members()), this.client::sendForSuccess,
				end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> redeemCode(PasswordlessCode code, CompletableFuture<?> end) {
		return token(TokenRequest.passwordlessCode(this.registration, code.identType(), code.ident(),
				code.verificationCode()), end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> redeemAuthorizationCode(String code, String redirectUri,
			CompletableFuture<?> end) {
		DinteroRegistration.Login login = this.registration.login();
		Assert.notNull(login, () -> "Dintero registration '%s' has no 'login'".formatted(registrationId()));
		return token(TokenRequest.authorizationCode(this.registration, login, code, redirectUri), end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> exchange(String userToken, CompletableFuture<?> end) {
		Assert.hasText(userToken, "The user's token must not be blank");
		// An invalid header value would appear in an exception's message
		Assert.isTrue(userToken.chars().allMatch((character) -> character > ' ' && character < 0x7F),
				"The user's token contains characters that are not valid in a token");
		TokenRequest request = TokenRequest.accountUserToken(this.registration, userToken, this.names);
		return withinDeadline(request, end, () -> this.client.send(request, end))
			.thenApply(TokenResponse::toAccessTokenResponse);
	}

	CompletableFuture<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel, CompletableFuture<?> end) {
		Assert.hasText(mfaToken, "The mfa_token must not be blank");
		requireEightDigits();
		return send(TokenRequest.mfaChallenge(this.registration, mfaToken, channel), this.client::sendForChallenge,
				end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode,
			CompletableFuture<?> end) {
		Assert.hasText(bindingCode, "The binding code must not be blank");
		return token(TokenRequest.mfaOob(this.registration, challenge, bindingCode, this.names), end);
	}

	CompletableFuture<MfaChallenge> startRecovery(String username, MfaChannel channel, CompletableFuture<?> end) {
		Assert.hasText(username, "The user name must not be blank");
		requireEightDigits();
		return send(TokenRequest.mfaRecovery(this.registration, username, channel), this.client::sendForChallenge, end);
	}

	// A caller waits until its own deadline. The refresh continues for the next caller
	// and is logged once
	CompletableFuture<OAuth2AccessTokenResponse> refresh(String refreshToken) {
		Assert.hasText(refreshToken, "The refresh token must not be blank");
		TokenRequest request = TokenRequest.refreshToken(this.registration, refreshToken);
		CompletableFuture<TokenResponse> refresh = this.client.withinDeadline(request,
				new CompletableFuture<@Nullable Void>(), () -> this.refreshes.join(refreshToken, request));
		return refresh.whenComplete((response, thrown) -> {
			// The log of the refresh does not contain this caller's deadline
			if (thrown != null) {
				this.log.warn(request.kind(), Futures.unwrap(thrown));
			}
		}).thenApply((response) -> {
			OAuth2AccessTokenResponse refreshed = response.toAccessTokenResponse();
			return (refreshed.getRefreshToken() != null) ? refreshed
					: OAuth2AccessTokenResponse.withResponse(refreshed).refreshToken(refreshToken).build();
		});
	}

	CompletableFuture<Boolean> revoke(String refreshToken, CompletableFuture<?> end) {
		Assert.hasText(refreshToken, "The refresh token must not be blank");
		return send(TokenRequest.revocation(this.registration, refreshToken), this.client::sendForSuccess, end)
			.whenComplete((revoked, failure) -> this.refreshes.forget(refreshToken));
	}

	private void requireEightDigits() {
		Assert.isTrue(!this.registration.accountId().isShortForm(),
				() -> ("Dintero's MFA endpoints accept only account ids with eight digits. Set 'account-id: %s00000' for "
						+ "Dintero registration '%s'")
					.formatted(this.registration.accountId(), registrationId()));
	}

	private CompletableFuture<OAuth2AccessTokenResponse> token(TokenRequest request, CompletableFuture<?> end) {
		return send(request, this.client::send, end).thenApply(TokenResponse::toAccessTokenResponse);
	}

	private <T> CompletableFuture<T> send(TokenRequest request,
			BiFunction<TokenRequest, CompletableFuture<?>, CompletableFuture<T>> sending, CompletableFuture<?> end) {
		return withinDeadline(request, end,
				() -> this.clientToken.send(request, (authorized) -> sending.apply(authorized, end)));
	}

	private <T> CompletableFuture<T> withinDeadline(TokenRequest request, CompletableFuture<?> end,
			Supplier<CompletableFuture<T>> operation) {
		return this.log.log(request.kind(), this.client.withinDeadline(request, end, operation));
	}

}
