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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How a code reaches a user.
 */
enum CodeChannel {

	/** To the phone number. */
	SMS,

	/** To the e-mail address. */
	EMAIL;

	/**
	 * Returns the channel of a request.
	 * @param body the body of the request
	 * @param name the member that says the channel
	 * @return the channel
	 * @throws RefusedException if there is no such channel
	 */
	static CodeChannel of(TextMembers body, String name) {
		return body.oneOf(name, SMS.text(), EMAIL.text()).equals(SMS.text()) ? SMS : EMAIL;
	}

	/**
	 * Returns the channel of a request that need not say it.
	 * @param body the body of the request
	 * @param name the member that says the channel
	 * @return the channel, {@link #SMS} by default
	 * @throws RefusedException if there is no such channel
	 */
	static CodeChannel orSms(TextMembers body, String name) {
		return (body.find(name) != null) ? of(body, name) : SMS;
	}

	@Nullable String recipient(MockUser user) {
		return (this == SMS) ? user.phoneNumber() : user.email();
	}

	String text() {
		return name().toLowerCase(Locale.ROOT);
	}

}
