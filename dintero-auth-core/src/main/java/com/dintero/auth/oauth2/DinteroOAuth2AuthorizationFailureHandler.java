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

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientOAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientOAuth2AuthorizationFailureHandler.OAuth2AuthorizedClientRemover;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

import com.dintero.auth.DinteroTokens;

/**
 * Handles a {@code 401} in Spring Security's interceptor and filter. It rejects the
 * cached token if it is one of Dintero's. It also removes the authorized client of any
 * registration, as {@link RemoveAuthorizedClientOAuth2AuthorizationFailureHandler} does.
 * Without this handler, the cache returns the rejected token again.
 *
 * @see DinteroReactiveOAuth2AuthorizationFailureHandler
 */
public final class DinteroOAuth2AuthorizationFailureHandler implements OAuth2AuthorizationFailureHandler {

	private final OAuth2AuthorizationFailureHandler handler;

	/**
	 * Creates a handler for web requests.
	 * @param tokens the tokens of the cache
	 * @param authorizedClients the manager's repository of authorized clients
	 */
	public DinteroOAuth2AuthorizationFailureHandler(DinteroTokens tokens,
			OAuth2AuthorizedClientRepository authorizedClients) {
		RejectedTokens rejectedTokens = new RejectedTokens(tokens);
		this.handler = handler((registrationId, principal, attributes) -> {
			HttpServletRequest request = (HttpServletRequest) attributes.get(HttpServletRequest.class.getName());
			HttpServletResponse response = (HttpServletResponse) attributes.get(HttpServletResponse.class.getName());
			if (request != null && response != null) {
				rejectedTokens.reject(authorizedClients.loadAuthorizedClient(registrationId, principal, request));
				authorizedClients.removeAuthorizedClient(registrationId, principal, request, response);
			}
		});
	}

	/**
	 * Creates a handler that needs no web request.
	 * @param tokens the tokens of the cache
	 * @param authorizedClients the manager's service of authorized clients
	 */
	public DinteroOAuth2AuthorizationFailureHandler(DinteroTokens tokens,
			OAuth2AuthorizedClientService authorizedClients) {
		RejectedTokens rejectedTokens = new RejectedTokens(tokens);
		this.handler = handler((registrationId, principal, attributes) -> {
			rejectedTokens.reject(authorizedClients.loadAuthorizedClient(registrationId, principal.getName()));
			authorizedClients.removeAuthorizedClient(registrationId, principal.getName());
		});
	}

	private static OAuth2AuthorizationFailureHandler handler(OAuth2AuthorizedClientRemover remover) {
		return new RemoveAuthorizedClientOAuth2AuthorizationFailureHandler(remover);
	}

	@Override
	public void onAuthorizationFailure(OAuth2AuthorizationException authorizationException, Authentication principal,
			Map<String, Object> attributes) {
		this.handler.onAuthorizationFailure(authorizationException, principal, attributes);
	}

}
