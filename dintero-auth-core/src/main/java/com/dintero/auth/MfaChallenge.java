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

/**
 * Identifies a challenge for which the user receives a binding code: Dintero's API,
 * section "MFA". Keep it on the server and never send it to a browser.
 *
 * @param mfaToken the {@code mfa_token} of the challenge
 * @param oobCode the {@code oob_code}, which identifies the challenge
 * @param channel the channel of the binding code
 */
public record MfaChallenge(String mfaToken, String oobCode, MfaChannel channel) {

	@Override
	public String toString() {
		return "MfaChallenge[channel=%s]".formatted(this.channel);
	}

}
