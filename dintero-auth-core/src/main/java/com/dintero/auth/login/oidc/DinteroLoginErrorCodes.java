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

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/**
 * The error codes of sign-ins that this package rejects. A failure handler finds the code
 * in the {@link OAuth2AuthenticationException#getError() error} of the exception. Errors
 * of Dintero's endpoint have the codes of
 * {@link com.dintero.auth.DinteroAuthorizationException}.
 */
public final class DinteroLoginErrorCodes {

	/**
	 * Dintero's response does not describe the user.
	 */
	public static final String USER_INFO_MISSING = "dintero_user_info_missing";

	/**
	 * Dintero's response does not contain the claim with the user name.
	 */
	public static final String USER_NAME_MISSING = "dintero_user_name_missing";

	/**
	 * The user comes from another identity provider than the configured one.
	 */
	public static final String AUTHORITY_MISMATCH = "dintero_authority_mismatch";

	private DinteroLoginErrorCodes() {
	}

}
