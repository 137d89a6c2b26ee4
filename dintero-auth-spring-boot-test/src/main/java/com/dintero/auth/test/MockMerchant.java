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

import java.util.regex.Pattern;

/**
 * A merchant that {@link MockDintero} knows: an account under a partner, whose clients
 * can get tokens for it. The account and the partner need not be of the same series of
 * numbers.
 *
 * @param accountId the merchant's account, such as {@code T11200001}
 * @param partnerId the partner's account, such as {@code T11200000}
 * @param businessName the name of the merchant's company
 */
public record MockMerchant(String accountId, String partnerId, String businessName) {

	private static final Pattern ACCOUNT_ID = Pattern.compile("^[PT]\\d{8}$");

	private static final Pattern PARTNER_ID = Pattern.compile("^[PT]\\d{3}00000$");

	/**
	 * Checks what was given.
	 * @throws IllegalArgumentException if an id is off its pattern, if the account id is
	 * a partner's, or if the name is blank
	 */
	public MockMerchant {
		if (!isAccountId(accountId) || isPartnerId(accountId)) {
			throw new IllegalArgumentException(
					"'%s' is not the account id of a merchant such as T11200001".formatted(accountId));
		}
		if (!isPartnerId(partnerId)) {
			throw new IllegalArgumentException("'%s' is not a partner id such as T11200000".formatted(partnerId));
		}
		if (businessName.isBlank()) {
			throw new IllegalArgumentException("The business name must not be blank");
		}
	}

	/**
	 * Creates a merchant with the business name {@code Mock Merchant {accountId}}.
	 * @param partnerId the partner's account
	 * @param accountId the merchant's account
	 * @return the merchant
	 */
	public static MockMerchant of(String partnerId, String accountId) {
		return new MockMerchant(accountId, partnerId, "Mock Merchant " + accountId);
	}

	static boolean isAccountId(String value) {
		return ACCOUNT_ID.matcher(value).matches();
	}

	static boolean isPartnerId(String value) {
		return PARTNER_ID.matcher(value).matches();
	}

}
