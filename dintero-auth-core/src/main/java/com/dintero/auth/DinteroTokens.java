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
 * Gives the access tokens of the application's Dintero registrations to any HTTP client
 * that Spring Boot does not build. Tokens belong to the application: whoever is signed in
 * gets the same one, on any thread.
 * <p>
 * A token is requested once and kept until it is about to expire; one that is in use is
 * renewed before, and callers get the old one meanwhile. However many callers ask for one
 * that is not there, Dintero gets one request, and they wait for it together, until the
 * deadline at the longest. A rejection by Dintero is remembered for a few seconds, and a
 * {@code Retry-After} is respected; after any other failure the next call tries again.
 *
 * @see ReactiveDinteroTokens
 */
public interface DinteroTokens extends TokenInvalidation {

	/**
	 * Return a valid token of the given registration, of the grant
	 * {@code client_credentials}.
	 * @param registrationId the name of the registration in
	 * {@code dintero.auth.registration}
	 * @return the token, valid for a while yet
	 * @throws DinteroAuthorizationException if no token could be had
	 * @throws IllegalArgumentException if there is no such registration
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits; it stays interrupted, and the request goes on for others
	 */
	OAuth2AccessToken getToken(String registrationId);

	/**
	 * Return a valid token of one of a partner's merchants, by way of Dintero's exchange.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id, such as {@code T11200001}; if it is the
	 * registration's own, and that is no partner's, this is the registration's own token
	 * @return the token, valid for a while yet
	 * @throws DinteroAuthorizationException if no token could be had
	 * @throws IllegalArgumentException if there is no such registration, if its account
	 * is not a partner's, or if the account id is the partner's own or not {@code T} or
	 * {@code P} and eight digits: nothing is requested then
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits; it stays interrupted, and the request goes on for others
	 */
	OAuth2AccessToken getToken(String registrationId, String accountId);

	/**
	 * Return a token in place of a registration's own one that a resource has answered
	 * with {@code 401}. However many calls ask for that of one token, one new token is
	 * requested. Everybody else gets the old one until the new one has come.
	 * @param registrationId the name of the registration
	 * @param rejected the token that was not accepted
	 * @return another token; the same token if it is the renewal of one that was not
	 * accepted a moment ago, where another one would not help
	 * @throws DinteroAuthorizationException if no other token could be had
	 * @throws IllegalArgumentException if there is no such registration
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits
	 */
	default OAuth2AccessToken replaceToken(String registrationId, OAuth2AccessToken rejected) {
		return reject(registrationId, rejected) ? getToken(registrationId) : rejected;
	}

	/**
	 * Return a token in place of a merchant's that a resource has answered with
	 * {@code 401}.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param rejected the token that was not accepted
	 * @return another token
	 * @throws DinteroAuthorizationException if no other token could be had
	 * @throws IllegalArgumentException if there is no such registration, or if the
	 * account id is the partner's own
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 * while it waits
	 * @see #replaceToken(String, OAuth2AccessToken)
	 */
	default OAuth2AccessToken replaceToken(String registrationId, String accountId, OAuth2AccessToken rejected) {
		return reject(registrationId, accountId, rejected) ? getToken(registrationId, accountId) : rejected;
	}

}
