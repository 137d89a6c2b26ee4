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

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroRegistrations;

/**
 * Requests tokens of Dintero's registrations with one client, and those of all others
 * with another: what an application with several token endpoints needs where Spring
 * Security takes one client for all of them.
 *
 * @param <T> the type of the grant request
 * @see ReactiveDelegatingTokenResponseClient
 */
public final class DelegatingTokenResponseClient<T extends AbstractOAuth2AuthorizationGrantRequest>
		implements OAuth2AccessTokenResponseClient<T> {

	private final DinteroRegistrations registrations;

	private final OAuth2AccessTokenResponseClient<T> dintero;

	private final OAuth2AccessTokenResponseClient<T> others;

	/**
	 * Create a client of two.
	 * @param registrations the registrations of Dintero
	 * @param dintero the client for these
	 * @param others the client for all others
	 */
	public DelegatingTokenResponseClient(DinteroRegistrations registrations, OAuth2AccessTokenResponseClient<T> dintero,
			OAuth2AccessTokenResponseClient<T> others) {
		this.registrations = registrations;
		this.dintero = dintero;
		this.others = others;
	}

	@Override
	public OAuth2AccessTokenResponse getTokenResponse(T grantRequest) {
		return (this.registrations.contains(grantRequest.getClientRegistration().getRegistrationId()) ? this.dintero
				: this.others)
			.getTokenResponse(grantRequest);
	}

}
