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
 * Signs in users that Dintero itself knows, with one registration. The tokens belong to
 * the user. The client does not store them.
 * <p>
 * Requests carry the registration's own token from the cache. A {@code 401} can refer to
 * that token or to the user's input. The client renews the token and sends the request
 * once more. A second {@code 401} refers to the user's input, and the client then trusts
 * the token for a minute. It repeats no request for any other reason. A wrong password,
 * code or token fails with {@code invalid_grant}. {@link DinteroAuthorizationException}
 * lists the other errors.
 * <p>
 * All methods wait for the response. They throw a
 * {@link java.util.concurrent.CancellationException} if the thread is interrupted. The
 * thread stays interrupted, and the request is cancelled. A refresh continues, because
 * other callers can share it.
 *
 * @see DinteroUserClients
 * @see ReactiveDinteroUserClient
 */
public interface DinteroUserClient {

	/**
	 * Signs in a user with a password: grant {@code password}.
	 * @param username the user name
	 * @param password the password
	 * @return the user's token, with a refresh token if the client may have one
	 * @throws DinteroMfaRequiredException if Dintero requires a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank. No request is sent
	 */
	OAuth2AccessTokenResponse signIn(String username, String password);

	/**
	 * Sends a code to a user who signs in without a password. Each call sends a code and
	 * requires no password. The caller must limit the number of codes for each recipient
	 * and the number of attempts, across sessions. Dintero answers {@code 429} when its
	 * own limit is exceeded.
	 * @param recipient the recipient of the code
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 */
	void sendCode(PasswordlessRecipient recipient);

	/**
	 * Signs in a user with a code from {@link #sendCode}: grant
	 * {@code authorization_code}. A code is valid once.
	 * @param code the code and its user
	 * @return the user's token, with a refresh token if the client may have one
	 * @throws DinteroMfaRequiredException if Dintero requires a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 */
	OAuth2AccessTokenResponse redeemCode(PasswordlessCode code);

	/**
	 * Redeems the authorization code from the registration's identity provider, as
	 * {@code oauth2Login} does.
	 * @param code the code
	 * @param redirectUri the redirect URI of the authorization request
	 * @return the user's token, with {@code user_info} among its additional parameters
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if the registration has no {@code login}
	 * @see com.dintero.auth.oauth2.DinteroAuthorizationCodeTokenResponseClient
	 */
	OAuth2AccessTokenResponse redeemAuthorizationCode(String code, String redirectUri);

	/**
	 * Exchanges the token of an account user, or an external ID token with an
	 * {@code email} claim, for a token with the registration's audience: grant
	 * {@code account_user_token}. This request carries the user's token and not the
	 * registration's own.
	 * @param userToken the user's JWT
	 * @return the user's token
	 * @throws DinteroMfaRequiredException if Dintero requires a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank. No request is sent
	 */
	OAuth2AccessTokenResponse exchange(String userToken);

	/**
	 * Requests a challenge for a second factor. Dintero sends a binding code to the user.
	 * Request another challenge to send another code or to change the channel. The caller
	 * must limit the number of codes and attempts, as the sign-in form does.
	 * @param mfaToken the {@code mfa_token} of the {@link DinteroMfaRequiredException}
	 * @param channel the channel of the code
	 * @return the challenge to answer
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank, or if the registration's
	 * account id is a partner's short form. No request is sent
	 */
	MfaChallenge requestChallenge(String mfaToken, MfaChannel channel);

	/**
	 * Answers a challenge: grant {@code mfa-oob}.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user received
	 * @return the user's token
	 * @throws DinteroMfaRequiredException if Dintero requires another factor
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank. No request is sent
	 */
	OAuth2AccessTokenResponse answerChallenge(MfaChallenge challenge, String bindingCode);

	/**
	 * Starts the recovery of a user's MFA. Recovery takes two challenges over different
	 * channels. The correct answer to the first challenge throws a
	 * {@link DinteroMfaRequiredException} with the {@code mfa_token} for the second. Each
	 * call sends a code and requires only the user name. The caller must limit the number
	 * of codes.
	 * @param username the user name
	 * @param channel the channel of the first code
	 * @return the first challenge
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank, or if the registration's
	 * account id is a partner's short form. No request is sent
	 */
	MfaChallenge startRecovery(String username, MfaChannel channel);

	/**
	 * Refreshes a user's tokens. Calls with the same refresh token share one request if
	 * they run at the same time, or within one minute or half of the new token's
	 * lifetime, if that is less.
	 * <p>
	 * A refresh token that Dintero may have consumed is not sent again. This applies to a
	 * {@code 5xx} other than {@code 503}, an incomplete response, a timeout and a
	 * response without a valid token. Further calls fail with {@code invalid_grant}, and
	 * the user must sign in again. After a {@code 503}, a {@code 429} or a failed
	 * connection, the next call sends the refresh token again.
	 * @param refreshToken the refresh token
	 * @return the user's new access token, with the new refresh token, or with the old
	 * one if Dintero returned none
	 * @throws DinteroMfaRequiredException if Dintero requires a second factor
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank. No request is sent
	 */
	OAuth2AccessTokenResponse refresh(String refreshToken);

	/**
	 * Revokes a refresh token.
	 * @param refreshToken the refresh token
	 * @throws DinteroAuthorizationException if Dintero refuses or is not reachable
	 * @throws IllegalArgumentException if a value is blank. No request is sent
	 */
	void revoke(String refreshToken);

}
