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

import org.jspecify.annotations.Nullable;

/**
 * Redeems codes at an authority that may fail in any way, and that may block: the server
 * interrupts it on close.
 */
final class CodeRedeemer {

	private final MockAuthority authority;

	CodeRedeemer(MockAuthority authority) {
		this.authority = authority;
	}

	/**
	 * Redeems a code.
	 * @param code the code
	 * @param redirectUri where the user came back to, if the request says so
	 * @return the user, or {@code null} if nothing is to be told about it
	 * @throws RefusedException if the authority refuses the code, or fails
	 */
	@Nullable MockUserInfo redeem(String code, @Nullable String redirectUri) {
		try {
			return this.authority.redeem(code, redirectUri);
		}
		catch (MockAuthority.CodeRefusedException ex) {
			throw RefusedException.badRequest("The authority refuses the code", Map.of("code", "is refused"));
		}
		catch (Exception | AssertionError ex) {
			// Its message could quote the code. An authority in a test may well assert.
			throw RefusedException.of(500, "The authority failed");
		}
	}

}
