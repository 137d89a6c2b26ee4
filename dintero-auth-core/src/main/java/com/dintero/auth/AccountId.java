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
 * Identifies a Dintero account, called {@code oid} or {@code account_id} in Dintero's
 * API: {@code T} (test) or {@code P} (production), followed by eight digits. The short
 * form of a partner's id has three digits.
 *
 * @param value the identifier, such as {@code T12345678}
 */
public record AccountId(String value) {

	private static final Pattern PATTERN = Pattern.compile("[PT](?:[0-9]{3}|[0-9]{8})");

	private static final Pattern PARTNER_PATTERN = Pattern.compile("[PT][0-9]{3}00000");

	private static final Pattern MERCHANT_PATTERN = Pattern.compile("[PT][0-9]{8}");

	/**
	 * Creates an account id.
	 * @param value the identifier
	 * @throws IllegalArgumentException if the value is not an account id
	 */
	public AccountId {
		if (!isValid(value)) {
			throw new IllegalArgumentException("Not a Dintero account id ('T' or 'P' and eight or three digits)");
		}
	}

	/**
	 * Returns whether the given text is an account id.
	 * @param value the text
	 * @return {@code true} if the text is a valid account id
	 */
	public static boolean isValid(String value) {
		return PATTERN.matcher(value).matches();
	}

	/**
	 * Returns the account id of a merchant for which a partner requests a token.
	 * @param value the identifier, possibly from an untrusted source
	 * @return the account id
	 * @throws IllegalArgumentException if the value is not {@code T} or {@code P}
	 * followed by eight digits. The message does not contain the value
	 */
	public static AccountId ofMerchant(String value) {
		if (!MERCHANT_PATTERN.matcher(value).matches()) {
			throw new IllegalArgumentException("Not the account id of a merchant ('T' or 'P' and eight digits)");
		}
		return new AccountId(value);
	}

	/**
	 * Returns whether the account belongs to a partner. The id of a partner ends in five
	 * zeros.
	 * @return {@code true} if the account may have merchants
	 */
	public boolean isPartner() {
		return PARTNER_PATTERN.matcher(this.value).matches();
	}

	/**
	 * Returns whether this is the short form of a partner's id. Some endpoints accept
	 * only eight digits.
	 * @return {@code true} if the id has three digits
	 */
	public boolean isShortForm() {
		return !MERCHANT_PATTERN.matcher(this.value).matches();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
