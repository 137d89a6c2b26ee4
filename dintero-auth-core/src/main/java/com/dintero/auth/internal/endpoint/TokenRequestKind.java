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

package com.dintero.auth.internal.endpoint;

import java.util.Locale;

import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * What a request asks for.
 */
public enum TokenRequestKind {

	/**
	 * The registration's own token.
	 */
	CLIENT_CREDENTIALS(OAuth2ErrorCodes.INVALID_CLIENT, "Check the audience and the account id of the registration",
			"Check the client id and the client secret of the registration, and that both belong to its account id",
			"Check that the client has a grant for the audience '%s'"),

	/**
	 * A user's token, for the authorization code of an external identity provider.
	 */
	AUTHORIZATION_CODE(OAuth2ErrorCodes.INVALID_TOKEN,
			"The code may have expired, been used before or been issued for another redirect URI: "
					+ "the user has to sign in again",
			"Dintero does not accept the registration's own token, not even a new one. Check the registration's audience",
			"Check that the client has a grant for the audience '%s', and that OIDC is configured on it"),

	/**
	 * A user's token, for a user name and a password.
	 */
	PASSWORD(OAuth2ErrorCodes.INVALID_GRANT, "Check the user name, the password and the audience",
			"The user name or the password is wrong",
			"Check that the client has a grant for the audience '%s', and may sign users in"),

	/**
	 * A user's token, for a code that Dintero has sent to the user.
	 */
	PASSWORDLESS_CODE(OAuth2ErrorCodes.INVALID_GRANT, "Check the user and the code, and have another code sent",
			"The code is wrong, has expired or was used before: have another one sent",
			"Check that the client has a grant for the audience '%s', and may sign users in"),

	/**
	 * A user's token, for an account user's JWT or an external ID token.
	 */
	ACCOUNT_USER_TOKEN(OAuth2ErrorCodes.INVALID_GRANT, "Check the user's token and the audience",
			"Dintero does not accept the user's token: the user has to sign in again where it comes from",
			"Check that the user has access to the audience '%s'"),

	/**
	 * A user's token, for the binding code of an MFA challenge.
	 */
	MFA_OOB(OAuth2ErrorCodes.INVALID_GRANT, "Check the binding code, and request another challenge",
			"The binding code is wrong, or the challenge has expired or was answered before",
			"Check that the client may sign users in"),

	/**
	 * A user's token and refresh token, for a refresh token.
	 */
	REFRESH_TOKEN(OAuth2ErrorCodes.INVALID_GRANT, "The user has to sign in again",
			"The refresh token is not valid, or was issued to another client: the user has to sign in again",
			"The user has to sign in again"),

	/**
	 * A challenge for an {@code mfa_token}.
	 */
	MFA_CHALLENGE(OAuth2ErrorCodes.INVALID_GRANT, "Check the channel: the user may not have it",
			"The mfa_token has expired or was used before: the user has to start again",
			"Check that the client may sign users in"),

	/**
	 * The first challenge of a user's MFA recovery.
	 */
	MFA_RECOVERY(OAuth2ErrorCodes.INVALID_GRANT, "Check the user name and the channel: the user may not have it",
			"Check the user name", "Check that the client has a grant for the audience '%s', and may sign users in"),

	/**
	 * To send a code to a user who signs in without a password.
	 */
	PASSWORDLESS(OAuth2ErrorCodes.INVALID_TOKEN, "Check the connection and the user",
			"Dintero does not accept the registration's own token, not even a new one. Check the registration's audience",
			"Check that the client has a grant for the audience '%s', and may sign users in"),

	/**
	 * To revoke a refresh token.
	 */
	REVOCATION(OAuth2ErrorCodes.INVALID_TOKEN, "Check that it is a refresh token",
			"Dintero does not accept the refresh token, or the registration's own token and not even a new one",
			"Check that the client may revoke tokens, and that this is one of its own"),

	/**
	 * A merchant's token, for its exchange token.
	 */
	MERCHANT_TOKEN(OAuth2ErrorCodes.INVALID_TOKEN, "Check the registration's 'exchange.audience'",
			"Dintero does not accept the exchange token of the merchant. The next call gets another one",
			"Check that the registration's 'exchange.audience', '%s', may be asked for"),

	/**
	 * A merchant's exchange token, for the partner's token.
	 */
	EXCHANGE_TOKEN(OAuth2ErrorCodes.INVALID_TOKEN, "Check the merchant's account id",
			"Dintero does not accept the partner's token, not even a new one. Check the registration's audience",
			"Check that the account is one of this partner's merchants, and that the client may read accounts");

	private final String unauthorizedCode;

	private final String badRequestAdvice;

	private final String unauthorizedAdvice;

	private final String forbiddenAdvice;

	TokenRequestKind(String unauthorizedCode, String badRequestAdvice, String unauthorizedAdvice,
			String forbiddenAdvice) {
		this.unauthorizedCode = unauthorizedCode;
		this.badRequestAdvice = badRequestAdvice;
		this.unauthorizedAdvice = unauthorizedAdvice;
		this.forbiddenAdvice = forbiddenAdvice;
	}

	/**
	 * Return what logs and meters call the request.
	 * @return the name of the kind in lower case
	 */
	public String grant() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return what messages call the request.
	 * @return the description, as a sentence begins with it
	 */
	String description() {
		return switch (this) {
			case MFA_CHALLENGE -> "The request of an MFA challenge";
			case MFA_RECOVERY -> "The request of an MFA recovery";
			case PASSWORDLESS -> "The request to send a code";
			case REVOCATION -> "The revocation";
			default -> "The token request";
		};
	}

	/**
	 * Return whether the request is sent for a user.
	 * @return {@code true} if it is
	 */
	public boolean isFromUser() {
		return switch (this) {
			case CLIENT_CREDENTIALS, EXCHANGE_TOKEN, MERCHANT_TOKEN -> false;
			default -> true;
		};
	}

	/**
	 * Whether a token that is asked for is a user's, with which a refresh token may come.
	 * @return {@code true} if it is
	 */
	boolean isOfUser() {
		return switch (this) {
			case PASSWORD, PASSWORDLESS_CODE, ACCOUNT_USER_TOKEN, MFA_OOB, REFRESH_TOKEN -> true;
			default -> false;
		};
	}

	/**
	 * Return the OAuth 2.0 error code for an answer that is Dintero's refusal. A refresh
	 * token that is refused, in whatever way, is of no use any more.
	 * @param status 400, 401 or 403
	 * @return the error code
	 */
	String refusalCode(int status) {
		if (status == 401 || this == REFRESH_TOKEN) {
			return this.unauthorizedCode;
		}
		return (status == 400) ? OAuth2ErrorCodes.INVALID_REQUEST : OAuth2ErrorCodes.ACCESS_DENIED;
	}

	String badRequestAdvice() {
		return this.badRequestAdvice;
	}

	String unauthorizedAdvice() {
		return this.unauthorizedAdvice;
	}

	String forbiddenAdvice(String audience) {
		return this.forbiddenAdvice.formatted(audience);
	}

}
