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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.user.OAuth2User;

import com.dintero.auth.DinteroRegistrations;

/**
 * Loads users of Dintero's registrations from the token response, because Dintero has no
 * user info endpoint. Another service loads all other users.
 * <p>
 * A user has the claims of the identity provider and {@link #AUTHORITY} as attributes.
 * The only authority is an
 * {@link org.springframework.security.oauth2.core.user.OAuth2UserAuthority} with the same
 * attributes. Map it with a
 * {@link org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper}.
 *
 * @see ReactiveDinteroOAuth2UserService
 */
public final class DinteroOAuth2UserService implements OAuth2UserService<OAuth2UserRequest, OAuth2User> {

	/**
	 * The attribute with Dintero's name of the user's identity provider.
	 */
	public static final String AUTHORITY = "authority";

	/**
	 * The error code of a sign-in after which Dintero did not say who the user is.
	 */
	public static final String USER_INFO_MISSING = "dintero_user_info_missing";

	/**
	 * The error code of a sign-in after which Dintero's answer does not have the claim
	 * that names the user.
	 */
	public static final String USER_NAME_MISSING = "dintero_user_name_missing";

	/**
	 * The error code of a sign-in of a user who comes from another identity server than
	 * the one that is configured.
	 */
	public static final String AUTHORITY_MISMATCH = "dintero_authority_mismatch";

	private final UserInfoReader reader;

	private final OAuth2UserService<OAuth2UserRequest, OAuth2User> others;

	/**
	 * Creates a service.
	 * @param registrations the registrations of Dintero
	 * @param others the service for all other users
	 */
	public DinteroOAuth2UserService(DinteroRegistrations registrations,
			OAuth2UserService<OAuth2UserRequest, OAuth2User> others) {
		this.reader = new UserInfoReader(registrations);
		this.others = others;
	}

	/**
	 * Returns the user of a token.
	 * @param userRequest the token response and the client registration
	 * @return the user. The service for all other users may return {@code null}
	 * @throws OAuth2AuthenticationException with one of the error codes of this class if
	 * the response does not describe an acceptable user
	 */
	@Override
	public @Nullable OAuth2User loadUser(OAuth2UserRequest userRequest) {
		return (this.reader.supports(userRequest)) ? this.reader.read(userRequest) : this.others.loadUser(userRequest);
	}

}
