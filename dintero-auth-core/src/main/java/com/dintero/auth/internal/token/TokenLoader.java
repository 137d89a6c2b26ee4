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

/**
 * Gets the token of an account from Dintero.
 */
interface TokenLoader {

	/**
	 * Start to get a token, without waiting for it.
	 * @param account the account that it is for
	 * @param pending what it is got for
	 * @return the token, or the failure
	 */
	CompletableFuture<TokenResponse> load(AccountId account, PendingTokenRequest pending);

	/**
	 * Forget the token of an account, wherever it is.
	 * @param account the account
	 */
	default void forget(AccountId account) {
	}

}
