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
 * The reactive variant of {@link DinteroRefreshTokenTokenResponseClient}.
 *
 * @see DinteroRefreshTokenReactiveOAuth2AuthorizedClientProvider
 */
public final class ReactiveDinteroRefreshTokenTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> {

	private final ReactiveDinteroUserClients users;

	private final RefreshFallback fallback;

	/**
	 * Creates a client that uses the system clock.
	 * @param users the clients of the registrations
	 */
	public ReactiveDinteroRefreshTokenTokenResponseClient(ReactiveDinteroUserClients users) {
		this(users, Clock.systemUTC());
	}

	/**
	 * Creates a client.
	 * @param users the clients of the registrations
	 * @param clock the clock that determines expiry
	 */
	public ReactiveDinteroRefreshTokenTokenResponseClient(ReactiveDinteroUserClients users, Clock clock) {
		this.users = users;
		this.fallback = new RefreshFallback(clock);
	}

	/**
	 * Requests new tokens.
	 * @param grantRequest the current tokens. Its scopes are not sent
	 * @return a {@code Mono} of the new tokens, or of the current ones
	 * @see DinteroRefreshTokenTokenResponseClient#getTokenResponse
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
