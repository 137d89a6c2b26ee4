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

package com.dintero.auth.user;

import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * The reactive variant of {@link DinteroUserClient}, with the same operations and errors.
 * Each subscription sends a request. To cancel a subscription cancels the request, except
 * for a refresh, which other callers can share. A {@code Mono} fails with the exceptions
 * of that client.
 *
 * @see ReactiveDinteroUserClients
 */
public interface ReactiveDinteroUserClient {

	/**
	 * Signs in a user with a password.
	 * @param username the user name
	 * @param password the password
	 * @return a {@code Mono} of the user's token
	 * @see DinteroUserClient#signIn
	 */
	Mono<OAuth2AccessTokenResponse> signIn(String username, String password);

	/**
	 * Sends a code to a user who signs in without a password. The caller must limit the
	 * number of codes.
	 * @param recipient the recipient of the code
	 * @return a {@code Mono} that completes when Dintero has accepted the request
	 * @see DinteroUserClient#sendCode
	 */
	Mono<Void> sendCode(PasswordlessRecipient recipient);

	/**
	 * Signs in a user with a code from {@link #sendCode}.
	 * @param code the code and its user
	 * @return a {@code Mono} of the user's token
	 * @see DinteroUserClient#redeemCode
	 */
	Mono<OAuth2AccessTokenResponse> redeemCode(PasswordlessCode code);

	/**
	 * Redeems the authorization code from the registration's identity provider.
	 * @param code the code
	 * @param redirectUri the redirect URI of the authorization request
	 * @return a {@code Mono} of the user's token, with {@code user_info} among its
	 * additional parameters
	 * @see DinteroUserClient#redeemAuthorizationCode
	 */
	Mono<OAuth2AccessTokenResponse> redeemAuthorizationCode(String code, String redirectUri);

	/**
	 * Exchanges the token of an account user, or an external ID token, for a token with
	 * the registration's audience.
	 * @param userToken the user's JWT
	 * @return a {@code Mono} of the user's token
	 * @see DinteroUserClient#exchange
	 */
	Mono<OAuth2AccessTokenResponse> exchange(String userToken);

	/**
	 * Requests a challenge for a second factor. The caller must limit the number of codes
	 * and attempts.
	 * @param mfaToken the {@code mfa_token} of the {@link DinteroMfaRequiredException}
	 * @param channel the channel of the code
	 * @return a {@code Mono} of the challenge to answer
	 * @see DinteroUserClient#requestChallenge
	 */
	Mono<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel);

	/**
	 * Answers a challenge.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user received
	 * @return a {@code Mono} of the user's token
	 * @see DinteroUserClient#answerChallenge
	 */
	Mono<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode);

	/**
	 * Starts the recovery of a user's MFA. The caller must limit the number of codes.
	 * @param username the user name
	 * @param channel the channel of the first code
	 * @return a {@code Mono} of the first challenge
	 * @see DinteroUserClient#startRecovery
	 */
	Mono<MfaChallenge> startRecovery(String username, MfaChannel channel);

	/**
	 * Refreshes a user's tokens.
	 * @param refreshToken the refresh token
	 * @return a {@code Mono} of the user's new tokens
	 * @see DinteroUserClient#refresh
	 */
	Mono<OAuth2AccessTokenResponse> refresh(String refreshToken);

	/**
	 * Revokes a refresh token.
	 * @param refreshToken the refresh token
	 * @return a {@code Mono} that completes when Dintero has revoked the token
	 * @see DinteroUserClient#revoke
	 */
	Mono<Void> revoke(String refreshToken);

}
