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
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The users who have to answer a challenge, and the challenges: one for each MFA token,
 * the last one.
 */
final class MfaChallenges {

	static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

	static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

	private final ExpiringMap<String, MfaLogin> logins;

	private final ExpiringMap<String, MfaChallenge> challenges;

	private final SentCodes sentCodes;

	MfaChallenges(Clock clock, SentCodes sentCodes) {
		this.logins = new ExpiringMap<>(clock, TOKEN_LIFETIME);
		this.challenges = new ExpiringMap<>(clock, CODE_LIFETIME);
		this.sentCodes = sentCodes;
	}

	/**
	 * Begins to wait for a user.
	 * @param login who has to answer a challenge, and what for
	 * @return the MFA token
	 */
	String begin(MfaLogin login) {
		String mfaToken = newValue();
		this.logins.put(mfaToken, login);
		return mfaToken;
	}

	/**
	 * Sends a challenge, in place of the one before.
	 * @param client the client whose token was used
	 * @param mfaToken the MFA token
	 * @param channel how to send it
	 * @return the code of the challenge
	 * @throws RefusedException if the MFA token is not valid, or if the challenge cannot
	 * be over this channel
	 */
	synchronized String challenge(MockDinteroClient client, String mfaToken, CodeChannel channel) {
		MfaLogin login = this.logins.get(mfaToken);
		if (login == null || !client.isSameAs(login.client())) {
			throw RefusedException.of(401, "The MFA token is not valid");
		}
		if (channel == login.usedChannel()) {
			throw unsuitable("has been used for the first challenge");
		}
		String recipient = channel.recipient(login.user());
		if (recipient == null) {
			throw unsuitable("is not one of this user");
		}
		return send(mfaToken, login.user(), channel, recipient);
	}

	/**
	 * Answers a challenge, which uses it and its MFA token up.
	 * @param client the client whose token was used
	 * @param mfaToken the MFA token
	 * @param oobCode the code of the challenge
	 * @param bindingCode the code that the user received
	 * @return who has answered, and what for
	 * @throws RefusedException if the answer is wrong, or if there has to be a second one
	 */
	synchronized MfaLogin answer(MockDinteroClient client, String mfaToken, String oobCode, String bindingCode) {
		MfaLogin login = this.logins.get(mfaToken);
		MfaChallenge challenge = this.challenges.get(mfaToken);
		if (login == null || challenge == null || !client.isSameAs(login.client())
				|| !challenge.isAnsweredBy(oobCode, bindingCode)) {
			throw RefusedException.of(401, "This is not the answer to a challenge");
		}
		this.logins.remove(mfaToken, login);
		this.challenges.remove(mfaToken, challenge);
		if (login.recovery()) {
			throw RefusedException.mfaRequired(begin(login.secondStep(challenge.channel())));
		}
		return login;
	}

	/**
	 * Begins to wait for a user, and sends the first challenge.
	 * @param login who has to answer it, or {@code null} if there is nobody to
	 * @param channel how to send it
	 * @return the MFA token and the code of the challenge, which look the same if nothing
	 * could be sent
	 */
	synchronized Recovery recover(@Nullable MfaLogin login, CodeChannel channel) {
		String recipient = (login != null) ? channel.recipient(login.user()) : null;
		if (login == null || recipient == null) {
			return new Recovery(newValue(), newValue());
		}
		String mfaToken = begin(login);
		return new Recovery(mfaToken, send(mfaToken, login.user(), channel, recipient));
	}

	int size() {
		return this.logins.size() + this.challenges.size();
	}

	private String send(String mfaToken, MockUser user, CodeChannel channel, String recipient) {
		String bindingCode = this.sentCodes.newCode();
		MfaChallenge challenge = new MfaChallenge(newValue(), channel, bindingCode);
		this.challenges.put(mfaToken, challenge);
		this.sentCodes.add(new MockSentCode(user.username(), channel.text(), recipient, bindingCode));
		return challenge.oobCode();
	}

	private static RefusedException unsuitable(String message) {
		return RefusedException.badRequest("The challenge cannot be sent", Map.of("oob_channel", message));
	}

	private static String newValue() {
		return UUID.randomUUID().toString();
	}

	/**
	 * What a recovery begins with.
	 *
	 * @param mfaToken the MFA token
	 * @param oobCode the code of the challenge
	 */
	record Recovery(String mfaToken, String oobCode) {

		@Override
		public String toString() {
			return "Recovery[mfaToken=***, oobCode=***]";
		}

	}

}
