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

import com.dintero.auth.DinteroAuthorizationGrantTypes;
import com.dintero.auth.user.PasswordlessCode;

/**
 * A request for the token of a user who has been sent a code.
 *
 * @see DinteroAuthorizationGrantTypes#PASSWORDLESS_CODE
 * @see DinteroUserTokenResponseClients
 */
public final class PasswordlessCodeGrantRequest extends AbstractOAuth2AuthorizationGrantRequest {

	private final PasswordlessCode code;

	/**
	 * Create a request.
	 * @param clientRegistration the registration, whatever its grant type: of its members
	 * only the registration id is used
	 * @param code the code and its user
	 */
	public PasswordlessCodeGrantRequest(ClientRegistration clientRegistration, PasswordlessCode code) {
		super(DinteroAuthorizationGrantTypes.PASSWORDLESS_CODE, clientRegistration);
		this.code = code;
	}

	/**
	 * Return what the user signs in with.
	 * @return the code and its user
	 */
	public PasswordlessCode getCode() {
		return this.code;
	}

	@Override
	public String toString() {
		return "PasswordlessCodeGrantRequest[registrationId=%s]".formatted(getClientRegistration().getRegistrationId());
	}

}
