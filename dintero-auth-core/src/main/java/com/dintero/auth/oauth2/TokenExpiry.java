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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Determines when a user's token counts as expired: 60 seconds before its end, or a tenth
 * of its lifetime if that is less.
 */
record TokenExpiry(Clock clock) {

	private static final Duration MAXIMUM_MARGIN = Duration.ofSeconds(60);

	boolean isAuthorized(@Nullable OAuth2AuthorizedClient authorizedClient) {
		return authorizedClient != null && !hasExpired(authorizedClient.getAccessToken());
	}

	// With a fixed margin, a short-lived token would never be valid and the browser would
	// be redirected endlessly
	private boolean hasExpired(OAuth2AccessToken token) {
		Instant issuedAt = token.getIssuedAt();
		Instant expiresAt = token.getExpiresAt();
		if (issuedAt == null || expiresAt == null) {
			return false;
		}
		Duration tenth = Duration.between(issuedAt, expiresAt).dividedBy(10);
		Duration margin = (tenth.compareTo(MAXIMUM_MARGIN) < 0) ? tenth : MAXIMUM_MARGIN;
		return !this.clock.instant().isBefore(expiresAt.minus(margin));
	}

}
