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

package com.dintero.auth;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

/**
 * The reactive variant of {@link DinteroTokens}, with the same tokens, cache and
 * failures. It never blocks the subscriber's thread. Each subscription asks the cache
 * again. To cancel a subscription does not cancel the request of other callers.
 */
public interface ReactiveDinteroTokens extends TokenInvalidation {

	/**
	 * Returns a valid token of a registration from the grant {@code client_credentials}.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return a {@code Mono} of the token. It fails with a
	 * {@link DinteroAuthorizationException} if Dintero did not issue a token, and with an
	 * {@link IllegalArgumentException} if the registration does not exist
	 */
	Mono<OAuth2AccessToken> getToken(String registrationId);

	/**
	 * Returns a valid token for a merchant of a partner, from Dintero's token exchange.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id, such as {@code T11200001}
	 * @return a {@code Mono} of the token
	 * @see DinteroTokens#getToken(String, String)
	 */
	Mono<OAuth2AccessToken> getToken(String registrationId, String accountId);

	/**
	 * Returns a new token in place of a registration's own token that a resource answered
	 * with {@code 401}.
	 * @param registrationId the name of the registration
	 * @param rejected the token that the resource did not accept
	 * @return a {@code Mono} of another token, or of the same token if another renewal
	 * would not help
	 * @see DinteroTokens#replaceToken(String, OAuth2AccessToken)
	 */
	default Mono<OAuth2AccessToken> replaceToken(String registrationId, OAuth2AccessToken rejected) {
		return Mono.defer(() -> reject(registrationId, rejected) ? getToken(registrationId) : Mono.just(rejected));
	}

	/**
	 * Returns a new token in place of a merchant's token that a resource answered with
	 * {@code 401}.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param rejected the token that the resource did not accept
	 * @return a {@code Mono} of another token, or of the same token if another renewal
	 * would not help
	 * @see DinteroTokens#replaceToken(String, String, OAuth2AccessToken)
	 */
	default Mono<OAuth2AccessToken> replaceToken(String registrationId, String accountId, OAuth2AccessToken rejected) {
		return Mono.defer(() -> reject(registrationId, accountId, rejected) ? getToken(registrationId, accountId)
				: Mono.just(rejected));
	}

}
