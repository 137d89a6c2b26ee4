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

import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Refreshes the tokens of users whom Dintero itself knows: the reactive twin of
 * {@link DinteroRefreshTokenTokenResponseClient}, by the same rules.
 *
 * @see DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
 */
public final class ReactiveDinteroRefreshTokenTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> {

	private final ReactiveDinteroUserClients users;

	private final RefreshFallback fallback;

	/**
	 * Creates a client that goes by the system's clock.
	 * @param users the clients of the registrations that requests name
	 */
	public ReactiveDinteroRefreshTokenTokenResponseClient(ReactiveDinteroUserClients users) {
		this(users, Clock.systemUTC());
	}

	/**
	 * Create a client.
	 * @param users the clients of the registrations that requests name
	 * @param clock the clock that access tokens expire by
	 */
	public ReactiveDinteroRefreshTokenTokenResponseClient(ReactiveDinteroUserClients users, Clock clock) {
		this.users = users;
		this.fallback = new RefreshFallback(clock);
	}

	/**
	 * Request a new pair of tokens.
	 * @param grantRequest the tokens that there are; its scopes are not sent
	 * @return a {@code Mono} of what {@link DinteroRefreshTokenTokenResponseClient}
	 * returns, which fails as it does
	 */
	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(OAuth2RefreshTokenGrantRequest grantRequest) {
		return Mono
			.defer(() -> this.users.get(grantRequest.getClientRegistration().getRegistrationId())
				.refresh(grantRequest.getRefreshToken().getTokenValue()))
			.onErrorResume(DinteroAuthorizationException.class,
					(failure) -> Mono.fromSupplier(() -> this.fallback.orThrow(grantRequest, failure)));
	}

}
