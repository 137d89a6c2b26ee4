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

import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenEndpointClient;

/**
 * Requests a merchant's token from Dintero, the third step of Dintero's partner guide:
 * {@code POST /accounts/{merchant}/auth/token} with the merchant's exchange token.
 * <p>
 * Each call is one request, and nothing is tried twice. It counts among those that may be
 * under way at a time, {@code dintero.auth.http.max-requests}, and waits for its turn.
 * The lifetime of the token is counted from when the answer was read, by the system's
 * clock: Spring Security's response knows no other way.
 *
 * @see ReactiveDinteroMerchantTokenResponseClient
 * @see MerchantTokenOAuth2AuthorizedClientProvider
 */
public final class DinteroMerchantTokenResponseClient
		implements OAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> {

	private final PartnerRegistrations registrations;

	private final TokenEndpointClient client;

	/**
	 * Create a client.
	 * @param registrations the registrations that requests name
	 * @param client the client to send requests with
	 */
	public DinteroMerchantTokenResponseClient(DinteroRegistrations registrations, TokenEndpointClient client) {
		this.registrations = new PartnerRegistrations(registrations);
		this.client = client;
	}

	/**
	 * Request a token, and wait for it.
	 * @param grantRequest whose token for which merchant
	 * @return the token
	 * @throws DinteroAuthorizationException if no token could be had:
	 * {@code invalid_token} if the exchange token is not accepted, {@code access_denied}
	 * if the audience may not be asked for, and others
	 * @throws IllegalArgumentException if there is no Dintero registration of the client
	 * registration's id, or if it is not a partner's: nothing is requested then
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits; it stays interrupted, and the request is given up
	 */
	@Override
	public OAuth2AccessTokenResponse getTokenResponse(MerchantTokenGrantRequest grantRequest) {
		return TokenResponses.await(this.client,
				grantRequest.toTokenRequest(this.registrations.get(grantRequest.getClientRegistration())));
	}

}
