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

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

/**
 * The reactive variant of {@link DelegatingTokenResponseClient}.
 *
 * @param <T> the type of the grant request
 */
public final class ReactiveDelegatingTokenResponseClient<T extends AbstractOAuth2AuthorizationGrantRequest>
		implements ReactiveOAuth2AccessTokenResponseClient<T> {

	private final ReactiveOAuth2AccessTokenResponseClient<T> dintero;

	private final ReactiveOAuth2AccessTokenResponseClient<T> others;

	/**
	 * Creates a client that delegates to the given clients.
	 * @param dintero the client for Dintero's registrations
	 * @param others the client for all other registrations
	 */
	public ReactiveDelegatingTokenResponseClient(ReactiveOAuth2AccessTokenResponseClient<T> dintero,
			ReactiveOAuth2AccessTokenResponseClient<T> others) {
		this.dintero = dintero;
		this.others = others;
	}

	@Override
	public Mono<OAuth2AccessTokenResponse> getTokenResponse(T grantRequest) {
		return (DinteroClientRegistrations.includes(grantRequest.getClientRegistration()) ? this.dintero : this.others)
			.getTokenResponse(grantRequest);
	}

}
