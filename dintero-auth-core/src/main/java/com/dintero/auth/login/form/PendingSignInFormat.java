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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.store.StoreKeys;

/**
 * The form of a pending sign-in in the store, which encrypts it.
 */
final class PendingSignInFormat implements SharedEntries.Format<PendingSignIn> {

	private static final String USERNAME = "username";

	private static final String LOGIN_PATH = "login_path";

	private static final String MFA_TOKEN = "mfa_token";

	private static final String CHANNELS = "channels";

	private static final String OOB_CODE = "oob_code";

	private static final String OOB_CHANNEL = "oob_channel";

	@Override
	public String key(StoreKeys keys, String id) {
		return keys.signIn(id);
	}

	@Override
	public Map<String, String> write(PendingSignIn signIn) {
		Map<String, String> members = new LinkedHashMap<>();
		members.put(USERNAME, signIn.username());
		members.put(LOGIN_PATH, signIn.loginPath());
		members.put(MFA_TOKEN, signIn.mfaToken());
		members.put(CHANNELS, signIn.channels().stream().map(MfaChannel::value).collect(Collectors.joining(",")));
		MfaChallenge challenge = signIn.challenge();
		if (challenge != null) {
			members.put(OOB_CODE, challenge.oobCode());
			members.put(OOB_CHANNEL, challenge.channel().value());
		}
		return members;
	}

	@Override
	public @Nullable PendingSignIn read(Map<String, @Nullable Object> members) {
		if (!(members.get(USERNAME) instanceof String username)
				|| !(members.get(LOGIN_PATH) instanceof String loginPath)
				|| !(members.get(MFA_TOKEN) instanceof String mfaToken)
				|| !(members.get(CHANNELS) instanceof String channels)) {
			return null;
		}
		MfaChannel channel = PendingSignIn.channel(members.get(OOB_CHANNEL));
		MfaChallenge challenge = (members.get(OOB_CODE) instanceof String oobCode && channel != null)
				? new MfaChallenge(mfaToken, oobCode, channel) : null;
		return new PendingSignIn(username, loginPath, mfaToken,
				Stream.of(channels.split(",", -1))
					.map(PendingSignIn::channel)
					.filter(Objects::nonNull)
					.collect(Collectors.toUnmodifiableSet()),
				challenge);
	}

}
