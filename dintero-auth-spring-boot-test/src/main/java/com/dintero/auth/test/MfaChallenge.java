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
 * A challenge that was sent to a user.
 */
final class MfaChallenge {

	static final int MAXIMUM_WRONG_CODES = 10;

	private final String oobCode;

	private final CodeChannel channel;

	private final String bindingCode;

	private int wrongCodes;

	MfaChallenge(String oobCode, CodeChannel channel, String bindingCode) {
		this.oobCode = oobCode;
		this.channel = channel;
		this.bindingCode = bindingCode;
	}

	/**
	 * Whether this is the answer. After too many wrong ones no answer is right.
	 * @param oobCode the code of the challenge
	 * @param bindingCode the code that the user received
	 * @return {@code true} if it is
	 */
	synchronized boolean isAnsweredBy(String oobCode, String bindingCode) {
		if (!oobCode.equals(this.oobCode) || this.wrongCodes == MAXIMUM_WRONG_CODES) {
			return false;
		}
		if (!bindingCode.equals(this.bindingCode)) {
			this.wrongCodes++;
			return false;
		}
		return true;
	}

	String oobCode() {
		return this.oobCode;
	}

	CodeChannel channel() {
		return this.channel;
	}

}
