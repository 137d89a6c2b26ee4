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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import reactor.core.publisher.Mono;

/**
 * Gets a token where there is something to request, without blocking.
 *
 * @param <T> the type of the grant request
 * @param requests gives the request, or {@code null} if none is to be made
 * @param client sends it
 */
record ReactiveGrantRequestProvider<T extends AbstractOAuth2AuthorizationGrantRequest>(
		Function<OAuth2AuthorizationContext, ? extends @Nullable T> requests,
		ReactiveOAuth2AccessTokenResponseClient<T> client) implements ReactiveOAuth2AuthorizedClientProvider {

	@Override
	public Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context) {
		return Mono.defer(() -> {
			T request = this.requests.apply(context);
			return (request != null) ? authorize(context, request) : Mono.empty();
		});
	}

	private Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context, T request) {
		return this.client.getTokenResponse(request)
			.map((response) -> ProviderRules.success(context, response))
			.onErrorMap(OAuth2AuthorizationException.class, (failure) -> UserGrants.failure(context, request, failure));
	}

}
