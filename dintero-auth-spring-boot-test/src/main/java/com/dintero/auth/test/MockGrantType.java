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
 * The type of a {@link MockDinteroClient}'s grants, which says how tokens are obtained
 * with them.
 *
 * @since 0.1.0
 */
public enum MockGrantType {

	/** For the client's own tokens and for users with a password. */
	ANY,

	/** For the client's own tokens only. */
	CLIENT_CREDENTIALS,

	/** For users with a password only. */
	PASSWORD,

	/**
	 * For users who come from an external identity provider, and for codes that are sent
	 * to users, only.
	 */
	AUTHORIZATION_CODE

}
