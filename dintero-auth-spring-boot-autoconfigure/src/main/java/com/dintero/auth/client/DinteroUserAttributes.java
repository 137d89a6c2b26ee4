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

package com.dintero.auth.client;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.user.PasswordlessCode;

/**
 * What users sign in with, as attributes of an {@code OAuth2AuthorizeRequest}. A manager
 * passes them on if it is told to:
 * {@code manager.setContextAttributesMapper(OAuth2AuthorizeRequest::getAttributes)}, and
 * a reactive one
 * {@code manager.setContextAttributesMapper((request) -> Mono.just(request.getAttributes()))}.
 * <p>
 * What is blank is an {@link IllegalArgumentException} when a token is asked for.
 *
 * @see DinteroUserAuthorizedClientProviders
 */
public final class DinteroUserAttributes {

	private DinteroUserAttributes() {
	}

	/**
	 * Sign a user in with a password.
	 * @param username the user's name
	 * @param password the user's password
	 * @return sets the attribute
	 */
	public static Consumer<Map<String, Object>> password(String username, String password) {
		return attribute(PasswordGrantRequest.class,
				(registration) -> new PasswordGrantRequest(registration, username, password));
	}

	/**
	 * Sign a user in with a code that Dintero has sent.
	 * @param code the code and its user
	 * @return sets the attribute
	 */
	public static Consumer<Map<String, Object>> passwordlessCode(PasswordlessCode code) {
		return attribute(PasswordlessCodeGrantRequest.class,
				(registration) -> new PasswordlessCodeGrantRequest(registration, code));
	}

	/**
	 * Sign a user in who is signed in elsewhere.
	 * @param userToken the account user's JWT, or an external ID token with an
	 * {@code email} claim
	 * @return sets the attribute
	 */
	public static Consumer<Map<String, Object>> accountUserToken(String userToken) {
		return attribute(AccountUserTokenGrantRequest.class,
				(registration) -> new AccountUserTokenGrantRequest(registration, userToken));
	}

	/**
	 * Sign a user in with the second factor.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @return sets the attribute
	 */
	public static Consumer<Map<String, Object>> mfaOob(MfaChallenge challenge, String bindingCode) {
		return attribute(MfaOobGrantRequest.class,
				(registration) -> new MfaOobGrantRequest(registration, challenge, bindingCode));
	}

	// A function, which prints nothing of what it knows
	private static <T extends AbstractOAuth2AuthorizationGrantRequest> Consumer<Map<String, Object>> attribute(
			Class<T> type, Function<ClientRegistration, T> request) {
		return (attributes) -> attributes.put(type.getName(), request);
	}

	static <T extends AbstractOAuth2AuthorizationGrantRequest> @Nullable T grantRequest(
			OAuth2AuthorizationContext context, Class<T> type) {
		Function<ClientRegistration, T> request = context.getAttribute(type.getName());
		return (request != null) ? request.apply(context.getClientRegistration()) : null;
	}

}
