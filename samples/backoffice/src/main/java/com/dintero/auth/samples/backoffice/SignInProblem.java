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

package com.dintero.auth.samples.backoffice;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.login.oidc.DinteroOAuth2UserService;

/**
 * Says why somebody could not be signed in, in words for that somebody. The rest is in
 * the log.
 */
final class SignInProblem {

	private static final String NOT_RIGHT = "The user name, the password or the code is not right, or it took too long.";

	private static final String UNAVAILABLE = "Dintero could not be asked. Please try again in a while.";

	private static final String OTHER = "Something went wrong on the way. Please try again.";

	private SignInProblem() {
	}

	static String describe(@Nullable AuthenticationException failure) {
		if (failure instanceof BadCredentialsException) {
			return NOT_RIGHT;
		}
		if (failure instanceof InternalAuthenticationServiceException) {
			return UNAVAILABLE;
		}
		if (!(failure instanceof OAuth2AuthenticationException ex)) {
			return OTHER;
		}
		String errorCode = ex.getError().getErrorCode();
		return (ex.getCause() instanceof DinteroAuthorizationException) ? ofDintero(errorCode)
				: ofIdentityServer(errorCode);
	}

	private static String ofDintero(String errorCode) {
		return switch (errorCode) {
			case OAuth2ErrorCodes.INVALID_REQUEST -> "This sign-in has been used already, or has taken too long.";
			case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, OAuth2ErrorCodes.SERVER_ERROR -> UNAVAILABLE;
			default -> "Dintero does not let you in.";
		};
	}

	private static String ofIdentityServer(String errorCode) {
		return switch (errorCode) {
			case OAuth2ErrorCodes.ACCESS_DENIED -> "You did not agree to share who you are.";
			// The code of Spring Security's login filter for a state that it does not
			// know
			case "authorization_request_not_found" ->
				"This sign-in was not started in this browser, or has been used already.";
			case DinteroOAuth2UserService.USER_INFO_MISSING, DinteroOAuth2UserService.USER_NAME_MISSING,
					DinteroOAuth2UserService.AUTHORITY_MISMATCH ->
				"Dintero does not say who you are. Please tell those who run the back office.";
			default -> OTHER;
		};
	}

}
