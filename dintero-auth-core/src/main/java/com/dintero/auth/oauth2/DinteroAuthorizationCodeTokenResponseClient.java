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

import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Redeems the authorization code from an external identity provider: {@code POST
 * /accounts/{oid}/auth/oidc/token} with the registration's own token from the cache.
 * <p>
 * A code is valid once. The client repeats a request only if Dintero did not accept the
 * registration's own token. After any other failure, the user must sign in again. The
 * lifetime of the user's token starts when the client reads the response.
 *
 * @see ReactiveDinteroAuthorizationCodeTokenResponseClient
 */
public final class DinteroAuthorizationCodeTokenResponseClient
		implements OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> {

	/**
	 * The additional parameter of the response that describes the user: a map with
	 * {@code authority}, a string, and {@code value}, a map of the user's claims. The
	 * parameter is absent if Dintero did not return it.
	 */
	public static final String USER_INFO = TokenResponse.USER_INFO;

	private final DinteroUserClients users;

	/**
	 * Creates a client.
	 * @param users the user clients that redeem the codes
	 */
	public DinteroAuthorizationCodeTokenResponseClient(DinteroUserClients users) {
		this.users = users;
	}

	/**
	 * Requests a user's token and waits for it.
	 * @param grantRequest the code and the client registration
	 * @return the token, with {@link #USER_INFO}
	 * @throws DinteroAuthorizationException if Dintero did not issue a token, such as
	 * {@code invalid_request} for an invalid or expired code
	 * @throws IllegalArgumentException if the client registration is not one of Dintero's
	 * or has no login
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits. The thread stays interrupted, and the request is cancelled
	 */
	@Override
	public OAuth2AccessTokenResponse getTokenResponse(OAuth2AuthorizationCodeGrantRequest grantRequest) {
		OAuth2AuthorizationExchange exchange = grantRequest.getAuthorizationExchange();
		return this.users.get(grantRequest.getClientRegistration().getRegistrationId())
			.redeemAuthorizationCode(Objects.requireNonNull(exchange.getAuthorizationResponse().getCode()),
					Objects.requireNonNull(exchange.getAuthorizationRequest().getRedirectUri()));
	}

}
