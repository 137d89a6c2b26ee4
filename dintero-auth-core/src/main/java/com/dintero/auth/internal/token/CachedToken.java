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

package com.dintero.auth.internal.token;

import java.time.Duration;
import java.util.Objects;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * A token and its times, in milliseconds.
 *
 * @param token the token
 * @param issuedAt when it was issued, since the epoch
 * @param refreshAge the age from which on it is renewed when somebody asks for it
 * @param maximumAge the age from which on it is no longer handed out
 */
record CachedToken(OAuth2AccessToken token, long issuedAt, long refreshAge, long maximumAge) {

	/**
	 * The margin is no more than this share of the lifetime, which leaves a short-lived
	 * token usable.
	 */
	private static final double MARGIN_RATIO = 0.1;

	/**
	 * From this share of the lifetime on a token in use is renewed. A fifth is left to
	 * survive an outage.
	 */
	private static final double REFRESH_RATIO = 0.8;

	/**
	 * Up to this share of the lifetime later, at random, so that tokens that were
	 * requested together are not renewed together. Enough is left before the margin for
	 * the renewal to be over.
	 */
	private static final double REFRESH_JITTER = 0.05;

	// The margin before its expiry covers the way of the request that carries it and
	// clocks that differ
	static CachedToken of(TokenResponse response, Duration maximumMargin, double jitter) {
		long lifetime = response.lifetime().toMillis();
		long margin = Math.min(maximumMargin.toMillis(), Math.round(lifetime * MARGIN_RATIO));
		long maximumAge = lifetime - margin;
		long refreshAge = Math.round(lifetime * (REFRESH_RATIO + REFRESH_JITTER * jitter));
		return new CachedToken(response.toAccessToken(), response.issuedAt().toEpochMilli(),
				Math.max(1, Math.min(refreshAge, maximumAge)), maximumAge);
	}

	/**
	 * Return the same token, to be renewed when somebody asks for it.
	 * @return the token as one that was not accepted
	 */
	CachedToken rejected() {
		return new CachedToken(this.token, this.issuedAt, 0, this.maximumAge);
	}

	boolean isRejected() {
		return this.refreshAge == 0;
	}

	/**
	 * Whether there is nothing to do but to hand it out. It is due where the clock was
	 * put back to before it was issued: unsigned, a negative age is the greatest.
	 * @param now the time
	 * @return {@code false} if it is to be renewed, or has expired
	 */
	boolean isFresh(long now) {
		return Long.compareUnsigned(now - this.issuedAt, this.refreshAge) < 0;
	}

	boolean isUsable(long now) {
		return now - this.issuedAt < this.maximumAge;
	}

	/**
	 * Return how long it is valid, counted from when it was issued.
	 * @return the lifetime in milliseconds
	 */
	long lifetime() {
		return Duration
			.between(Objects.requireNonNull(this.token.getIssuedAt()),
					Objects.requireNonNull(this.token.getExpiresAt()))
			.toMillis();
	}

	long usableUntil() {
		return this.issuedAt + this.maximumAge;
	}

	long refreshAt() {
		return this.issuedAt + this.refreshAge;
	}

	boolean has(OAuth2AccessToken other) {
		return this.token.getTokenValue().equals(other.getTokenValue());
	}

}
