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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A user that {@link MockDintero} knows: who can sign in at an account with a password,
 * with a code that is sent, and with another code on top of it.
 *
 * @param accountId the account, such as {@code T12345678}
 * @param username the name to sign in with, once in an account
 * @param password the password
 * @param userId the id of the user, the subject of its tokens
 * @param email the e-mail address, or {@code null} if the user has none
 * @param phoneNumber the phone number, or {@code null} if the user has none
 * @param mfa whether the user has to answer a challenge, over a channel that it has:
 * {@code sms} with a phone number, {@code email} with an e-mail address
 * @since 0.1.0
 */
public record MockUser(String accountId, String username, String password, String userId, @Nullable String email,
		@Nullable String phoneNumber, boolean mfa) {

	/**
	 * Checks what was given.
	 * @throws IllegalArgumentException if the account id is off its pattern, if something
	 * is blank, or if a user who has to answer a challenge has no channel for it
	 */
	public MockUser {
		if (!MockDinteroClient.isAccountId(accountId)) {
			throw new IllegalArgumentException(
					"'%s' is not an account id such as T12345678 or T112".formatted(accountId));
		}
		checkText("username", username);
		checkText("password", password);
		checkText("user id", userId);
		checkText("e-mail address", Objects.requireNonNullElse(email, "none"));
		checkText("phone number", Objects.requireNonNullElse(phoneNumber, "none"));
		if (mfa && email == null && phoneNumber == null) {
			throw new IllegalArgumentException("A user with MFA must have a phone number or an e-mail address");
		}
	}

	/**
	 * Creates a user with the id {@code user-{username}} and nothing else.
	 * @param accountId the account
	 * @param username the name to sign in with
	 * @param password the password
	 * @return the user
	 */
	public static MockUser of(String accountId, String username, String password) {
		return new MockUser(accountId, username, password, "user-" + username, null, null, false);
	}

	/**
	 * Returns a copy with this id.
	 * @param userId the id of the user
	 * @return the copy
	 */
	public MockUser withUserId(String userId) {
		return new MockUser(this.accountId, this.username, this.password, userId, this.email, this.phoneNumber,
				this.mfa);
	}

	/**
	 * Returns a copy with this e-mail address.
	 * @param email the e-mail address
	 * @return the copy
	 */
	public MockUser withEmail(String email) {
		return new MockUser(this.accountId, this.username, this.password, this.userId, email, this.phoneNumber,
				this.mfa);
	}

	/**
	 * Returns a copy with this phone number.
	 * @param phoneNumber the phone number
	 * @return the copy
	 */
	public MockUser withPhoneNumber(String phoneNumber) {
		return new MockUser(this.accountId, this.username, this.password, this.userId, this.email, phoneNumber,
				this.mfa);
	}

	/**
	 * Returns a copy that has to answer a challenge over one of its channels.
	 * @return the copy
	 * @throws IllegalArgumentException if it has neither a phone number nor an e-mail
	 * address
	 */
	public MockUser withMfa() {
		return new MockUser(this.accountId, this.username, this.password, this.userId, this.email, this.phoneNumber,
				true);
	}

	@Override
	public String toString() {
		return "MockUser[accountId=%s, username=%s, password=***, userId=%s, email=%s, phoneNumber=%s, mfa=%s]"
			.formatted(this.accountId, this.username, this.userId, this.email, this.phoneNumber, this.mfa);
	}

	private static void checkText(String what, String value) {
		if (value.isBlank()) {
			throw new IllegalArgumentException("The %s must not be blank".formatted(what));
		}
	}

}
