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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.Assert;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.endpoint.UserRequests;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

/**
 * What both faces of a user client have in common: each operation as a future, and
 * {@code end}, which gives the request up when it completes.
 */
final class UserOperations {

	private final UserCalls calls;

	private final TokenEndpointClient client;

	private final GrantTypeNames names;

	private final RefreshTokenCoalescer refreshes;

	UserOperations(DinteroRegistrations registrations, String registrationId, TokenCache cache,
			TokenEndpointClient client, GrantTypeNames names, Clock clock) {
		this.calls = new UserCalls(registrations, registrationId, cache, client, clock);
		this.client = client;
		this.names = names;
		this.refreshes = new RefreshTokenCoalescer(this.calls, client, clock);
	}

	String registrationId() {
		return this.calls.registration().registrationId();
	}

	CompletableFuture<OAuth2AccessTokenResponse> signIn(String username, String password, CompletableFuture<?> end) {
		Assert.hasText(username, "The user name must not be blank");
		Assert.hasText(password, "The password must not be blank");
		return token((requests) -> requests.password(username, password), end);
	}

	CompletableFuture<Boolean> sendCode(PasswordlessRecipient recipient, CompletableFuture<?> end) {
		return this.calls.call((requests) -> requests.passwordless(recipient.members()),
				(request) -> this.client.sendForSuccess(request, end), end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> redeemCode(PasswordlessCode code, CompletableFuture<?> end) {
		return token((requests) -> requests.passwordlessCode(code.identType(), code.ident(), code.verificationCode()),
				end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> exchange(String userToken, CompletableFuture<?> end) {
		Assert.hasText(userToken, "The user's token must not be blank");
		// What does not belong into a header must not get into an exception's message
		Assert.isTrue(userToken.chars().allMatch((character) -> character > ' ' && character < 0x7F),
				"The user's token has characters that no token has");
		TokenRequest request = UserRequests.accountUserToken(this.calls.registration(), userToken, this.names);
		return this.calls.withinDeadline((requests) -> request, end, () -> this.client.send(request, end))
			.thenApply(TokenResponse::toAccessTokenResponse);
	}

	CompletableFuture<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel, CompletableFuture<?> end) {
		Assert.hasText(mfaToken, "The mfa_token must not be blank");
		requireEightDigits();
		return this.calls.call((requests) -> requests.mfaChallenge(mfaToken, channel),
				(request) -> this.client.sendForChallenge(request, end), end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode,
			CompletableFuture<?> end) {
		Assert.hasText(bindingCode, "The binding code must not be blank");
		return token((requests) -> requests.mfaOob(challenge, bindingCode, this.names), end);
	}

	CompletableFuture<MfaChallenge> startRecovery(String username, MfaChannel channel, CompletableFuture<?> end) {
		Assert.hasText(username, "The user name must not be blank");
		requireEightDigits();
		return this.calls.call((requests) -> requests.mfaRecovery(username, channel),
				(request) -> this.client.sendForChallenge(request, end), end);
	}

	CompletableFuture<OAuth2AccessTokenResponse> redeemAuthorizationCode(String code, String redirectUri,
			CompletableFuture<?> end) {
		DinteroRegistration.Login login = this.calls.registration().login();
		Assert.notNull(login,
				() -> "Dintero registration '%s' signs no users in: it has no 'login'".formatted(registrationId()));
		Function<UserRequests, TokenRequest> request = (requests) -> requests.authorizationCode(login, code,
				redirectUri);
		// A 401 means the token: no user has typed anything
		return this.calls
			.withinDeadline(request, end,
					() -> this.calls.callTrustingNoToken(request, (made) -> this.client.send(made, end)))
			.thenApply(TokenResponse::toAccessTokenResponse);
	}

	// Whoever waits has a deadline. The refresh goes on, for the next who asks, and is
	// logged once for all
	CompletableFuture<OAuth2AccessTokenResponse> refresh(String refreshToken) {
		Assert.hasText(refreshToken, "The refresh token must not be blank");
		TokenRequest request = new UserRequests(this.calls.registration(), "").refreshToken(refreshToken);
		CompletableFuture<TokenResponse> refresh = this.client.withinDeadline(request,
				new CompletableFuture<@Nullable Void>(), () -> this.refreshes.join(refreshToken));
		return refresh.whenComplete((response, thrown) -> {
			// The deadline of this one, of which the log of the refresh says nothing
			if (thrown != null) {
				this.calls.log().warn(request.kind(), Futures.unwrap(thrown));
			}
		}).thenApply((response) -> {
			OAuth2AccessTokenResponse refreshed = response.toAccessTokenResponse();
			return (refreshed.getRefreshToken() != null) ? refreshed
					: OAuth2AccessTokenResponse.withResponse(refreshed).refreshToken(refreshToken).build();
		});
	}

	CompletableFuture<Boolean> revoke(String refreshToken, CompletableFuture<?> end) {
		Assert.hasText(refreshToken, "The refresh token must not be blank");
		return this.calls
			.call((requests) -> requests.revocation(refreshToken),
					(request) -> this.client.sendForSuccess(request, end), end)
			.whenComplete((revoked, failure) -> this.refreshes.forget(refreshToken));
	}

	private void requireEightDigits() {
		DinteroRegistration registration = this.calls.registration();
		Assert.isTrue(!registration.accountId().isShortForm(),
				() -> ("Dintero's MFA endpoints take account ids of eight digits only. Write 'account-id: %s00000' for "
						+ "Dintero registration '%s'")
					.formatted(registration.accountId(), registration.registrationId()));
	}

	private CompletableFuture<OAuth2AccessTokenResponse> token(Function<UserRequests, TokenRequest> request,
			CompletableFuture<?> end) {
		return this.calls.call(request, (made) -> this.client.send(made, end), end)
			.thenApply(TokenResponse::toAccessTokenResponse);
	}

}
