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
import com.dintero.auth.MfaChallenge;

/**
 * A request for the token of a user who has answered a challenge.
 *
 * @see DinteroAuthorizationGrantTypes#MFA_OOB
 * @see DinteroUserTokenResponseClients
 */
public final class MfaOobGrantRequest extends AbstractOAuth2AuthorizationGrantRequest {

	private final MfaChallenge challenge;

	private final String bindingCode;

	/**
	 * Create a request.
	 * @param clientRegistration the registration, whatever its grant type: of its members
	 * only the registration id is used
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @throws IllegalArgumentException if the code is blank
	 */
	public MfaOobGrantRequest(ClientRegistration clientRegistration, MfaChallenge challenge, String bindingCode) {
		super(DinteroAuthorizationGrantTypes.MFA_OOB, clientRegistration);
		Assert.hasText(bindingCode, "The binding code must not be blank");
		this.challenge = challenge;
		this.bindingCode = bindingCode;
	}

	/**
	 * Return what is answered.
	 * @return the challenge
	 */
	public MfaChallenge getChallenge() {
		return this.challenge;
	}

	/**
	 * Return the answer.
	 * @return the code that the user has received
	 */
	public String getBindingCode() {
		return this.bindingCode;
	}

	@Override
	public String toString() {
		return "MfaOobGrantRequest[registrationId=%s]".formatted(getClientRegistration().getRegistrationId());
	}

}
