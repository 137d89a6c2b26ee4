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

import java.time.Duration;
import java.time.Instant;

import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * Converts Dintero's tokens to Spring Security's responses.
 */
final class TokenResponses {

	private TokenResponses() {
	}

	/**
	 * Returns a response with a cached token and the lifetime that remains at the given
	 * time.
	 */
	static OAuth2AccessTokenResponse of(OAuth2AccessToken token, Instant now) {
		Duration remaining = (token.getExpiresAt() != null) ? Duration.between(now, token.getExpiresAt())
				: Duration.ZERO;
		return OAuth2AccessTokenResponse.withToken(token.getTokenValue())
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(remaining.toSeconds())
			.build();
	}

	static ClientAuthorizationException failure(OAuth2AuthorizationContext context,
			OAuth2AuthorizationException failure) {
		return new ClientAuthorizationException(failure.getError(), context.getClientRegistration().getRegistrationId(),
				String.valueOf(failure.getMessage()), failure);
	}

}
