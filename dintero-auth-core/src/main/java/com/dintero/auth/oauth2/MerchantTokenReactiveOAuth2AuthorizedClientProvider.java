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

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import reactor.core.publisher.Mono;

import com.dintero.auth.ReactiveDinteroTokens;

/**
 * The reactive variant of {@link MerchantTokenOAuth2AuthorizedClientProvider}.
 */
public final class MerchantTokenReactiveOAuth2AuthorizedClientProvider
		implements ReactiveOAuth2AuthorizedClientProvider {

	private final ReactiveDinteroTokens tokens;

	/**
	 * Creates a provider.
	 * @param tokens the tokens of the cache
	 */
	public MerchantTokenReactiveOAuth2AuthorizedClientProvider(ReactiveDinteroTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Returns an authorized client with the merchant's current token.
	 * @param context the client registration, the principal and the authorized client, if
	 * any
	 * @return a {@code Mono} of the authorized client, empty if the given one holds the
	 * current token
	 * @see MerchantTokenOAuth2AuthorizedClientProvider#authorize
	 */
	@Override
	public Mono<OAuth2AuthorizedClient> authorize(OAuth2AuthorizationContext context) {
		if (!MerchantAuthorization.appliesTo(context)) {
			return Mono.empty();
		}
		return Mono
			.defer(() -> this.tokens.getToken(MerchantAuthorization.registrationId(context),
					MerchantAuthorization.accountId(context)))
			.mapNotNull((token) -> MerchantAuthorization.authorize(context, token))
			.onErrorMap(OAuth2AuthorizationException.class, (failure) -> TokenResponses.failure(context, failure));
	}

}
