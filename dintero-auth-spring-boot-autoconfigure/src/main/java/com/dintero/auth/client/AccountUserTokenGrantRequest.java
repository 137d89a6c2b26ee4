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

package com.dintero.auth.client;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.util.Assert;

import com.dintero.auth.DinteroAuthorizationGrantTypes;

/**
 * A request for the token of a user who is signed in elsewhere.
 *
 * @see DinteroAuthorizationGrantTypes#ACCOUNT_USER_TOKEN
 * @see DinteroUserTokenResponseClients
 */
public final class AccountUserTokenGrantRequest extends AbstractOAuth2AuthorizationGrantRequest {

	private final String userToken;

	/**
	 * Create a request.
	 * @param clientRegistration the registration, whatever its grant type: of its members
	 * only the registration id is used
	 * @param userToken the account user's JWT, or an external ID token with an
	 * {@code email} claim
	 * @throws IllegalArgumentException if the token is blank
	 */
	public AccountUserTokenGrantRequest(ClientRegistration clientRegistration, String userToken) {
		super(DinteroAuthorizationGrantTypes.ACCOUNT_USER_TOKEN, clientRegistration);
		Assert.hasText(userToken, "The user's token must not be blank");
		this.userToken = userToken;
	}

	/**
	 * Return the token that the request is authorized with.
	 * @return the user's token
	 */
	public String getUserToken() {
		return this.userToken;
	}

	@Override
	public String toString() {
		return "AccountUserTokenGrantRequest[registrationId=%s]".formatted(getClientRegistration().getRegistrationId());
	}

}
