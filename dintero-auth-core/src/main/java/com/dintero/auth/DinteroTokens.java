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

/**
 * Returns the access tokens of Dintero registrations, for HTTP clients that Spring Boot
 * does not build. Tokens belong to the application, not to the signed-in user. They can
 * be requested on any thread.
 * <p>
 * The cache keeps a token until shortly before it expires. It renews a token that is in
 * use ahead of time, and returns the old token meanwhile. Callers that ask for the same
 * missing token share one request and wait until the deadline at most. The cache
 * remembers a rejection by Dintero for a few seconds and respects {@code Retry-After}.
 * After any other failure, the next call tries again.
 *
 * @see ReactiveDinteroTokens
 */
public interface DinteroTokens extends TokenInvalidation {

	/**
	 * Returns a valid token of a registration from the grant {@code client_credentials}.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return a token that does not expire immediately
	 * @throws DinteroAuthorizationException if Dintero did not issue a token
	 * @throws IllegalArgumentException if the registration does not exist
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits. The thread stays interrupted, and the request continues for other
	 * callers
	 */
	OAuth2AccessToken getToken(String registrationId);

	/**
	 * Returns a valid token for a merchant of a partner, from Dintero's token exchange.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id, such as {@code T11200001}. For a
	 * registration that is not a partner's, its own account id returns its own token
	 * @return a token that does not expire immediately
	 * @throws DinteroAuthorizationException if Dintero did not issue a token
	 * @throws IllegalArgumentException if the registration does not exist, if its account
	 * is not a partner's, or if the account id is not a merchant's: it is the partner's
	 * own, or it is not {@code T} or {@code P} followed by eight digits. No request is
	 * sent
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits. The thread stays interrupted, and the request continues for other
	 * callers
	 */
	OAuth2AccessToken getToken(String registrationId, String accountId);

	/**
	 * Returns a new token in place of a registration's own token that a resource answered
	 * with {@code 401}. Calls with the same token share one request. Calls to
	 * {@code getToken} return the old token until the new one arrives.
	 * @param registrationId the name of the registration
	 * @param rejected the token that the resource did not accept
	 * @return another token, or the same token if it has just replaced a rejected one,
	 * because another renewal would not help
	 * @throws DinteroAuthorizationException if Dintero did not issue another token
	 * @throws IllegalArgumentException if the registration does not exist
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits
	 */
	default OAuth2AccessToken replaceToken(String registrationId, OAuth2AccessToken rejected) {
		return reject(registrationId, rejected) ? getToken(registrationId) : rejected;
	}

	/**
	 * Returns a new token in place of a merchant's token that a resource answered with
	 * {@code 401}.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param rejected the token that the resource did not accept
	 * @return another token, or the same token if another renewal would not help
	 * @throws DinteroAuthorizationException if Dintero did not issue another token
	 * @throws IllegalArgumentException if the registration does not exist, or if the
	 * account id is the partner's own
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits
	 * @see #replaceToken(String, OAuth2AccessToken)
	 */
	default OAuth2AccessToken replaceToken(String registrationId, String accountId, OAuth2AccessToken rejected) {
		return reject(registrationId, accountId, rejected) ? getToken(registrationId, accountId) : rejected;
	}

}
