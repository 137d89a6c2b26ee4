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
 * Has users sign in again whose token is no good any more and cannot be refreshed: the
 * reactive twin of {@link SignInAgainFilter}. Spring Security only asks somebody to sign
 * in who has not, so that there is another filter to it, {@link #signedOut()}, in front
 * of the one that translates exceptions.
 */
final class SignInAgainWebFilter implements WebFilter {

	private static final String LOST = SignInAgainWebFilter.class.getName();

	private final ReauthenticationDetector lostTokens;

	/**
	 * Create a filter.
	 * @param registrationId the registration that users sign in with, by a form
	 */
	SignInAgainWebFilter(String registrationId) {
		this.lostTokens = new ReauthenticationDetector(registrationId);
	}

	/**
	 * Return what makes a user seem not to have signed in who has to do so again.
	 * @return the filter
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
						return new AccessDeniedException("The user has to sign in again", failure);
					});
	}

}
