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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.ClientAuthorizationRequiredException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;

/**
 * Sends users to sign in again whose Dintero token has expired: there is no refresh
 * token. A token is taken for expired 60 seconds before its end, or a tenth of its
 * lifetime if that is less.
 *
 * @see DinteroAuthorizationCodeReactiveOAuth2AuthorizedClientProvider
 */
public final class DinteroAuthorizationCodeOAuth2AuthorizedClientProvider implements OAuth2AuthorizedClientProvider {

	private final LoginExpiry expiry;

	/**
	 * Create a provider.
	 * @param clock the clock that tokens expire by
	 */
	public DinteroAuthorizationCodeOAuth2AuthorizedClientProvider(Clock clock) {
		this.expiry = new LoginExpiry(clock);
	}

	/**
	 * Check that the user has a token.
	 * @param context the registration, and the authorized client that there is, if any
	 * @return always {@code null}: the token that there is goes on to be used
	 * @throws ClientAuthorizationRequiredException if the registration is one of
	 * Dintero's that users sign in with, and there is no valid token: the browser is to
	 * be sent to sign in
	 */
	@Override
	public @Nullable OAuth2AuthorizedClient authorize(OAuth2AuthorizationContext context) {
		this.expiry.check(context);
		return null;
	}

}
