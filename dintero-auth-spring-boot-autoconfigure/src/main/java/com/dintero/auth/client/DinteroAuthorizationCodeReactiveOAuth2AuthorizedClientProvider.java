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

import java.time.Clock;

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import reactor.core.publisher.Mono;

/**
 * Sends users to sign in again whose Dintero token has expired: the reactive twin of
 * {@link DinteroAuthorizationCodeOAuth2AuthorizedClientProvider}.
 */
public final class DinteroAuthorizationCodeReactiveOAuth2AuthorizedClientProvider
		implements ReactiveOAuth2AuthorizedClientProvider {

	private final LoginExpiry expiry;

	/**
	 * Create a provider.
	 * @param clock the clock that tokens expire by
	 */
	public DinteroAuthorizationCodeReactiveOAuth2AuthorizedClientProvider(Clock clock) {
		this.expiry = new LoginExpiry(clock);
	}

	/**
	 * Check that the user has a token.
	 * @param context the registration, and the authorized client that there is, if any
	 * @return an empty {@code Mono}, because the token that there is goes on to be used;
	 * or one that fails with a
	 * {@link org.springframework.security.oauth2.client.ClientAuthorizationRequiredException}
	 * if the registration is one of Dintero's that users sign in with, and there is no
	 * valid token
	 */
	@Override
	public Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context) {
		return Mono.fromRunnable(() -> this.expiry.check(context));
	}

}
