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

package com.dintero.auth.test;

import java.util.stream.Stream;

/**
 * The grants of token requests that carry a bearer token.
 */
enum TokenGrant {

	/** The third step of the partner exchange, and whatever is none of the others. */
	CLIENT_CREDENTIALS("client_credentials"),

	/** The name and the password of a user. */
	PASSWORD("password"),

	/** The code that was sent to a user. */
	AUTHORIZATION_CODE("authorization_code"),

	/** The token of a user of the account, or of one from elsewhere. */
	ACCOUNT_USER_TOKEN("account_user_token", "account_user"),

	/** The answer of a user to a challenge. */
	MFA_OOB("mfa-oob", "mfa_oob"),

	/** A refresh token. */
	REFRESH_TOKEN("refresh_token");

	private final String value;

	private final String olderValue;

	TokenGrant(String value) {
		this(value, value);
	}

	TokenGrant(String value, String olderValue) {
		this.value = value;
		this.olderValue = olderValue;
	}

	/**
	 * Looks which grant a request is for, before it is checked.
	 * @param content the body
	 * @return the grant
	 */
	static TokenGrant peek(byte[] content) {
		try {
			Object grantType = Json.readObject(content).get("grant_type");
			return Stream.of(values())
				.filter((grant) -> grant.value.equals(grantType) || grant.olderValue.equals(grantType))
				.findFirst()
				.orElse(CLIENT_CREDENTIALS);
		}
		catch (RefusedException ex) {
			// Whoever checks it will find the same
			return CLIENT_CREDENTIALS;
		}
	}

}
