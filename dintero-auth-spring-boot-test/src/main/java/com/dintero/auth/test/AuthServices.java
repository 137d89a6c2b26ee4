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

package com.dintero.auth.test;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * Who answers which request below {@code /v1/accounts/{oid}/auth}.
 */
final class AuthServices {

	private final MockEndpoints endpoints;

	private final TokenHandler tokenHandler;

	private final UserTokenHandler userTokenHandler;

	private final RefreshHandler refreshHandler;

	private final PasswordlessHandler passwordlessHandler;

	private final MfaHandler mfaHandler;

	AuthServices(MockEndpoints endpoints, TokenHandler tokenHandler, UserTokenHandler userTokenHandler,
			RefreshHandler refreshHandler, PasswordlessHandler passwordlessHandler, MfaHandler mfaHandler) {
		this.endpoints = endpoints;
		this.tokenHandler = tokenHandler;
		this.userTokenHandler = userTokenHandler;
		this.refreshHandler = refreshHandler;
		this.passwordlessHandler = passwordlessHandler;
		this.mfaHandler = mfaHandler;
	}

	/**
	 * Finds who answers a request.
	 * @param exchange the request
	 * @param name the end of its path, after {@code /auth/}
	 * @return who answers it, or {@code null} if nobody does
	 */
	@Nullable Service find(Exchange exchange, String name) {
		return switch (name) {
			case "token" -> token(exchange);
			case "exchange_token" -> new Service(this.endpoints.exchange(), this.tokenHandler::exchangeToken);
			case "oidc/token" -> new Service(this.endpoints.oidc(), this.tokenHandler::oidcToken);
			case "passwordless" -> new Service(this.endpoints.passwordless(), this.passwordlessHandler::send);
			case "revoke" -> new Service(this.endpoints.revocation(), this.refreshHandler::revoke);
			case "mfa/challenge" -> new Service(this.endpoints.mfaChallenge(), this.mfaHandler::challenge);
			case "mfa/recovery" -> new Service(this.endpoints.mfaRecovery(), this.mfaHandler::recovery);
			default -> null;
		};
	}

	private Service token(Exchange exchange) {
		if (RequestChecks.bearerToken(exchange) == null) {
			return new Service(this.endpoints.token(), this.tokenHandler::clientToken);
		}
		return switch (TokenGrant.peek(exchange.body())) {
			case CLIENT_CREDENTIALS -> new Service(this.endpoints.merchantToken(), this.tokenHandler::merchantToken);
			case PASSWORD -> new Service(this.endpoints.userToken(), this.userTokenHandler::password);
			case AUTHORIZATION_CODE -> new Service(this.endpoints.userToken(), this.userTokenHandler::passwordlessCode);
			case ACCOUNT_USER_TOKEN -> new Service(this.endpoints.userToken(), this.userTokenHandler::accountUserToken);
			case MFA_OOB -> new Service(this.endpoints.userToken(), this.userTokenHandler::challengeAnswer);
			case REFRESH_TOKEN -> new Service(this.endpoints.refresh(), this.refreshHandler::refresh);
		};
	}

	/**
	 * An endpoint and what it does.
	 *
	 * @param endpoint the endpoint
	 * @param handler what it answers to a request for an account
	 */
	record Service(MockEndpoint endpoint, BiFunction<Exchange, String, Answer> handler) {

	}

}
