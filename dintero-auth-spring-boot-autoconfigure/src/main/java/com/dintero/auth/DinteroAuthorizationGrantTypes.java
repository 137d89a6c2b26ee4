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

package com.dintero.auth;

import java.util.Set;

import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * Dintero's ways to a token that Spring Security has no name for. These names do not go
 * over the wire.
 */
public final class DinteroAuthorizationGrantTypes {

	/**
	 * An exchange token for the merchant's token, the third step of Dintero's partner
	 * guide.
	 */
	public static final AuthorizationGrantType MERCHANT_TOKEN = new AuthorizationGrantType("merchant_token");

	/**
	 * A user's name and password for the user's token: {@code password} at the token
	 * endpoint.
	 */
	public static final AuthorizationGrantType PASSWORD = new AuthorizationGrantType("password");

	/**
	 * A code that Dintero has sent to a user for the user's token:
	 * {@code authorization_code} at the token endpoint.
	 */
	public static final AuthorizationGrantType PASSWORDLESS_CODE = new AuthorizationGrantType("passwordless_code");

	/**
	 * The JWT of an account user, or an external ID token, for a token of the
	 * registration's audience: {@code account_user_token} at the token endpoint.
	 */
	public static final AuthorizationGrantType ACCOUNT_USER_TOKEN = new AuthorizationGrantType("account_user_token");

	private static final Set<AuthorizationGrantType> OF_USERS = Set.of(PASSWORD, PASSWORDLESS_CODE, ACCOUNT_USER_TOKEN);

	private DinteroAuthorizationGrantTypes() {
	}

	/**
	 * Whether a grant type gives the token of a user whom Dintero itself knows.
	 * @param grantType the grant type
	 * @return {@code true} for {@link #PASSWORD}, {@link #PASSWORDLESS_CODE} and
	 * {@link #ACCOUNT_USER_TOKEN}
	 */
	public static boolean isOfUser(AuthorizationGrantType grantType) {
		return OF_USERS.contains(grantType);
	}

}
