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

/**
 * What an access token was issued in return for, which decides what it is good for.
 */
enum TokenKind {

	/** The credentials of a client: a token for the client's own account. */
	OWN,

	/** A partner's own token: a token for one of the partner's merchants. */
	EXCHANGE,

	/** An exchange token: a token for the same merchant. */
	MERCHANT,

	/** What a user signed in with: an access token of a user of the account. */
	USER,

	/** Nothing: a token from elsewhere that says which user of the account this is. */
	ACCOUNT_USER,

	/** Nothing: a token of an external identity provider that says whose e-mail it is. */
	EXTERNAL_ID;

	boolean isAccessToken() {
		return this != ACCOUNT_USER && this != EXTERNAL_ID;
	}

	boolean isOfUser() {
		return this == USER || !isAccessToken();
	}

}
