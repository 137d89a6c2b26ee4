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
 * Authenticates users by a user name and a password that Dintero knows, and stores their
 * tokens as authorized clients. The principal is a
 * {@link org.springframework.security.core.userdetails.UserDetails} with the given user
 * name and the authorities in {@code password-login.authorities}.
 * <p>
 * If {@code password-login.enabled} is {@code true}, the starter adds the provider to the
 * sign-in form, including the second factor. Each authentication sends a request to
 * Dintero. Do not use the provider for HTTP Basic.
 *
 * @see DinteroPasswordReactiveAuthenticationManager
 */
public final class DinteroPasswordAuthenticationProvider implements AuthenticationProvider {

	private final PasswordSignIn signIn;

	private final DinteroUserClient client;

	private final OAuth2AuthorizedClientService authorizedClients;

	/**
	 * Creates a provider.
	 * @param registration the registration that users sign in with
	 * @param client the user client of the registration
	 * @param authorizedClients the service that stores users' tokens
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	public DinteroPasswordAuthenticationProvider(DinteroRegistration registration, DinteroUserClient client,
			OAuth2AuthorizedClientService authorizedClients) {
		this.signIn = new PasswordSignIn(registration);
		this.client = client;
		this.authorizedClients = authorizedClients;
	}

	/**
	 * Authenticates a user name and a password with Dintero.
	 * @param authentication the user name and the password
	 * @return the authenticated user
	 * @throws SecondFactorRequiredException if Dintero requires a second factor
	 * @throws org.springframework.security.authentication.BadCredentialsException if
	 * Dintero does not accept the credentials, or if one is blank. Blank credentials send
	 * no request
	 * @throws DinteroAuthenticationServiceException if Dintero is not reachable
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
