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

import java.util.function.BiPredicate;
import java.util.function.Function;

import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import reactor.core.publisher.Mono;

import com.dintero.auth.token.ReactiveDinteroTokens;

/**
 * Where the partner's own token comes from, without blocking.
 *
 * @param resolver gives the token, or nothing if there is none
 * @param rejection is told that a token was not accepted, and says whether it is worth to
 * ask again
 */
record ReactivePartnerTokens(Function<OAuth2AuthorizationContext, ? extends Mono<? extends OAuth2Token>> resolver,
		BiPredicate<OAuth2AuthorizationContext, OAuth2Token> rejection) {

	static ReactivePartnerTokens of(
			Function<OAuth2AuthorizationContext, ? extends Mono<? extends OAuth2Token>> resolver) {
		return new ReactivePartnerTokens(resolver, (context, token) -> false);
	}

	static ReactivePartnerTokens of(ReactiveDinteroTokens tokens) {
		return new ReactivePartnerTokens((context) -> tokens.getToken(PartnerTokens.registrationId(context)),
				(context, token) -> token instanceof OAuth2AccessToken accessToken
						&& tokens.reject(PartnerTokens.registrationId(context), accessToken));
	}

}
