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

package com.dintero.auth;

import java.util.regex.Pattern;

/**
 * The identifier of a Dintero account, called {@code oid} or {@code account_id} in
 * Dintero's API: {@code T} (test) or {@code P} (production) and eight digits, or the
 * three digits of a partner's short form.
 *
 * @param value the identifier, such as {@code T12345678}
 */
public record AccountId(String value) {

	private static final Pattern PATTERN = Pattern.compile("[PT](?:[0-9]{3}|[0-9]{8})");

	private static final Pattern PARTNER_PATTERN = Pattern.compile("[PT][0-9]{3}00000");

	private static final Pattern MERCHANT_PATTERN = Pattern.compile("[PT][0-9]{8}");

	/**
	 * Create an account id.
	 * @param value the identifier
	 * @throws IllegalArgumentException if the value is not an account id
	 */
	public AccountId {
		if (!isValid(value)) {
			throw new IllegalArgumentException("Not a Dintero account id ('T' or 'P' and eight or three digits)");
		}
	}

	/**
	 * Whether the given text is an account id.
	 * @param value the text to look at
	 * @return {@code true} if an {@code AccountId} can be made of it
	 */
	public static boolean isValid(String value) {
		return PATTERN.matcher(value).matches();
	}

	/**
	 * Return the account id of a merchant that a partner gets a token for.
	 * @param value the identifier, maybe from somebody who is not to be trusted
	 * @return the account id
	 * @throws IllegalArgumentException if the value is not {@code T} or {@code P} and
	 * eight digits; the message does not repeat it
	 */
	public static AccountId ofMerchant(String value) {
		if (!MERCHANT_PATTERN.matcher(value).matches()) {
			throw new IllegalArgumentException("Not the account id of a merchant ('T' or 'P' and eight digits)");
		}
		return new AccountId(value);
	}

	/**
	 * Whether the account is a partner's: its id ends in five zeros.
	 * @return {@code true} if it may have merchants
	 */
	public boolean isPartner() {
		return PARTNER_PATTERN.matcher(this.value).matches();
	}

	/**
	 * Whether this is the short form of a partner's id. Some endpoints take eight digits
	 * only.
	 * @return {@code true} if it has three digits
	 */
	public boolean isShortForm() {
		return !MERCHANT_PATTERN.matcher(this.value).matches();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
