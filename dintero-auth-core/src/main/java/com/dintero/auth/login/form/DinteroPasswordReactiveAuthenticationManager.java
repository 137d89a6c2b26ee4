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

import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * The reactive variant of {@link DinteroPasswordAuthenticationProvider}, with the same
 * exceptions.
 */
public final class DinteroPasswordReactiveAuthenticationManager implements ReactiveAuthenticationManager {

	private final PasswordSignIn signIn;

	private final ReactiveDinteroUserClient client;

	private final ReactiveOAuth2AuthorizedClientService authorizedClients;

	/**
	 * Creates a manager.
	 * @param registration the registration that users sign in with
	 * @param client the user client of the registration
	 * @param authorizedClients the service that stores users' tokens
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	public DinteroPasswordReactiveAuthenticationManager(DinteroRegistration registration,
			ReactiveDinteroUserClient client, ReactiveOAuth2AuthorizedClientService authorizedClients) {
		this.signIn = new PasswordSignIn(registration);
		this.client = client;
		this.authorizedClients = authorizedClients;
	}

	/**
	 * Authenticates a user name and a password with Dintero.
	 * @param authentication the user name and the password
	 * @return a {@code Mono} of the authenticated user, empty if the type of
	 * authentication is not supported
	 * @see DinteroPasswordAuthenticationProvider#authenticate
	 */
	@Override
	public Mono<Authentication> authenticate(Authentication authentication) {
		return (authentication instanceof UsernamePasswordAuthenticationToken)
				? signIn(authentication).onErrorMap(DinteroAuthorizationException.class, PasswordSignIn::failure)
				: Mono.empty();
	}

	Mono<Authentication> signIn(Authentication authentication) {
		return Mono.fromSupplier(() -> PasswordSignIn.credentials(authentication))
			.flatMap((credentials) -> this.client.signIn(credentials.username(), credentials.password())
				.flatMap((response) -> success(credentials.username(), response, authentication)));
	}

	Mono<Authentication> success(String username, OAuth2AccessTokenResponse response, Authentication authentication) {
		Authentication user = this.signIn.success(username, authentication.getDetails());
		return this.authorizedClients.saveAuthorizedClient(this.signIn.authorizedClient(username, response), user)
			.thenReturn(user);
	}

}
