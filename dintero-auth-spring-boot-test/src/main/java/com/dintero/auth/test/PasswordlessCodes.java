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

import java.time.Clock;
import java.time.Duration;

/**
 * The codes that users sign in with in place of a password: one for each user, the last
 * one.
 */
final class PasswordlessCodes {

	static final Duration LIFETIME = Duration.ofMinutes(5);

	private final ExpiringMap<Key, String> codes;

	private final SentCodes sentCodes;

	PasswordlessCodes(Clock clock, SentCodes sentCodes) {
		this.codes = new ExpiringMap<>(clock, LIFETIME);
		this.sentCodes = sentCodes;
	}

	/**
	 * Sends a code, in place of the one before. Does nothing if the user lacks the
	 * channel.
	 * @param user the user
	 * @param channel how to send it
	 */
	synchronized void send(MockUser user, CodeChannel channel) {
		String recipient = channel.recipient(user);
		if (recipient != null) {
			String code = this.sentCodes.newCode();
			this.codes.put(Key.of(user), code);
			this.sentCodes.add(new MockSentCode(user.username(), channel.text(), recipient, code));
		}
	}

	/**
	 * Redeems a code.
	 * @param user the user
	 * @param code the code
	 * @return whether it is right, which it is once
	 */
	boolean redeem(MockUser user, String code) {
		return this.codes.remove(Key.of(user), code);
	}

	int size() {
		return this.codes.size();
	}

	private record Key(String accountId, String username) {

		static Key of(MockUser user) {
			return new Key(user.accountId(), user.username());
		}

	}

}
