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

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.login.form.PasswordSignIn.Credentials;
import com.dintero.auth.user.DinteroUserClient;

/**
 * Signs users in whose name and password Dintero knows, and keeps their tokens as
 * authorized clients. The principal is a
 * {@link org.springframework.security.core.userdetails.UserDetails} of the name that was
 * typed, with the authorities of {@code password-login.authorities}.
 * <p>
 * With form login the starter adds it to the form where {@code password-login.enabled} is
 * {@code true}, second factor included. Wherever else it is added, each authentication is
 * a request to Dintero: it is not for HTTP Basic.
 *
 * @see DinteroPasswordReactiveAuthenticationManager
 */
public final class DinteroPasswordAuthenticationProvider implements AuthenticationProvider {

	private final PasswordSignIn signIn;

	private final DinteroUserClient client;

	private final OAuth2AuthorizedClientService authorizedClients;

	/**
	 * Create a provider.
	 * @param registration the registration that users sign in with
	 * @param client its user client
	 * @param authorizedClients where users' tokens are kept
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	public DinteroPasswordAuthenticationProvider(DinteroRegistration registration, DinteroUserClient client,
			OAuth2AuthorizedClientService authorizedClients) {
		this.signIn = new PasswordSignIn(registration);
		this.client = client;
		this.authorizedClients = authorizedClients;
	}

	/**
	 * Ask Dintero about a user name and a password.
	 * @param authentication both
	 * @return the user
	 * @throws SecondFactorRequiredException if Dintero wants a second factor
	 * @throws org.springframework.security.authentication.BadCredentialsException if
	 * Dintero does not accept them, or if one is blank: Dintero is not asked then
	 * @throws DinteroAuthenticationServiceException if Dintero cannot be asked
	 */
	@Override
	public Authentication authenticate(Authentication authentication) {
		try {
			return signIn(authentication);
		}
		catch (DinteroAuthorizationException ex) {
			throw PasswordSignIn.failure(ex);
		}
	}

	Authentication signIn(Authentication authentication) {
		Credentials credentials = PasswordSignIn.credentials(authentication);
		return success(credentials.username(), this.client.signIn(credentials.username(), credentials.password()),
				authentication);
	}

	Authentication success(String username, OAuth2AccessTokenResponse response, Authentication authentication) {
		Authentication user = this.signIn.success(username, authentication.getDetails());
		this.authorizedClients.saveAuthorizedClient(this.signIn.authorizedClient(username, response), user);
		return user;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
