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
 * Makes tokens be forgotten, or renewed, before they expire. Nothing here waits.
 */
public interface TokenInvalidation {

	/**
	 * Forget all tokens of a registration, those of its merchants as well, and all
	 * failures that are remembered of it. The next call that needs a token requests one.
	 * @param registrationId the name of the registration
	 * @throws IllegalArgumentException if there is no such registration
	 */
	void invalidate(String registrationId);

	/**
	 * Forget the token of a merchant, and a failure that is remembered of it.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @throws IllegalArgumentException if there is no such registration
	 */
	void invalidate(String registrationId, String accountId);

	/**
	 * Say that a resource answered {@code 401} to a registration's own token. If it is
	 * still the one that is handed out, a new one is requested, once however many calls
	 * say so. The old one is handed out until the new one has come.
	 * @param registrationId the name of the registration
	 * @param token the token that was not accepted
	 * @return whether it is worth to ask for a token again; {@code false} if the token is
	 * the renewal of one that was not accepted a moment ago, and is kept
	 * @throws IllegalArgumentException if there is no such registration
	 */
	boolean reject(String registrationId, OAuth2AccessToken token);

	/**
	 * Say that a resource answered {@code 401} to a merchant's token.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param token the token that was not accepted
	 * @return whether it is worth to ask for a token again
	 * @throws IllegalArgumentException if there is no such registration
	 * @see #reject(String, OAuth2AccessToken)
	 */
	boolean reject(String registrationId, String accountId, OAuth2AccessToken token);

}
