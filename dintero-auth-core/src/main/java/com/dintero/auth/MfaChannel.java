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

package com.dintero.auth;

import java.util.Locale;

/**
 * The channel over which a user receives the binding code of an MFA challenge:
 * {@code oob_channel} in Dintero's API, section "MFA".
 */
public enum MfaChannel {

	/**
	 * A text message, Dintero's default.
	 */
	SMS,

	/**
	 * An e-mail.
	 */
	EMAIL;

	/**
	 * Returns the value in requests.
	 * @return {@code sms} or {@code email}
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
