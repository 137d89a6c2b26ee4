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

package com.dintero.auth.autoconfigure;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.token.TokenInvalidation;

/**
 * Says to the cache what Spring Security's failure handlers say to the store of
 * authorized clients: a resource answered {@code 401}, and the token is no good. Or the
 * next one to ask would get it again.
 */
final class RejectedTokens {

	private static final String REMOVAL = "removeAuthorizedClient";

	private final ObjectProvider<DinteroRegistrations> registrations;

	private final ObjectProvider<? extends TokenInvalidation> tokens;

	RejectedTokens(ObjectProvider<DinteroRegistrations> registrations,
			ObjectProvider<? extends TokenInvalidation> tokens) {
		this.registrations = registrations;
		this.tokens = tokens;
	}

	/**
	 * Whether a call to a store removes an authorized client with a token of the cache.
	 * @param invocation the call
	 * @return {@code true} if its token is to be rejected
	 */
	boolean areIn(MethodInvocation invocation) {
		if (!invocation.getMethod().getName().equals(REMOVAL)) {
			return false;
		}
		String registrationId = BeanInterception.argument(invocation, 0, String.class);
		DinteroRegistrations registrations = this.registrations.getObject();
		// A user's token is not of the cache, and to look the user's up may need the
		// identity server
		return registrationId != null && registrations.contains(registrationId)
				&& isOfClient(registrations.get(registrationId).grantType());
	}

	/**
	 * Reject the token of an authorized client.
	 * @param authorizedClient the authorized client that is to be removed, if there is
	 * one
	 */
	void reject(@Nullable OAuth2AuthorizedClient authorizedClient) {
		// Others are not of the cache
		if (authorizedClient != null
				&& isOfClient(authorizedClient.getClientRegistration().getAuthorizationGrantType())) {
			this.tokens.getObject()
				.reject(authorizedClient.getClientRegistration().getRegistrationId(),
						authorizedClient.getAccessToken());
		}
	}

	private static boolean isOfClient(AuthorizationGrantType grantType) {
		return AuthorizationGrantType.CLIENT_CREDENTIALS.equals(grantType);
	}

}
