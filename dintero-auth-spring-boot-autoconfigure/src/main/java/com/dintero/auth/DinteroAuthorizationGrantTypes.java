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

import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * Dintero's ways to a token that no standard has a name for. These names do not go over
 * the wire.
 */
public final class DinteroAuthorizationGrantTypes {

	/**
	 * A partner's token for an exchange token of one of its merchants, the second step of
	 * Dintero's partner guide.
	 */
	public static final AuthorizationGrantType EXCHANGE_TOKEN = new AuthorizationGrantType("exchange_token");

	/**
	 * An exchange token for the merchant's token, the third step of Dintero's partner
	 * guide.
	 */
	public static final AuthorizationGrantType MERCHANT_TOKEN = new AuthorizationGrantType("merchant_token");

	private DinteroAuthorizationGrantTypes() {
	}

}
