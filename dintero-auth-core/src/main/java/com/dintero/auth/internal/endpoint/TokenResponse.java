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

package com.dintero.auth.internal.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * A token as the endpoint issued it.
 *
 * @param tokenValue the opaque value
 * @param issuedAt when the request for it left: it was issued later, so it never seems to
 * live longer than it does
 * @param lifetime how long it is valid, counted from when it was issued
 * @param refreshToken the refresh token, if one was issued with it
 * @param userInfo whose token it is, if that was answered
 */
public record TokenResponse(String tokenValue, Instant issuedAt, Duration lifetime, @Nullable String refreshToken,
		@Nullable UserInfo userInfo) {

	/**
	 * The additional parameter of an answer that says who the user is.
	 */
	public static final String USER_INFO = "user_info";

	/**
	 * All tokens share this set. The token would wrap any other set in one of its own.
	 */
	private static final Set<String> NO_SCOPES = Collections.unmodifiableSet(Collections.emptySet());

	/**
	 * A token without a user.
	 * @param tokenValue the opaque value
	 * @param issuedAt when the request for it left
	 * @param lifetime how long it is valid
	 */
	public TokenResponse(String tokenValue, Instant issuedAt, Duration lifetime) {
		this(tokenValue, issuedAt, lifetime, null, null);
	}

	/**
	 * Return when the token expires.
	 * @return the time
	 */
	public Instant expiresAt() {
		return this.issuedAt.plus(this.lifetime);
	}

	/**
	 * Return the token in Spring Security's terms.
	 * @return the access token
	 */
	public OAuth2AccessToken toAccessToken() {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, this.tokenValue, this.issuedAt, expiresAt(),
				NO_SCOPES);
	}

	/**
	 * Return the token as it is some time after it was issued.
	 * @param now the time
	 * @return the same token with what is left of its lifetime, which may be nothing
	 */
	public TokenResponse remainingAt(Instant now) {
		Duration age = Duration.between(this.issuedAt, now);
		return new TokenResponse(this.tokenValue, now, this.lifetime.minus(age), this.refreshToken, this.userInfo);
	}

	/**
	 * Return the token as an answer in Spring Security's terms, which has no way to say
	 * when it was issued: it counts the lifetime from now.
	 * @return the answer, with the refresh token if there is one, and with
	 * {@link #USER_INFO} if Dintero said who the user is
	 */
	public OAuth2AccessTokenResponse toAccessTokenResponse() {
		return OAuth2AccessTokenResponse.withToken(this.tokenValue)
			.tokenType(OAuth2AccessToken.TokenType.BEARER)
			.expiresIn(this.lifetime.toSeconds())
			.refreshToken(this.refreshToken)
			.additionalParameters((this.userInfo != null)
					? Map.of(USER_INFO, Map.of("authority", this.userInfo.authority(), "value", this.userInfo.claims()))
					: Map.of())
			.build();
	}

	@Override
	public String toString() {
		return "TokenResponse[issuedAt=%s, lifetime=%s]".formatted(this.issuedAt, this.lifetime);
	}

}
