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

package com.dintero.auth.login.form;

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.core.Authentication;

import com.dintero.auth.DinteroMfaRequiredException;

/**
 * Thrown when the password is correct and Dintero requires a second factor. It is an
 * {@link AccountStatusException}, and therefore Spring Security does not try other
 * providers.
 */
public class SecondFactorRequiredException extends AccountStatusException {

	@Serial
	private static final long serialVersionUID = 1L;

	SecondFactorRequiredException(DinteroMfaRequiredException cause) {
		super("Dintero requires a second factor of the user", cause);
	}

	/**
	 * Sets the authentication request. The exception keeps a copy without the password.
	 * @param authenticationRequest the request
	 */
	@Override
	public void setAuthenticationRequest(@Nullable Authentication authenticationRequest) {
		super.setAuthenticationRequest(PasswordSignIn.withoutPassword(authenticationRequest));
	}

	/**
	 * Returns the exception that contains the {@code mfa_token}.
	 * @return the exception with which to request a challenge
	 */
	public DinteroMfaRequiredException getRequired() {
		if (getCause() instanceof DinteroMfaRequiredException required) {
			return required;
		}
		throw new IllegalStateException("The cause is not a DinteroMfaRequiredException");
	}

}
