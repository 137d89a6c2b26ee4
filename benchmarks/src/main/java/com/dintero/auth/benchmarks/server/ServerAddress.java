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

package com.dintero.auth.benchmarks.server;

/**
 * Where MockDintero is, and the partner that it knows there.
 *
 * @param baseUrl root of its API
 */
public record ServerAddress(String baseUrl) {

	/**
	 * The partner's account.
	 */
	public static final String PARTNER_ID = "T11200000";

	/**
	 * The id of the partner's client.
	 */
	public static final String CLIENT_ID = "benchmark-partner";

	/**
	 * The secret of the partner's client.
	 */
	public static final String CLIENT_SECRET = "benchmark-secret";

	/**
	 * The account of a client that is no partner's.
	 */
	public static final String SHOP_ID = "T33300001";

	/**
	 * The id of the client that is no partner's.
	 */
	public static final String SHOP_CLIENT_ID = "benchmark-shop";

	/**
	 * Return the account of one of the partner's merchants.
	 * @param number the merchant's number, from one on
	 * @return a new string, as if it had come with a request
	 */
	public static String merchant(int number) {
		return "T112%05d".formatted(number);
	}

	/**
	 * Return the endpoint of the partner's own token.
	 * @return the URL
	 */
	public String tokenUrl() {
		return "%s/accounts/%s/auth/token".formatted(this.baseUrl, PARTNER_ID);
	}

	/**
	 * Return the audience of the partner's own token.
	 * @return the audience
	 */
	public String audience() {
		return "https://api.dintero.com/v1/accounts/" + PARTNER_ID;
	}

}
