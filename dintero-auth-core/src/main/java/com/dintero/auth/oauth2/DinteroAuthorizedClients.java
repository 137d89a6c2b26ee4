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

package com.dintero.auth.oauth2;

import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroRegistration;

/**
 * Creates Spring Security's authorized clients from the responses of a
 * {@link com.dintero.auth.user.DinteroUserClient}.
 */
public final class DinteroAuthorizedClients {

	private DinteroAuthorizedClients() {
	}

	/**
	 * Creates an authorized client for a user.
	 * @param registration the registration that signed in the user
	 * @param principalName the user's name in the application
	 * @param response the response with the user's token
	 * @return the authorized client
	 * @throws IllegalStateException if the registration's grant type is not one for users
	 * that Dintero knows. A manager would replace an expired user token with the
	 * application's own token
	 */
	public static OAuth2AuthorizedClient of(DinteroRegistration registration, String principalName,
			OAuth2AccessTokenResponse response) {
		if (!DinteroClientRegistrations.isOfUser(registration.grantType())) {
			throw new IllegalStateException(("The grant type of Dintero registration '%s' is '%s', and not one for "
					+ "users that Dintero knows. Set "
					+ "'dintero.auth.registration.%1$s.authorization-grant-type' to password, passwordless_code or "
					+ "account_user_token")
				.formatted(registration.registrationId(), registration.grantType().getValue()));
		}
		return new OAuth2AuthorizedClient(DinteroClientRegistrations.of(registration, registration.grantType()),
				principalName, response.getAccessToken(), response.getRefreshToken());
	}

}
