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

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.util.Assert;

/**
 * Whom a code is sent to, and how: the members of a passwordless request that Dintero's
 * API, section "Passwordless code and revocation", leaves to the caller.
 *
 * @param members the members of the JSON body beside {@code audience} and
 * {@code client_id}
 */
public record PasswordlessRecipient(Map<String, String> members) {

	private static final String CONNECTION = "connection";

	/**
	 * Check the members.
	 * @param members the members, of which {@code connection} must be one
	 * @throws IllegalArgumentException if {@code connection} is missing, if a value is
	 * blank, or if a member is one of those that the registration gives
	 */
	public PasswordlessRecipient {
		Assert.isTrue(members.containsKey(CONNECTION), "The member 'connection' must be there");
		members
			.forEach((name, value) -> Assert.hasText(value, () -> "The member '%s' must not be blank".formatted(name)));
		Assert.isTrue(!members.containsKey("audience") && !members.containsKey("client_id"),
				"The audience and the client id come from the registration");
		members = Map.copyOf(members);
	}

	/**
	 * A code by e-mail.
	 * @param email the user's e-mail address
	 * @return the recipient
	 * @throws IllegalArgumentException if the address is blank
	 */
	public static PasswordlessRecipient byEmail(String email) {
		return new PasswordlessRecipient(Map.of(CONNECTION, "email", "email", email));
	}

	/**
	 * A code by text message, to a user who is known by an e-mail address.
	 * @param email the user's e-mail address
	 * @return the recipient
	 * @throws IllegalArgumentException if the address is blank
	 */
	public static PasswordlessRecipient bySms(String email) {
		return new PasswordlessRecipient(Map.of(CONNECTION, "sms", "email", email));
	}

	/**
	 * Add a member that Dintero wants of your account.
	 * @param name the name of the member
	 * @param value the value
	 * @return the recipient with it
	 * @throws IllegalArgumentException if the value is blank
	 */
	public PasswordlessRecipient with(String name, String value) {
		Map<String, String> all = new LinkedHashMap<>(this.members);
		all.put(name, value);
		return new PasswordlessRecipient(all);
	}

	@Override
	public String toString() {
		return "PasswordlessRecipient[connection=%s]".formatted(this.members.get(CONNECTION));
	}

}
