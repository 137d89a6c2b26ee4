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

package com.dintero.auth.login.oidc;

import java.net.URI;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.logout.ServerLogoutSuccessHandler;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

import com.dintero.auth.login.oidc.LoginRegistrations.SignOut;

/**
 * The reactive variant of {@link IdentityProviderLogoutHandler}.
 */
final class ServerIdentityProviderLogoutSuccessHandler implements ServerLogoutSuccessHandler {

	private static final Log logger = LogFactory.getLog(ServerIdentityProviderLogoutSuccessHandler.class);

	private final LoginRegistrations registrations;

	private final ServerLogoutSuccessHandler others;

	private final ServerRedirectStrategy redirectStrategy = new DefaultServerRedirectStrategy();

	ServerIdentityProviderLogoutSuccessHandler(LoginRegistrations registrations, ServerLogoutSuccessHandler others) {
		this.registrations = registrations;
		this.others = others;
	}

	@Override
	public Mono<Void> onLogoutSuccess(WebFilterExchange exchange, Authentication authentication) {
		return Mono.justOrEmpty(authentication)
			.ofType(OAuth2AuthenticationToken.class)
			.flatMap((user) -> signOut(user.getAuthorizedClientRegistrationId()))
			.map((signOut) -> signOut.url(baseUrl(exchange.getExchange().getRequest())))
			.flatMap((url) -> this.redirectStrategy.sendRedirect(exchange.getExchange(), URI.create(url))
				.thenReturn(url))
			.switchIfEmpty(Mono.defer(() -> this.others.onLogoutSuccess(exchange, authentication).then(Mono.empty())))
			.then();
	}

	private Mono<SignOut> signOut(String registrationId) {
		return Mono.fromFuture(() -> this.registrations.signOut(registrationId).copy()).onErrorResume((failure) -> {
			// The application signs the user out in any case
			logger.warn("A user of Dintero registration '%s' is not signed out of the identity provider"
				.formatted(registrationId), failure);
			return Mono.empty();
		});
	}

	private static UriComponents baseUrl(ServerHttpRequest request) {
		return UriComponentsBuilder.fromUri(request.getURI())
			.replacePath(request.getPath().contextPath().value())
			.replaceQuery(null)
			.fragment(null)
			.build();
	}

}
