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
 * The reactive twin of {@link DinteroTokens}, with the same tokens from the same cache.
 * It never blocks the subscriber's thread.
 */
public interface ReactiveDinteroTokens extends TokenInvalidation {

	/**
	 * Return a valid token of the given registration, of the grant
	 * {@code client_credentials}.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return a {@code Mono} of the token, looked up anew for each subscriber, which
	 * fails with a {@link DinteroAuthorizationException} if no token could be had, and
	 * with an {@link IllegalArgumentException} if there is no such registration;
	 * cancelling it does not cancel the request that others wait for
	 */
	Mono<OAuth2AccessToken> getToken(String registrationId);

	/**
	 * Return a valid token of one of a partner's merchants, by way of Dintero's exchange.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id, such as {@code T11200001}; if it is the
	 * registration's own, and that is no partner's, this is the registration's own token
	 * @return a {@code Mono} of the token, as of {@link #getToken(String)}, which fails
	 * with an {@link IllegalArgumentException} as well if the registration's account is
	 * not a partner's, or if the account id is the partner's own or not {@code T} or
	 * {@code P} and eight digits
	 */
	Mono<OAuth2AccessToken> getToken(String registrationId, String accountId);

	/**
	 * Return a token in place of a registration's own one that a resource has answered
	 * with {@code 401}. However many calls ask for that of one token, one new token is
	 * requested. Everybody else gets the old one until the new one has come.
	 * @param registrationId the name of the registration
	 * @param rejected the token that was not accepted
	 * @return a {@code Mono} of another token, with the failures of {@code getToken}; the
	 * same token if it is the renewal of one that was not accepted a moment ago, where
	 * another one would not help
	 */
	default Mono<OAuth2AccessToken> replaceToken(String registrationId, OAuth2AccessToken rejected) {
		return Mono.defer(() -> reject(registrationId, rejected) ? getToken(registrationId) : Mono.just(rejected));
	}

	/**
	 * Return a token in place of a merchant's that a resource has answered with
	 * {@code 401}.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param rejected the token that was not accepted
	 * @return a {@code Mono} of another token, with the failures of {@code getToken}
	 * @see #replaceToken(String, OAuth2AccessToken)
	 */
	default Mono<OAuth2AccessToken> replaceToken(String registrationId, String accountId, OAuth2AccessToken rejected) {
		return Mono.defer(() -> reject(registrationId, accountId, rejected) ? getToken(registrationId, accountId)
				: Mono.just(rejected));
	}

}
