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

package com.dintero.auth.client;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;

import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Request the tokens of users whom Dintero itself knows, through the registration's
 * {@link DinteroUserClient}: with its requests and its exceptions.
 *
 * @see ReactiveDinteroUserTokenResponseClients
 * @see DinteroUserAuthorizedClientProviders
 * @see DinteroRefreshTokenTokenResponseClient
 */
public final class DinteroUserTokenResponseClients {

	private DinteroUserTokenResponseClients() {
	}

	/**
	 * Create a client for the grant {@code password}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static OAuth2AccessTokenResponseClient<PasswordGrantRequest> password(DinteroUserClients users) {
		return (request) -> client(users, request).signIn(request.getUsername(), request.getPassword());
	}

	/**
	 * Create a client for the grant {@code authorization_code} with a code that Dintero
	 * has sent.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static OAuth2AccessTokenResponseClient<PasswordlessCodeGrantRequest> passwordlessCode(
			DinteroUserClients users) {
		return (request) -> client(users, request).redeemCode(request.getCode());
	}

	/**
	 * Create a client for the grant {@code account_user_token}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static OAuth2AccessTokenResponseClient<AccountUserTokenGrantRequest> accountUserToken(
			DinteroUserClients users) {
		return (request) -> client(users, request).exchange(request.getUserToken());
	}

	/**
	 * Create a client for the grant {@code mfa-oob}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static OAuth2AccessTokenResponseClient<MfaOobGrantRequest> mfaOob(DinteroUserClients users) {
		return (request) -> client(users, request).answerChallenge(request.getChallenge(), request.getBindingCode());
	}

	private static DinteroUserClient client(DinteroUserClients users, AbstractOAuth2AuthorizationGrantRequest request) {
		return users.get(request.getClientRegistration().getRegistrationId());
	}

}
