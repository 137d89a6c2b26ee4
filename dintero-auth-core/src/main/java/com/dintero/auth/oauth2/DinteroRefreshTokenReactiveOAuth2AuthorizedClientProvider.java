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

package com.dintero.auth.oauth2;

import java.time.Clock;

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import reactor.core.publisher.Mono;

/**
 * The reactive variant of {@link DinteroRefreshTokenOAuth2AuthorizedClientProvider}.
 */
public final class DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
		implements ReactiveOAuth2AuthorizedClientProvider {

	private final RefreshAuthorization refreshes;

	private final ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client;

	/**
	 * Creates a provider.
	 * @param client the client that refreshes tokens, such as a
	 * {@link ReactiveDinteroRefreshTokenTokenResponseClient}
	 * @param clock the clock that determines expiry
	 */
	public DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider(
			ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client, Clock clock) {
		this.refreshes = new RefreshAuthorization(clock);
		this.client = client;
	}

	/**
	 * Refreshes a user's tokens if the access token has expired.
	 * @param context the client registration and the authorized client, if any
	 * @return a {@code Mono} of the authorized client with the new tokens, empty if no
	 * refresh is necessary
	 * @see DinteroRefreshTokenOAuth2AuthorizedClientProvider#authorize
	 */
	@Override
	public Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context) {
		return Mono.fromSupplier(() -> this.refreshes.request(context))
			.flatMap((request) -> this.client.getTokenResponse(request)
				.onErrorMap(OAuth2AuthorizationException.class, (failure) -> TokenResponses.failure(context, failure)))
			.map((response) -> RefreshAuthorization.authorize(context, response));
	}

}
