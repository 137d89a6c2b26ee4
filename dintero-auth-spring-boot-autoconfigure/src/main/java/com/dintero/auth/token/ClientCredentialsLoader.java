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

package com.dintero.auth.token;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.endpoint.TokenRequest;
import com.dintero.auth.endpoint.TokenResponse;

/**
 * Gets a registration's own token, with the client secret of that moment.
 */
final class ClientCredentialsLoader implements TokenLoader {

	private final Function<Flight, DinteroRegistration> registration;

	private final RetryingTokenClient client;

	private final Executor executor;

	/**
	 * Create a loader.
	 * @param registration gives the registration with its secret; it may block
	 * @param client sends the requests
	 * @param executor runs what may block
	 */
	ClientCredentialsLoader(Function<Flight, DinteroRegistration> registration, RetryingTokenClient client,
			Executor executor) {
		this.registration = registration;
		this.client = client;
		this.executor = executor;
	}

	@Override
	public CompletableFuture<TokenResponse> load(TokenKey key, Flight flight) {
		return CompletableFuture.supplyAsync(() -> this.registration.apply(flight), this.executor)
			.thenCompose((registration) -> this.client.send(TokenRequest.clientCredentials(registration), flight));
	}

}
