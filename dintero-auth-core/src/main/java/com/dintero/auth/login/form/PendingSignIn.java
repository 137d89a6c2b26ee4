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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * A user who has entered the correct password and still needs a second factor.
 *
 * @param challenge the challenge of the latest code, or {@code null} if Dintero sent none
 */
record PendingSignIn(String username, String loginPath, String mfaToken, Set<MfaChannel> channels,
		@Nullable MfaChallenge challenge) {

	PendingSignIn(String username, String loginPath, DinteroMfaRequiredException required) {
		this(username, loginPath, required.getMfaToken(), required.getChannels(), null);
	}

	/**
	 * Returns the sign-in with the challenge of the latest code. The challenge of an
	 * earlier factor changes nothing.
	 */
	PendingSignIn withChallenge(MfaChallenge challenge) {
		return (challenge.mfaToken().equals(this.mfaToken))
				? new PendingSignIn(this.username, this.loginPath, this.mfaToken, this.channels, challenge) : this;
	}

	/**
	 * Returns the sign-in if Dintero requires another factor.
	 */
	PendingSignIn next(DinteroMfaRequiredException required) {
		return new PendingSignIn(this.username, this.loginPath, required);
	}

	/**
	 * Returns the user's channels for a code, with the wanted channel first if the user
	 * has it.
	 */
	List<MfaChannel> channels(@Nullable MfaChannel wanted) {
		return this.channels.stream()
			.sorted(Comparator.comparing((MfaChannel channel) -> channel != wanted).thenComparing((channel) -> channel))
			.toList();
	}

	/**
	 * Returns the channel with a value, or {@code null}.
	 */
	static @Nullable MfaChannel channel(@Nullable Object value) {
		return Stream.of(MfaChannel.values())
			.filter((channel) -> channel.value().equals(value))
			.findFirst()
			.orElse(null);
	}

	@Override
	public String toString() {
		return "PendingSignIn[]";
	}

}
