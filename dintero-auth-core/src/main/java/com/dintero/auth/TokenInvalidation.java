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
 * Invalidates or renews tokens before they expire. The methods do not block.
 */
public interface TokenInvalidation {

	/**
	 * Removes all tokens of a registration from the cache, including those of its
	 * merchants, and forgets remembered failures. The next call requests a new token.
	 * @param registrationId the name of the registration
	 * @throws IllegalArgumentException if the registration does not exist
	 */
	void invalidate(String registrationId);

	/**
	 * Removes the token of a merchant from the cache and forgets a remembered failure.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @throws IllegalArgumentException if the registration does not exist
	 */
	void invalidate(String registrationId, String accountId);

	/**
	 * Reports that a resource answered {@code 401} to a registration's own token. If the
	 * cache still holds the token, it requests a new one, once for any number of reports.
	 * It returns the old token until the new one arrives.
	 * @param registrationId the name of the registration
	 * @param token the token that the resource did not accept
	 * @return {@code true} if the caller can ask for another token, or {@code false} if
	 * the token has just replaced a rejected one and stays in the cache
	 * @throws IllegalArgumentException if the registration does not exist
	 */
	boolean reject(String registrationId, OAuth2AccessToken token);

	/**
	 * Reports that a resource answered {@code 401} to a merchant's token.
	 * @param registrationId the name of the partner's registration
	 * @param accountId the merchant's account id
	 * @param token the token that the resource did not accept
	 * @return {@code true} if the caller can ask for another token
	 * @throws IllegalArgumentException if the registration does not exist
	 * @see #reject(String, OAuth2AccessToken)
	 */
	boolean reject(String registrationId, String accountId, OAuth2AccessToken token);

}
