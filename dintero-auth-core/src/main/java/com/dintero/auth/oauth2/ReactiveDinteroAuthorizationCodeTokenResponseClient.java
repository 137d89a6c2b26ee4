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

import java.util.Objects;

import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import reactor.core.publisher.Mono;

import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * The reactive variant of {@link DinteroAuthorizationCodeTokenResponseClient}.
 */
public final class ReactiveDinteroAuthorizationCodeTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

	private final ReactiveDinteroUserClients users;

	/**
	 * Creates a client.
	 * @param users the user clients that redeem the codes
	 */
	public ReactiveDinteroAuthorizationCodeTokenResponseClient(ReactiveDinteroUserClients users) {
		this.users = users;
	}

	/**
	 * Requests a user's token.
	 * @param grantRequest the code and the client registration
	 * @return a {@code Mono} of the token, with
	 * {@link DinteroAuthorizationCodeTokenResponseClient#USER_INFO}. Each subscription
	 * sends a request
	 * @see DinteroAuthorizationCodeTokenResponseClient#getTokenResponse
	 */
	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(OAuth2AuthorizationCodeGrantRequest grantRequest) {
		OAuth2AuthorizationExchange exchange = grantRequest.getAuthorizationExchange();
		return Mono.defer(() -> this.users.get(grantRequest.getClientRegistration().getRegistrationId())
			.redeemAuthorizationCode(Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
					Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri())));
	}

}
