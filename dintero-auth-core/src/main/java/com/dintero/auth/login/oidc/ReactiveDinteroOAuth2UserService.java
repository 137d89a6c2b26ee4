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

import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.ReactiveOAuth2UserService;
import org.springframework.security.oauth2.core.user.OAuth2User;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;

/**
 * The reactive variant of {@link DinteroOAuth2UserService}.
 */
public final class ReactiveDinteroOAuth2UserService
		implements ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> {

	private final UserInfoReader reader;

	private final ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> others;

	/**
	 * Creates a service.
	 * @param registrations the registrations of Dintero
	 * @param others the service for all other users
	 */
	public ReactiveDinteroOAuth2UserService(DinteroRegistrations registrations,
			ReactiveOAuth2UserService<OAuth2UserRequest, OAuth2User> others) {
		this.reader = new UserInfoReader(registrations);
		this.others = others;
	}

	/**
	 * Returns the user of a token.
	 * @param userRequest the token response and the client registration
	 * @return a {@code Mono} of the user
	 * @see DinteroOAuth2UserService#loadUser
	 */
	@Override
	public Mono<OAuth2User> loadUser(OAuth2UserRequest userRequest) {
		return Mono.defer(() -> (this.reader.supports(userRequest)) ? Mono.just(this.reader.read(userRequest))
				: this.others.loadUser(userRequest));
	}

}
