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

import com.dintero.auth.AccountId;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.store.StoreClient;

/**
 * Gets tokens that other instances of the application have requested, and requests
 * missing tokens for all instances.
 */
final class SharedTokenLoader implements TokenLoader {

	private final TokenLoader loader;

	private final StoreClient store;

	private final TokenRules rules;

	/**
	 * Create a loader.
	 * @param loader requests tokens
	 * @param store the store that the instances share
	 * @param rules the rules for the registration's tokens
	 */
	SharedTokenLoader(TokenLoader loader, StoreClient store, TokenRules rules) {
		this.loader = loader;
		this.store = store;
		this.rules = rules;
	}

	@Override
	public CompletableFuture<TokenResponse> load(AccountId account, PendingTokenRequest pending) {
		SharedTokenRequest request = new SharedTokenRequest(account, pending, this.loader, this.store, this.rules);
		pending.share(request);
		return request.load();
	}

	@Override
	public void forget(AccountId account) {
		this.store.remove(this.store.keys(this.rules.registration()).token(this.rules.merchant(account)));
	}

}
