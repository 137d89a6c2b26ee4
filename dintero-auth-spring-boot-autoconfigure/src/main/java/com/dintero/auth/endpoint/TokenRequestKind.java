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

package com.dintero.auth.endpoint;

import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * What a token request asks for. Requests that wait for their turn get it in this order:
 * everything waits for a registration's own token, a user waits in person, and a
 * merchant's that is half done comes before one that has not begun.
 */
public enum TokenRequestKind {

	/**
	 * The registration's own token.
	 */
	CLIENT_CREDENTIALS(OAuth2ErrorCodes.INVALID_CLIENT, "Check the audience and the account id of the registration",
			"Check the client id and the client secret of the registration, and that both belong to its account id",
			"Check that the client has a grant for the audience '%s'"),

	/**
	 * A user's token, for the authorization code of an external identity server.
	 */
	AUTHORIZATION_CODE(OAuth2ErrorCodes.INVALID_TOKEN,
			"The code may have expired, been used before or been issued for another redirect URI: "
					+ "the user has to sign in again",
			"Dintero does not accept the registration's own token, not even a new one",
			"Check that the client has a grant for the audience '%s', and that OIDC is configured on it"),

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
			"Dintero does not accept the partner's token, not even a new one",
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

	String unauthorizedCode() {
		return this.unauthorizedCode;
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
