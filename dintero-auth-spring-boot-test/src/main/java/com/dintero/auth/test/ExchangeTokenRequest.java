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

import java.util.Map;

/**
 * The body of a request for an exchange token.
 *
 * @param accountId the merchant's account
 */
record ExchangeTokenRequest(String accountId) {

	private static final String ACCOUNT_ID = "account_id";

	/**
	 * Reads the body: exactly the account id.
	 * @param content the body
	 * @return what it says
	 * @throws RefusedException if it is anything else
	 */
	static ExchangeTokenRequest read(byte[] content) {
		String accountId = TextMembers.read(content, ACCOUNT_ID).get(ACCOUNT_ID);
		if (!MockMerchant.isAccountId(accountId)) {
			throw RefusedException.badRequest("The account cannot be", Map.of(ACCOUNT_ID, "is not an account id"));
		}
		return new ExchangeTokenRequest(accountId);
	}

}
