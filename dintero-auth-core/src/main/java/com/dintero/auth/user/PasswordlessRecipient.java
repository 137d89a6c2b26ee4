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
 * Describes the recipient of a code: the members of a passwordless request in Dintero's
 * API, section "Passwordless code and revocation".
 *
 * @param members the members of the JSON body, without {@code audience} and
 * {@code client_id}
 */
public record PasswordlessRecipient(Map<String, String> members) {

	private static final String CONNECTION = "connection";

	/**
	 * Creates a recipient.
	 * @param members the members, with at least {@code connection}
	 * @throws IllegalArgumentException if {@code connection} is missing, if a value is
	 * blank, or if the registration sets a member itself
	 */
	public PasswordlessRecipient {
		Assert.isTrue(members.containsKey(CONNECTION), "The member 'connection' is required");
		members
			.forEach((name, value) -> Assert.hasText(value, () -> "The member '%s' must not be blank".formatted(name)));
		Assert.isTrue(!members.containsKey("audience") && !members.containsKey("client_id"),
				"The audience and the client id come from the registration");
		members = Map.copyOf(members);
	}

	/**
	 * Creates a recipient of an e-mail.
	 * @param email the user's e-mail address
	 * @return the recipient
	 * @throws IllegalArgumentException if the address is blank
	 */
	public static PasswordlessRecipient byEmail(String email) {
		return new PasswordlessRecipient(Map.of(CONNECTION, "email", "email", email));
	}

	/**
	 * Creates a recipient of a text message. The e-mail address identifies the user.
	 * @param email the user's e-mail address
	 * @return the recipient
	 * @throws IllegalArgumentException if the address is blank
	 */
	public static PasswordlessRecipient bySms(String email) {
		return new PasswordlessRecipient(Map.of(CONNECTION, "sms", "email", email));
	}

	/**
	 * Returns a copy with another member that Dintero requires for your account.
	 * @param name the name of the member
	 * @param value the value
	 * @return the copy
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
