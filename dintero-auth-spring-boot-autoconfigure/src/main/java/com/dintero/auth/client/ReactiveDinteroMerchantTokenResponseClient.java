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

import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.TokenEndpointClient;

/**
 * The reactive twin of {@link DinteroMerchantTokenResponseClient}, with the same
 * requests. It never blocks the subscriber's thread.
 *
 * @see MerchantTokenReactiveOAuth2AuthorizedClientProvider
 */
public final class ReactiveDinteroMerchantTokenResponseClient
		implements ReactiveOAuth2AccessTokenResponseClient<MerchantTokenGrantRequest> {

	private final PartnerRegistrations registrations;

	private final TokenEndpointClient client;

	/**
	 * Create a client.
	 * @param registrations the registrations that requests name
	 * @param client the client to send requests with
	 */
	public ReactiveDinteroMerchantTokenResponseClient(DinteroRegistrations registrations, TokenEndpointClient client) {
		this.registrations = new PartnerRegistrations(registrations);
		this.client = client;
	}

	/**
	 * Request a token.
	 * @param grantRequest whose token for which merchant
	 * @return a {@code Mono} of the token, requested for each subscriber, which fails
	 * with a {@link com.dintero.auth.DinteroAuthorizationException} if no token could be
	 * had, and with an {@link IllegalArgumentException} if there is no Dintero
	 * registration of the client registration's id, or if it is not a partner's;
	 * cancelling it gives the request up
	 */
	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(MerchantTokenGrantRequest grantRequest) {
		return Mono.defer(() -> ReactiveTokenResponses.send(this.client,
				grantRequest.toTokenRequest(this.registrations.get(grantRequest.getClientRegistration()))));
	}

}
