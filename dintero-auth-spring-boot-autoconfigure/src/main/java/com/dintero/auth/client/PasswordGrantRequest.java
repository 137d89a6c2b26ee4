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
 * A request for the token of a user who has a password.
 *
 * @see DinteroAuthorizationGrantTypes#PASSWORD
 * @see DinteroUserTokenResponseClients
 */
public final class PasswordGrantRequest extends AbstractOAuth2AuthorizationGrantRequest {

	private final String username;

	private final String password;

	/**
	 * Create a request.
	 * @param clientRegistration the registration, whatever its grant type: of its members
	 * only the registration id is used
	 * @param username the user's name
	 * @param password the user's password
	 * @throws IllegalArgumentException if a text is blank
	 */
	public PasswordGrantRequest(ClientRegistration clientRegistration, String username, String password) {
		super(DinteroAuthorizationGrantTypes.PASSWORD, clientRegistration);
		Assert.hasText(username, "The user name must not be blank");
		Assert.hasText(password, "The password must not be blank");
		this.username = username;
		this.password = password;
	}

	/**
	 * Return who signs in.
	 * @return the user's name
	 */
	public String getUsername() {
		return this.username;
	}

	/**
	 * Return what the user signs in with.
	 * @return the user's password
	 */
	public String getPassword() {
		return this.password;
	}

	@Override
	public String toString() {
		return "PasswordGrantRequest[registrationId=%s]".formatted(getClientRegistration().getRegistrationId());
	}

}
