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
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TokenInvalidation;

/**
 * Whose token a request carries, and the rule for an answer {@code 401} to it: the
 * request is sent again, once, with the token that replaces the rejected one. The caller
 * gets the {@code 401} if the body cannot be sent again, or if another token would not
 * help. The request fails if Dintero does not issue another token.
 *
 * @param registrationId the registration
 * @param accountId the merchant's account, or {@code null} for the registration's own
 * @param open whether a resolver may still name a merchant
 */
// Not a RenewableToken, which has the same rule for requests to Dintero's endpoints: it
// works in futures, and a call of a WebClient needs its subscriber's context and its
// cancellation, which a future does not pass on
record TokenCredential(String registrationId, @Nullable String accountId, boolean open) implements RequestCredential {

	private static final Log logger = LogFactory.getLog(TokenCredential.class);

	OAuth2AccessToken get(DinteroTokens tokens) {
		return (this.accountId != null) ? tokens.getToken(this.registrationId, this.accountId)
				: tokens.getToken(this.registrationId);
	}

	Mono<OAuth2AccessToken> get(ReactiveDinteroTokens tokens) {
		return (this.accountId != null) ? tokens.getToken(this.registrationId, this.accountId)
				: tokens.getToken(this.registrationId);
	}

	// Whether an answer to a request that carried the token rejects it
	static boolean isRejection(HttpStatusCode status) {
		return status.value() == HttpStatus.UNAUTHORIZED.value();
	}

	/**
	 * Return the token with which a request is sent again.
	 * @param tokens where tokens come from
	 * @param rejected the token that the resource rejected
	 * @param repeatable whether the body can be sent again
	 * @return another token, or {@code null} if the caller gets the answer
	 */
	@Nullable OAuth2AccessToken renew(DinteroTokens tokens, OAuth2AccessToken rejected, boolean repeatable) {
		if (!isRenewable(tokens, rejected, repeatable)) {
			return null;
		}
		OAuth2AccessToken token = (this.accountId != null)
				? tokens.replaceToken(this.registrationId, this.accountId, rejected)
				: tokens.replaceToken(this.registrationId, rejected);
		return isAnother(token, rejected) ? token : null;
	}

	// The same as a Mono, which is empty if the caller gets the answer
	Mono<OAuth2AccessToken> renew(ReactiveDinteroTokens tokens, OAuth2AccessToken rejected, boolean repeatable) {
		if (!isRenewable(tokens, rejected, repeatable)) {
			return Mono.empty();
		}
		Mono<OAuth2AccessToken> token = (this.accountId != null)
				? tokens.replaceToken(this.registrationId, this.accountId, rejected)
				: tokens.replaceToken(this.registrationId, rejected);
		return token.filter((value) -> isAnother(value, rejected));
	}

	private boolean isRenewable(TokenInvalidation tokens, OAuth2AccessToken rejected, boolean repeatable) {
		if (logger.isDebugEnabled()) {
			String merchant = (this.accountId != null) ? " for account '%s'".formatted(this.accountId) : "";
			logger.debug("A resource answered 401 to the token of Dintero registration '%s'%s"
				.formatted(this.registrationId, merchant));
		}
		if (!repeatable) {
			// At least a later request gets another token
			reject(tokens, rejected);
		}
		return repeatable;
	}

	private void reject(TokenInvalidation tokens, OAuth2AccessToken token) {
		if (this.accountId != null) {
			tokens.reject(this.registrationId, this.accountId, token);
		}
		else {
			tokens.reject(this.registrationId, token);
		}
	}

	private static boolean isAnother(OAuth2AccessToken token, OAuth2AccessToken rejected) {
		return !token.getTokenValue().equals(rejected.getTokenValue());
	}

}
