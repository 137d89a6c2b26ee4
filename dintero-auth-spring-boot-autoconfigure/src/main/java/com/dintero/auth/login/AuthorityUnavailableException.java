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

package com.dintero.auth.login;

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Nobody can sign in with a registration, because its identity server does not say where
 * browsers are to be sent. The next attempt asks it again. The message is fit for
 * browsers; the cause says what happened.
 *
 * @see DinteroLoginErrorCodes#AUTHORITY_UNAVAILABLE
 */
public class AuthorityUnavailableException extends OAuth2AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String registrationId;

	private final String clientName;

	AuthorityUnavailableException(String registrationId, String clientName, @Nullable Throwable cause) {
		super(new OAuth2Error(DinteroLoginErrorCodes.AUTHORITY_UNAVAILABLE),
				"The identity server of '%s' cannot be reached at the moment".formatted(clientName), cause);
		this.registrationId = registrationId;
		this.clientName = clientName;
	}

	/**
	 * Return the registration.
	 * @return the registration's id
	 */
	public String getRegistrationId() {
		return this.registrationId;
	}

	/**
	 * Return what login pages call the registration.
	 * @return the client name
	 */
	public String getClientName() {
		return this.clientName;
	}

}
