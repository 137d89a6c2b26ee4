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

package com.dintero.auth.login.form;

import java.security.Principal;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * The reactive variant of {@link SignInAgainFilter}. Spring Security only starts a
 * sign-in for requests without a user. The filter {@link #signedOut()} therefore runs
 * before the exception translation filter and hides the user.
 */
final class SignInAgainWebFilter implements WebFilter {

	private static final String LOST = SignInAgainWebFilter.class.getName();

	private final ReauthenticationDetector lostTokens;

	SignInAgainWebFilter(String registrationId) {
		this.lostTokens = new ReauthenticationDetector(registrationId);
	}

	/**
	 * Returns a filter that hides the user of a request when the user must sign in again.
	 */
	WebFilter signedOut() {
		return (exchange, chain) -> chain
			.filter(exchange.mutate().principal(Mono.defer(() -> principal(exchange))).build());
	}

	private static Mono<Principal> principal(ServerWebExchange exchange) {
		return (exchange.getAttribute(LOST) == null) ? exchange.getPrincipal() : Mono.empty();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange)
			.onErrorMap((failure) -> !exchange.getResponse().isCommitted() && this.lostTokens.find(failure) != null,
					(failure) -> {
						exchange.getAttributes().put(LOST, true);
						return new AccessDeniedException("The user must sign in again", failure);
					});
	}

}
