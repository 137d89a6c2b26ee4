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

import java.util.function.Function;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

import com.dintero.auth.user.ReactiveDinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Request the tokens of users whom Dintero itself knows: the reactive twin of
 * {@link DinteroUserTokenResponseClients}. Each subscriber makes a request.
 *
 * @see ReactiveDinteroUserAuthorizedClientProviders
 */
public final class ReactiveDinteroUserTokenResponseClients {

	private ReactiveDinteroUserTokenResponseClients() {
	}

	/**
	 * Create a client for the grant {@code password}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static ReactiveOAuth2AccessTokenResponseClient<PasswordGrantRequest> password(
			ReactiveDinteroUserClients users) {
		return (request) -> send(users, request,
				(client) -> client.signIn(request.getUsername(), request.getPassword()));
	}

	/**
	 * Create a client for the grant {@code authorization_code} with a code that Dintero
	 * has sent.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static ReactiveOAuth2AccessTokenResponseClient<PasswordlessCodeGrantRequest> passwordlessCode(
			ReactiveDinteroUserClients users) {
		return (request) -> send(users, request, (client) -> client.redeemCode(request.getCode()));
	}

	/**
	 * Create a client for the grant {@code account_user_token}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static ReactiveOAuth2AccessTokenResponseClient<AccountUserTokenGrantRequest> accountUserToken(
			ReactiveDinteroUserClients users) {
		return (request) -> send(users, request, (client) -> client.exchange(request.getUserToken()));
	}

	/**
	 * Create a client for the grant {@code mfa-oob}.
	 * @param users the clients of the registrations that requests name
	 * @return the client
	 */
	public static ReactiveOAuth2AccessTokenResponseClient<MfaOobGrantRequest> mfaOob(ReactiveDinteroUserClients users) {
		return (request) -> send(users, request,
				(client) -> client.answerChallenge(request.getChallenge(), request.getBindingCode()));
	}

	private static Mono<OAuth2AccessTokenResponse> send(ReactiveDinteroUserClients users,
			AbstractOAuth2AuthorizationGrantRequest request,
			Function<ReactiveDinteroUserClient, Mono<OAuth2AccessTokenResponse>> operation) {
		return Mono.defer(() -> operation.apply(users.get(request.getClientRegistration().getRegistrationId())));
	}

}
