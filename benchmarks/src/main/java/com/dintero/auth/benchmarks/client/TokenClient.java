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

package com.dintero.auth.benchmarks.client;

import java.io.IOException;

/**
 * Something that has tokens, used as its users use it.
 */
public interface TokenClient extends AutoCloseable {

	/**
	 * Return the partner's own token.
	 * @return the token, as this client sees it
	 * @throws IOException if there is none
	 */
	Object getToken() throws IOException;

	/**
	 * Return the token of one of many keys: a merchant's, where the client can get one,
	 * and otherwise one more token of the partner.
	 * @param accountId the merchant's account
	 * @return the token, as this client sees it
	 * @throws IOException if there is none
	 */
	Object getToken(String accountId) throws IOException;

	/**
	 * Return the token that goes over the wire.
	 * @param token the token, as this client sees it
	 * @return its value
	 */
	String value(Object token);

	/**
	 * Forget all tokens.
	 */
	void forget();

	@Override
	default void close() {
	}

}
