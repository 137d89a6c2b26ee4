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
 * A code that {@link MockDintero} sent to a user, for a test to read it in the user's
 * place.
 *
 * @param username the user
 * @param channel how it was sent, {@code sms} or {@code email}
 * @param recipient where it was sent to: a phone number or an e-mail address
 * @param code the code, six digits
 * @since 0.1.0
 */
public record MockSentCode(String username, String channel, String recipient, String code) {

	@Override
	public String toString() {
		return "MockSentCode[username=%s, channel=%s, recipient=%s, code=***]".formatted(this.username, this.channel,
				this.recipient);
	}

}
