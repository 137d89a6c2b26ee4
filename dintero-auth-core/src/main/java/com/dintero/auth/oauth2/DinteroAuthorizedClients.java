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
 * Makes Spring Security's authorized clients of what a
 * {@link com.dintero.auth.user.DinteroUserClient} answers, to be stored.
 */
public final class DinteroAuthorizedClients {

	private DinteroAuthorizedClients() {
	}

	/**
	 * Make an authorized client of a user.
	 * @param registration the registration that the user has signed in with
	 * @param principalName the user's name in the application
	 * @param response what has come of it
	 * @return the authorized client
	 * @throws IllegalStateException if the registration's authorized clients do not hold
	 * tokens of users whom Dintero itself knows: stored with the registration's own, a
	 * user's token would become the application's once it has expired
	 */
	public static OAuth2AuthorizedClient of(DinteroRegistration registration, String principalName,
			OAuth2AccessTokenResponse response) {
		if (!DinteroClientRegistrations.isOfUser(registration.grantType())) {
			throw new IllegalStateException(("The authorized clients of Dintero registration '%s' hold tokens of the "
					+ "grant type '%s', and not of users whom Dintero knows. Set "
					+ "'dintero.auth.registration.%1$s.authorization-grant-type' to password, passwordless_code or "
					+ "account_user_token")
				.formatted(registration.registrationId(), registration.grantType().getValue()));
		}
		return new OAuth2AuthorizedClient(DinteroClientRegistrations.of(registration, registration.grantType()),
				principalName, response.getAccessToken(), response.getRefreshToken());
	}

}
