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
 * Signs users in with what Dintero itself knows of them: the reactive twin of
 * {@link DinteroUserClient}, with the same requests and errors. Each subscription is a
 * request; to cancel it gives the request up, save for a refresh, which others may share.
 * A {@code Mono} fails with what the twin throws.
 *
 * @see ReactiveDinteroUserClients
 */
public interface ReactiveDinteroUserClient {

	/**
	 * Sign a user in with a password: grant {@code password}.
	 * @param username the user's name
	 * @param password the user's password
	 * @return a {@code Mono} of the user's token, and a refresh token if the client may
	 * have one
	 */
	Mono<OAuth2AccessTokenResponse> signIn(String username, String password);

	/**
	 * Have a code sent to a user who signs in without a password. Each call sends one,
	 * and nobody needs a password for it: the caller bounds how many codes a recipient is
	 * sent and how many are tried, over all sessions. Dintero's own limit ends in
	 * {@code 429}.
	 * @param recipient whom to send it to, and how
	 * @return a {@code Mono} that completes when it is done
	 */
	Mono<Void> sendCode(PasswordlessRecipient recipient);

	/**
	 * Sign a user in with a code that was sent: grant {@code authorization_code}. A code
	 * can be redeemed once.
	 * @param code the code and its user
	 * @return a {@code Mono} of the user's token, and a refresh token if the client may
	 * have one
	 */
	Mono<OAuth2AccessTokenResponse> redeemCode(PasswordlessCode code);

	/**
	 * Redeem the authorization code that a user's browser has brought back from the
	 * registration's identity server, as {@code oauth2Login} does.
	 * @param code the code
	 * @param redirectUri where the browser came back to
	 * @return a {@code Mono} of the user's token, with {@code user_info} among its
	 * additional parameters
	 * @see com.dintero.auth.oauth2.ReactiveDinteroAuthorizationCodeTokenResponseClient
	 */
	Mono<OAuth2AccessTokenResponse> redeemAuthorizationCode(String code, String redirectUri);

	/**
	 * Exchange the token of an account user, or an external ID token with an
	 * {@code email} claim, for a token of the registration's audience: grant
	 * {@code account_user_token}. It is the one request that carries the user's token and
	 * not the registration's.
	 * @param userToken the user's JWT
	 * @return a {@code Mono} of the user's token
	 */
	Mono<OAuth2AccessTokenResponse> exchange(String userToken);

	/**
	 * Have a binding code sent to a user of whom Dintero wants a second factor. To send
	 * another one, or over another channel, request another challenge. The caller bounds
	 * how many codes a user is sent and tries; the sign-in form does so.
	 * @param mfaToken the {@code mfa_token} of the {@link DinteroMfaRequiredException}
	 * @param channel how to send it
	 * @return a {@code Mono} of the challenge to answer
	 */
	Mono<MfaChallenge> requestChallenge(String mfaToken, MfaChannel channel);

	/**
	 * Answer a challenge: grant {@code mfa-oob}.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @return a {@code Mono} of the user's token
	 */
	Mono<OAuth2AccessTokenResponse> answerChallenge(MfaChallenge challenge, String bindingCode);

	/**
	 * Start the recovery of a user's MFA. It takes two challenges, over different
	 * channels: to answer the first one well ends in a
	 * {@link DinteroMfaRequiredException}, with the {@code mfa_token} for the second.
	 * Each call sends a code, and the user's name is enough for it: the caller bounds how
	 * many codes a user is sent.
	 * @param username the user's name
	 * @param channel how to send the first code
	 * @return a {@code Mono} of the first challenge
	 */
	Mono<MfaChallenge> startRecovery(String username, MfaChannel channel);

	/**
	 * Get a new token for a refresh token. All who refresh with the same one at the same
	 * time, or within a minute or half of the token's lifetime after, share one request.
	 * <p>
	 * A refresh token that may be spent is not sent again: after a {@code 5xx} other than
	 * {@code 503}, an incomplete answer, no answer in time, or an answer without a usable
	 * token, further calls fail with {@code invalid_grant}, and the user has to sign in
	 * again. After {@code 503}, {@code 429} or a connection that was never made it is not
	 * spent, and the next call sends it.
	 * @param refreshToken the refresh token
	 * @return a {@code Mono} of the user's new token, with the new refresh token, or with
	 * the old one if Dintero gave no other
	 */
	Mono<OAuth2AccessTokenResponse> refresh(String refreshToken);

	/**
	 * Revoke a refresh token.
	 * @param refreshToken the refresh token
	 * @return a {@code Mono} that completes when it is done
	 */
	Mono<Void> revoke(String refreshToken);

}
