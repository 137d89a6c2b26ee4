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

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler.OAuth2AuthorizedClientRemover;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import com.dintero.auth.ReactiveDinteroTokens;

/**
 * The reactive variant of {@link DinteroOAuth2AuthorizationFailureHandler}.
 */
public final class DinteroReactiveOAuth2AuthorizationFailureHandler
		implements ReactiveOAuth2AuthorizationFailureHandler {

	private final ReactiveOAuth2AuthorizationFailureHandler handler;

	/**
	 * Creates a handler for web requests.
	 * @param tokens the tokens of the cache
	 * @param authorizedClients the manager's repository of authorized clients
	 */
	public DinteroReactiveOAuth2AuthorizationFailureHandler(ReactiveDinteroTokens tokens,
			ServerOAuth2AuthorizedClientRepository authorizedClients) {
		RejectedTokens rejectedTokens = new RejectedTokens(tokens);
		this.handler = handler((registrationId, principal, attributes) -> {
			ServerWebExchange exchange = (ServerWebExchange) attributes.get(ServerWebExchange.class.getName());
			return (exchange != null)
					? authorizedClients
						.<OAuth2AuthorizedClient>loadAuthorizedClient(registrationId, principal, exchange)
						.doOnNext(rejectedTokens::reject)
						.then(Mono
							.defer(() -> authorizedClients.removeAuthorizedClient(registrationId, principal, exchange)))
					: Mono.empty();
		});
	}

	/**
	 * Creates a handler that needs no web request.
	 * @param tokens the tokens of the cache
	 * @param authorizedClients the manager's service of authorized clients
	 */
	public DinteroReactiveOAuth2AuthorizationFailureHandler(ReactiveDinteroTokens tokens,
			ReactiveOAuth2AuthorizedClientService authorizedClients) {
		RejectedTokens rejectedTokens = new RejectedTokens(tokens);
		this.handler = handler((registrationId, principal, attributes) -> authorizedClients
			.<OAuth2AuthorizedClient>loadAuthorizedClient(registrationId, principal.getName())
			.doOnNext(rejectedTokens::reject)
			.then(Mono.defer(() -> authorizedClients.removeAuthorizedClient(registrationId, principal.getName()))));
	}

	private static ReactiveOAuth2AuthorizationFailureHandler handler(OAuth2AuthorizedClientRemover remover) {
		return new RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler(remover);
	}

	@Override
	public Mono<Void> onAuthorizationFailure(OAuth2AuthorizationException authorizationException,
			Authentication principal, Map<String, Object> attributes) {
		return this.handler.onAuthorizationFailure(authorizationException, principal, attributes);
	}

}
