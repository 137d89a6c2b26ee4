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

package com.dintero.auth.internal.token;

import java.util.concurrent.CompletableFuture;

import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * Gets a registration's own token, with the client secret of that moment.
 */
final class ClientCredentialsLoader implements TokenLoader {

	private final SecretLookup secretLookup;

	private final TokenRules rules;

	private final RetryingTokenClient client;

	/**
	 * Create a loader.
	 * @param secretLookup looks whether the secret has changed
	 * @param rules what the registration's tokens go by
	 * @param client sends the requests
	 */
	ClientCredentialsLoader(SecretLookup secretLookup, TokenRules rules, RetryingTokenClient client) {
		this.secretLookup = secretLookup;
		this.rules = rules;
		this.client = client;
	}

	@Override
	public CompletableFuture<TokenResponse> load(AccountId account, PendingTokenRequest pending) {
		return this.secretLookup.start().thenCompose((ended) -> {
			// In this order: a change in between takes the request for one of the old
			// secret
			pending.takeSecret();
			CompletableFuture<TokenResponse> response = this.client
				.send(TokenRequest.clientCredentials(this.rules.registration()), pending);
			return (ended) ? response : response.exceptionallyCompose(
					(thrown) -> CompletableFuture.failedFuture(withoutLookup(Futures.unwrap(thrown))));
		});
	}

	// Whoever reads that the secret is wrong has to know that it may be an old one
	private static Throwable withoutLookup(Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)
				|| !ex.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_CLIENT)) {
			return failure;
		}
		Details details = new Details(ex.getRegistrationId(), ex.getAccountId(), ex.getEndpoint(), ex.getStatus(),
				ex.getCode(), ex.getRetryAfter(), ex.getErrors());
		return new DinteroAuthorizationException(ex.getError(),
				ex.getMessage()
						+ ". The lookup of the client secret has not ended, so this was the secret known before",
				details, ex);
	}

}
