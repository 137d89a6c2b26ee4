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
import java.time.Instant;

import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;

/**
 * Returns the current tokens when a refresh fails. Both kinds of client use these rules.
 */
record RefreshFallback(Clock clock) {

	/**
	 * Returns the current tokens with their remaining lifetime, if the failure says
	 * nothing about the user.
	 * @throws DinteroAuthorizationException if Dintero refused, or if the access token
	 * has expired
	 */
	OAuth2AccessTokenResponse orThrow(OAuth2RefreshTokenGrantRequest request, DinteroAuthorizationException failure) {
		if (failure instanceof DinteroMfaRequiredException required) {
			throw required.withoutChallenge(OAuth2ErrorCodes.INVALID_GRANT,
					"The token of a user of Dintero registration '%s' cannot be refreshed without a second factor. The user must sign in again"
						.formatted(failure.getRegistrationId()));
		}
		Instant now = this.clock.instant();
		Instant expiresAt = request.getAccessToken().getExpiresAt();
		if (isRefusal(failure) || expiresAt == null || expiresAt.isBefore(now.plusSeconds(1))) {
			throw failure;
		}
		return OAuth2AccessTokenResponse.withResponse(TokenResponses.of(request.getAccessToken(), now))
			.refreshToken(request.getRefreshToken().getTokenValue())
			.build();
	}

	// Without a status, no request was sent now. An earlier request may have consumed the
	// refresh token, but the access token stays valid
	private static boolean isRefusal(DinteroAuthorizationException failure) {
		return failure.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT) && failure.getStatus() != null;
	}

}
