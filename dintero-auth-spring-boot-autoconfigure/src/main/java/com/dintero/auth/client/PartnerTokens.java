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

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2Token;

import com.dintero.auth.token.DinteroTokens;

/**
 * Where the partner's own token comes from.
 *
 * @param resolver gives the token, or {@code null} if there is none
 * @param rejection is told that a token was not accepted, and says whether it is worth to
 * ask again
 */
record PartnerTokens(Function<OAuth2AuthorizationContext, ? extends @Nullable OAuth2Token> resolver,
		BiPredicate<OAuth2AuthorizationContext, OAuth2Token> rejection) {

	static PartnerTokens of(Function<OAuth2AuthorizationContext, ? extends @Nullable OAuth2Token> resolver) {
		return new PartnerTokens(resolver, (context, token) -> false);
	}

	static PartnerTokens of(DinteroTokens tokens) {
		return new PartnerTokens((context) -> tokens.getToken(registrationId(context)),
				(context, token) -> token instanceof OAuth2AccessToken accessToken
						&& tokens.reject(registrationId(context), accessToken));
	}

	static boolean isRejection(OAuth2AuthorizationException failure) {
		return failure.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_TOKEN);
	}

	static String registrationId(OAuth2AuthorizationContext context) {
		return context.getClientRegistration().getRegistrationId();
	}

}
