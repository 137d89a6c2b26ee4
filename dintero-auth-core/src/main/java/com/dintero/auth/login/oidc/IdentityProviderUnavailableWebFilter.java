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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import com.dintero.auth.internal.login.LoginMessages;
import com.dintero.auth.internal.login.ReactivePages;

/**
 * The reactive variant of {@link IdentityProviderUnavailableFilter}.
 * <p>
 * The application's failure handler receives the error of a redirect from an identity
 * provider. This filter also passes the error to
 * {@link ReactiveDinteroClientRegistrationRepository} for logging. Only the repository
 * learns whether the application redirected the browser to the identity provider.
 */
final class IdentityProviderUnavailableWebFilter implements WebFilter {

	private static final Log logger = LogFactory.getLog(IdentityProviderUnavailableWebFilter.class);

	private final ReactivePages pages;

	IdentityProviderUnavailableWebFilter(LoginMessages messages) {
		this.pages = new ReactivePages(messages);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Mono<Void> filtered = chain.filter(exchange)
			.onErrorResume(IdentityProviderUnavailableException.class, (failure) -> answer(exchange, failure));
		RedirectError error = RedirectError.of(exchange);
		return (error != null) ? filtered.contextWrite((context) -> context.put(RedirectError.class, error)) : filtered;
	}

	private Mono<Void> answer(ServerWebExchange exchange, IdentityProviderUnavailableException failure) {
		logger.debug("Responded that sign-in is not available", failure);
		exchange.getResponse()
			.getHeaders()
			.set(HttpHeaders.RETRY_AFTER, String.valueOf(UnavailablePage.RETRY_AFTER.toSeconds()));
		return this.pages.write(exchange, (texts) -> UnavailablePage.of(failure.getClientName(), texts));
	}

}
