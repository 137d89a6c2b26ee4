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

package com.dintero.auth.samples.partner;

import org.jspecify.annotations.Nullable;

/**
 * A row of the page.
 *
 * @param accountId the merchant's account
 * @param settings what Dintero says of it, if it could be read
 * @param problem why it could not, otherwise
 */
record Merchant(String accountId, @Nullable AccountSettings settings, @Nullable String problem) {

	static Merchant of(String accountId, AccountSettings settings) {
		return new Merchant(accountId, settings, null);
	}

	static Merchant failed(String accountId, Throwable failure) {
		return new Merchant(accountId, null, Problem.describe(failure));
	}

	boolean isRead() {
		return this.problem == null;
	}

}
