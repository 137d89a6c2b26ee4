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

package com.dintero.auth.user;

import org.springframework.util.Assert;

/**
 * Holds a code that a user received by e-mail or SMS, and identifies the user.
 *
 * @param identType the type of the identifier: {@code email} or {@code user_id}
 * @param ident the user's e-mail address or id
 * @param verificationCode the code
 */
public record PasswordlessCode(String identType, String ident, String verificationCode) {

	/**
	 * Creates a code.
	 * @throws IllegalArgumentException if a value is blank
	 */
	public PasswordlessCode {
		Assert.hasText(identType, "The type of the ident must not be blank");
		Assert.hasText(ident, "The ident must not be blank");
		Assert.hasText(verificationCode, "The code must not be blank");
	}

	/**
	 * Creates a code for a user with an e-mail address.
	 * @param email the e-mail address
	 * @param verificationCode the code
	 * @return the code
	 * @throws IllegalArgumentException if a value is blank
	 */
	public static PasswordlessCode ofEmail(String email, String verificationCode) {
		return new PasswordlessCode("email", email, verificationCode);
	}

	/**
	 * Creates a code for a user with an id.
	 * @param userId the user's id at Dintero
	 * @param verificationCode the code
	 * @return the code
	 * @throws IllegalArgumentException if a value is blank
	 */
	public static PasswordlessCode ofUserId(String userId, String verificationCode) {
		return new PasswordlessCode("user_id", userId, verificationCode);
	}

	@Override
	public String toString() {
		return "PasswordlessCode[identType=%s]".formatted(this.identType);
	}

}
