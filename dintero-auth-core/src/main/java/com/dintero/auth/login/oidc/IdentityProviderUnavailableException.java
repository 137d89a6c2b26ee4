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

package com.dintero.auth.login.oidc;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Nobody can sign in with a registration, because its identity server does not say where
 * browsers are to be sent. The next attempt asks it again. The cause says what happened.
 * <p>
 * It is not an authentication exception: nobody's sign-in has failed, and Spring Security
 * would send browsers to sign in.
 */
class IdentityProviderUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String clientName;

	IdentityProviderUnavailableException(String clientName, @Nullable Throwable cause) {
		super("Nobody can sign in with '%s' at the moment: its identity server cannot be reached".formatted(clientName),
				cause);
		this.clientName = clientName;
	}

	/**
	 * Return what login pages call the registration.
	 * @return the client name
	 */
	String getClientName() {
		return this.clientName;
	}

}
