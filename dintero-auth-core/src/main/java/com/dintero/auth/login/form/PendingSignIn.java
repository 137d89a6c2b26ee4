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

package com.dintero.auth.login.form;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * A user who has entered the correct password and still needs a second factor.
 */
final class PendingSignIn {

	private final String username;

	private final String loginPath;

	private String mfaToken;

	private Set<MfaChannel> channels;

	private @Nullable MfaChallenge challenge;

	PendingSignIn(String username, String loginPath, DinteroMfaRequiredException required) {
		this.username = username;
		this.loginPath = loginPath;
		this.mfaToken = required.getMfaToken();
		this.channels = required.getChannels();
	}

	String username() {
		return this.username;
	}

	String loginPath() {
		return this.loginPath;
	}

	synchronized String mfaToken() {
		return this.mfaToken;
	}

	synchronized @Nullable MfaChallenge challenge() {
		return this.challenge;
	}

	/**
	 * Records the challenge of the latest code.
	 */
	synchronized void challenge(MfaChallenge challenge) {
		this.challenge = challenge;
	}

	/**
	 * Records that Dintero requires another factor.
	 */
	synchronized void next(DinteroMfaRequiredException required) {
		this.mfaToken = required.getMfaToken();
		this.channels = required.getChannels();
		this.challenge = null;
	}

	/**
	 * Returns the user's channels for a code, with the wanted channel first if the user
	 * has it.
	 */
	synchronized List<MfaChannel> channels(@Nullable MfaChannel wanted) {
		return this.channels.stream().sorted(Comparator.comparing((MfaChannel channel) -> channel != wanted)).toList();
	}

}
