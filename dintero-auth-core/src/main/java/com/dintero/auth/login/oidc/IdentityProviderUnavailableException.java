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
 * Thrown when the discovery of an identity provider fails. The cause states the reason.
 * The next attempt discovers it again.
 * <p>
 * It is not an authentication exception, because Spring Security would redirect the
 * browser to sign in.
 */
class IdentityProviderUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String clientName;

	IdentityProviderUnavailableException(String clientName, @Nullable Throwable cause) {
		super("Users cannot sign in with '%s' at the moment: its identity provider is not reachable"
			.formatted(clientName), cause);
		this.clientName = clientName;
	}

	/**
	 * Returns the name of the registration on login pages.
	 * @return the client name
	 */
	String getClientName() {
		return this.clientName;
	}

}
