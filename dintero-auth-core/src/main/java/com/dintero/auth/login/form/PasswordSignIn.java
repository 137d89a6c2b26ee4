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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.Assert;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.oauth2.DinteroAuthorizedClients;

/**
 * Converts a sign-in with a password to Spring Security's types, for blocking and
 * reactive code.
 */
final class PasswordSignIn {

	private final DinteroRegistration registration;

	private final PasswordLogin settings;

	PasswordSignIn(DinteroRegistration registration) {
		this.registration = registration;
		this.settings = settings(registration);
	}

	static PasswordLogin settings(DinteroRegistration registration) {
		PasswordLogin settings = registration.passwordLogin();
		if (settings == null) {
			throw new IllegalArgumentException(
					"Dintero registration '%s' does not support sign-in with a password, because "
						.formatted(registration.registrationId()) + "it has no 'password-login'");
		}
		return settings;
	}

	/**
	 * Returns the user name and the password.
	 * @throws BadCredentialsException if one is missing
	 */
	static Credentials credentials(Authentication authentication) {
		Object password = authentication.getCredentials();
		if (authentication.getName().isBlank() || password == null || password.toString().isBlank()) {
			throw new BadCredentialsException("The user name or the password is missing");
		}
		return new Credentials(authentication.getName(), password.toString());
	}

	/**
	 * Copies an authentication request without the password. A failure handler may store
	 * the copy in a session.
	 */
	static Authentication withoutPassword(@Nullable Authentication authentication) {
		Assert.notNull(authentication, "authentication must not be null");
		UsernamePasswordAuthenticationToken request = UsernamePasswordAuthenticationToken
			.unauthenticated(authentication.getName(), null);
		request.setDetails(authentication.getDetails());
		return request;
	}

	Authentication success(String username, @Nullable Object details) {
		List<GrantedAuthority> authorities = new ArrayList<>(
				AuthorityUtils.createAuthorityList(this.settings.authorities()));
		authorities.add(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY));
		UsernamePasswordAuthenticationToken authenticated = UsernamePasswordAuthenticationToken
			.authenticated(new User(username, "", authorities), null, authorities);
		authenticated.setDetails(details);
		return authenticated;
	}

	OAuth2AuthorizedClient authorizedClient(String username, OAuth2AccessTokenResponse response) {
		return DinteroAuthorizedClients.of(this.registration, username, response);
	}

	static AuthenticationException failure(DinteroAuthorizationException failure) {
		if (failure instanceof DinteroMfaRequiredException required) {
			return new SecondFactorRequiredException(required);
		}
		if (failure.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT)) {
			return new BadCredentialsException("Dintero does not accept the user name or the password", failure);
		}
		return new DinteroAuthenticationServiceException("Dintero did not check the user name and the password",
				failure);
	}

	record Credentials(String username, String password) {

		@Override
		public String toString() {
			return "Credentials[]";
		}

	}

}
