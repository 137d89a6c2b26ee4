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
 * Takes users of Dintero's registrations from the answer of the token request, because
 * there is no user info endpoint, and leaves all others to another service.
 * <p>
 * The attributes of a user are the claims of the identity server, and {@link #AUTHORITY}.
 * The one authority is an
 * {@link org.springframework.security.oauth2.core.user.OAuth2UserAuthority} with the same
 * attributes, which a
 * {@link org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper}
 * can map.
 *
 * @see ReactiveDinteroOAuth2UserService
 */
public final class DinteroOAuth2UserService implements OAuth2UserService<OAuth2UserRequest, OAuth2User> {

	/**
	 * The attribute with the identity server that the user comes from, as Dintero names
	 * it.
	 */
	public static final String AUTHORITY = "authority";

	private final UserInfoReader reader;

	private final OAuth2UserService<OAuth2UserRequest, OAuth2User> others;

	/**
	 * Create a service.
	 * @param registrations the registrations of Dintero
	 * @param others the service for users of all others
	 */
	public DinteroOAuth2UserService(DinteroRegistrations registrations,
			OAuth2UserService<OAuth2UserRequest, OAuth2User> others) {
		this.reader = new UserInfoReader(registrations);
		this.others = others;
	}

	/**
	 * Return the user that a token was issued for.
	 * @param userRequest what has come of the sign-in
	 * @return the user; the service for all others may return {@code null}
	 * @throws OAuth2AuthenticationException with one of {@link DinteroLoginErrorCodes} if
	 * Dintero did not say who the user is, or named one that cannot be accepted
	 */
	@Override
	public @Nullable OAuth2User loadUser(OAuth2UserRequest userRequest) {
		return (this.reader.supports(userRequest)) ? this.reader.read(userRequest) : this.others.loadUser(userRequest);
	}

}
