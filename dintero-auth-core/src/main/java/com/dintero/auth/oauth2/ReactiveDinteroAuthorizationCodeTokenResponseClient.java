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

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Redeems the authorization code that a user's browser has brought back from an external
 * identity server: {@code POST /accounts/{oid}/auth/oidc/token} with the registration's
 * own token, which comes from the cache.
 * <p>
 * A code can be redeemed once. So the request is only sent again, with the same code and
 * a new token, if Dintero has not accepted the registration's own token; after anything
 * else the user signs in again. The lifetime of the user's token is counted from when the
 * answer was read.
 *
 * @see DinteroAuthorizationCodeTokenResponseClient
 */
public final class ReactiveDinteroAuthorizationCodeTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

	private final ReactiveDinteroUserClients users;

	/**
	 * Create a client.
	 * @param users redeems the codes
	 */
	public ReactiveDinteroAuthorizationCodeTokenResponseClient(ReactiveDinteroUserClients users) {
		this.users = users;
	}

	/**
	 * Request a user's token.
	 * @param grantRequest what has come of the sign-in at the identity server
	 * @return a {@code Mono} of the token, with
	 * {@link DinteroAuthorizationCodeTokenResponseClient#USER_INFO}; it requests a token
	 * for each subscriber, and fails with a {@link DinteroAuthorizationException} if none
	 * could be had, and with an {@link IllegalArgumentException} if there is no Dintero
	 * registration of the client registration's id, or if it has no login
	 */
	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(OAuth2AuthorizationCodeGrantRequest grantRequest) {
		OAuth2AuthorizationExchange exchange = grantRequest.getAuthorizationExchange();
		return Mono.defer(() -> this.users.get(grantRequest.getClientRegistration().getRegistrationId())
			.redeemAuthorizationCode(Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
					Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri())));
	}

}
