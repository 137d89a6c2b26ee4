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

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Detects failures after which a user must sign in again, because the user's token has
 * expired.
 */
record ReauthenticationDetector(String registrationId) {

	private static final Set<String> CODES = Set.of(OAuth2ErrorCodes.INVALID_GRANT, OAuth2ErrorCodes.INVALID_TOKEN,
			"client_authorization_required");

	/**
	 * Returns the cause that requires a new sign-in, or {@code null}.
	 */
	@Nullable ClientAuthorizationException find(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ClientAuthorizationException ex
					&& ex.getClientRegistrationId().equals(this.registrationId)
					&& CODES.contains(ex.getError().getErrorCode())) {
				return ex;
			}
		}
		return null;
	}

}
