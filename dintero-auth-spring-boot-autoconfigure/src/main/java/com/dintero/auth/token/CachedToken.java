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

package com.dintero.auth.token;

import java.time.Duration;
import java.time.Instant;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.endpoint.TokenResponse;

/**
 * A token with the moment from which on it is no longer handed out.
 *
 * @param token the token
 * @param freshUntil that moment, in milliseconds since the epoch
 */
record CachedToken(OAuth2AccessToken token, long freshUntil) {

	private static final Duration MAXIMUM_MARGIN = Duration.ofSeconds(60);

	// A token that was just issued. The margin before its expiry covers the way of
	// the request that carries it and clocks that differ, and leaves a short-lived
	// token usable.
	static CachedToken of(TokenResponse response, Instant issuedAt) {
		Duration tenth = response.lifetime().dividedBy(10);
		Duration margin = (tenth.compareTo(MAXIMUM_MARGIN) < 0) ? tenth : MAXIMUM_MARGIN;
		return new CachedToken(response.toAccessToken(issuedAt),
				issuedAt.plus(response.lifetime()).minus(margin).toEpochMilli());
	}

	boolean isFresh(long now) {
		return now < this.freshUntil;
	}

}
