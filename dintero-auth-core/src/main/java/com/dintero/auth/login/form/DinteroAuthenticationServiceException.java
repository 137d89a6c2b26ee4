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
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;

/**
 * Thrown when Dintero did not say whether a password is correct. The cause states the
 * reason. The exception keeps the authentication request without the password, because
 * failure handlers store exceptions in sessions.
 */
public class DinteroAuthenticationServiceException extends InternalAuthenticationServiceException {

	@Serial
	private static final long serialVersionUID = 1L;

	DinteroAuthenticationServiceException(String message, Throwable cause) {
		super(message, cause);
	}

	/**
	 * Sets the authentication request. The exception keeps a copy without the password.
	 * @param authenticationRequest the request
	 */
	@Override
	public void setAuthenticationRequest(@Nullable Authentication authenticationRequest) {
		super.setAuthenticationRequest(PasswordSignIn.withoutPassword(authenticationRequest));
	}

}
