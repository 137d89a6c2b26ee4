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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.dintero.auth.AccountId;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * A loader whose requests complete when the test says so.
 */
class ControlledLoader implements TokenLoader {

	private final Clock clock;

	private final List<AccountId> accounts = new ArrayList<>();

	private final List<CompletableFuture<TokenResponse>> responses = new ArrayList<>();

	ControlledLoader(Clock clock) {
		this.clock = clock;
	}

	@Override
	public synchronized CompletableFuture<TokenResponse> load(AccountId account, PendingTokenRequest pending) {
		CompletableFuture<TokenResponse> response = new CompletableFuture<>();
		this.accounts.add(account);
		this.responses.add(response);
		return response;
	}

	synchronized List<AccountId> accounts() {
		return List.copyOf(this.accounts);
	}

	void complete(int pending, String token) {
		complete(pending, token, Duration.ofHours(24));
	}

	void complete(int pending, String token, Duration lifetime) {
		response(pending).complete(new TokenResponse(token, this.clock.instant(), lifetime));
	}

	void fail(int pending, Throwable failure) {
		response(pending).completeExceptionally(failure);
	}

	synchronized CompletableFuture<TokenResponse> response(int pending) {
		return this.responses.get(pending);
	}

}
