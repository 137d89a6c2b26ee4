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

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * Signs users in with what Dintero itself knows of them, by way of one registration.
 * Tokens belong to their user and are not kept here.
 * <p>
 * Requests carry the registration's own token from the cache. If Dintero answers
 * {@code 401}, which may mean that token or what the user has given, it is renewed and
 * the request is sent once more; if it is {@code 401} still, it was what the user gave,
 * and for a minute the next {@code 401} is believed at once. Nothing else is ever sent
 * twice. Errors: {@code invalid_grant} for a wrong password, code or token, and those
 * that {@link DinteroAuthorizationException} lists.
 * <p>
 * All methods wait for the answer. If the thread is interrupted while it waits they throw
 * a {@link java.util.concurrent.CancellationException}; the thread stays interrupted, and
 * the request is given up, save for a refresh, which others may share.
 *
 * @see DinteroUserClients
 * @see ReactiveDinteroUserClient
 */
public interface DinteroUserClient {

	/**
	 * Sign a user in with a password: grant {@code password}.
	 * @param username the user's name
	 * @param password the user's password
	 * @return the user's token, and a refresh token if the client may have one
	 * @throws DinteroMfaRequiredException if Dintero wants a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank: nothing is requested then
	 */
	OAuth2AccessTokenResponse signIn(String username, String password);

	/**
	 * Have a code sent to a user who signs in without a password. Each call sends one,
	 * and nobody needs a password for it: the caller bounds how many codes a recipient is
	 * sent and how many are tried, over all sessions. Dintero's own limit ends in
	 * {@code 429}.
	 * @param recipient whom to send it to, and how
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 */
	void sendCode(PasswordlessRecipient recipient);

	/**
	 * Sign a user in with a code that was sent: grant {@code authorization_code}. A code
	 * can be redeemed once.
	 * @param code the code and its user
	 * @return the user's token, and a refresh token if the client may have one
	 * @throws DinteroMfaRequiredException if Dintero wants a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 */
	OAuth2AccessTokenResponse redeemCode(PasswordlessCode code);

	/**
	 * Redeem the authorization code that a user's browser has brought back from the
	 * registration's identity server, as {@code oauth2Login} does.
	 * @param code the code
	 * @param redirectUri where the browser came back to
	 * @return the user's token, with {@code user_info} among its additional parameters
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if the registration has no {@code login}
	 * @see com.dintero.auth.oauth2.DinteroAuthorizationCodeTokenResponseClient
	 */
	OAuth2AccessTokenResponse redeemAuthorizationCode(String code, String redirectUri);

	/**
	 * Exchange the token of an account user, or an external ID token with an
	 * {@code email} claim, for a token of the registration's audience: grant
	 * {@code account_user_token}. It is the one request that carries the user's token and
	 * not the registration's.
	 * @param userToken the user's JWT
	 * @return the user's token
	 * @throws DinteroMfaRequiredException if Dintero wants a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank: nothing is requested then
	 */
	OAuth2AccessTokenResponse exchange(String userToken);

	/**
	 * Have a binding code sent to a user of whom Dintero wants a second factor. To send
	 * another one, or over another channel, request another challenge. The caller bounds
	 * how many codes a user is sent and tries; the sign-in form does so.
	 * @param mfaToken the {@code mfa_token} of the {@link DinteroMfaRequiredException}
	 * @param channel how to send it
	 * @return the challenge to answer
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank, or if the registration's
	 * account id is a partner's short form: nothing is requested then
	 */
	MfaChallenge requestChallenge(String mfaToken, MfaChannel channel);

	/**
	 * Answer a challenge: grant {@code mfa-oob}.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @return the user's token
	 * @throws DinteroMfaRequiredException if Dintero wants a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank: nothing is requested then
	 */
	OAuth2AccessTokenResponse answerChallenge(MfaChallenge challenge, String bindingCode);

	/**
	 * Start the recovery of a user's MFA. It takes two challenges, over different
	 * channels: to answer the first one well ends in a
	 * {@link DinteroMfaRequiredException}, with the {@code mfa_token} for the second.
	 * Each call sends a code, and the user's name is enough for it: the caller bounds how
	 * many codes a user is sent.
	 * @param username the user's name
	 * @param channel how to send the first code
	 * @return the first challenge
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank, or if the registration's
	 * account id is a partner's short form: nothing is requested then
	 */
	MfaChallenge startRecovery(String username, MfaChannel channel);

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
	 * @return the user's new token, with the new refresh token, or with the old one if
	 * Dintero gave no other
	 * @throws DinteroMfaRequiredException if Dintero wants a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank: nothing is requested then
	 */
	OAuth2AccessTokenResponse refresh(String refreshToken);

	/**
	 * Revoke a refresh token.
	 * @param refreshToken the refresh token
	 * @throws DinteroAuthorizationException if Dintero refuses or cannot be reached
	 * @throws IllegalArgumentException if a text is blank: nothing is requested then
	 */
	void revoke(String refreshToken);

}
