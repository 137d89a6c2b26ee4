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

package com.dintero.auth.http;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TokenInvalidation;

/**
 * Whose token a request carries.
 *
 * @param registrationId the registration
 * @param accountId the merchant's account, or {@code null} for the registration's own
 * @param open whether a resolver may still name a merchant
 */
record TokenCredential(String registrationId, @Nullable String accountId, boolean open) implements RequestCredential {

	private static final Log logger = LogFactory.getLog(TokenCredential.class);

	// Return another token, after a resource answered 401 to this one, or the same one if
	// that would not help
	OAuth2AccessToken replace(DinteroTokens tokens, OAuth2AccessToken token) {
		logRefusal();
		return (this.accountId != null) ? tokens.replaceToken(this.registrationId, this.accountId, token)
				: tokens.replaceToken(this.registrationId, token);
	}

	Mono<OAuth2AccessToken> replace(ReactiveDinteroTokens tokens, OAuth2AccessToken token) {
		logRefusal();
		return (this.accountId != null) ? tokens.replaceToken(this.registrationId, this.accountId, token)
				: tokens.replaceToken(this.registrationId, token);
	}

	// Say that a resource answered 401 to the token, of a request that is not sent again
	void reject(TokenInvalidation tokens, OAuth2AccessToken token) {
		logRefusal();
		if (this.accountId != null) {
			tokens.reject(this.registrationId, this.accountId, token);
		}
		else {
			tokens.reject(this.registrationId, token);
		}
	}

	private void logRefusal() {
		if (logger.isDebugEnabled()) {
			String merchant = (this.accountId != null) ? " for account '%s'".formatted(this.accountId) : "";
			logger.debug("A resource answered 401 to the token of Dintero registration '%s'%s"
				.formatted(this.registrationId, merchant));
		}
	}

}
