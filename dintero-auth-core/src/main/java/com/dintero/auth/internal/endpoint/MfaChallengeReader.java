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

package com.dintero.auth.internal.endpoint;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * Reads MFA challenges.
 */
final class MfaChallengeReader {

	private final AnswerReader answers;

	MfaChallengeReader(AnswerReader answers) {
		this.answers = answers;
	}

	/**
	 * Read the challenge of the given answer.
	 * @param request the request that was answered, for a challenge or a recovery
	 * @param response the answer
	 * @return the challenge
	 * @throws DinteroAuthorizationException if the answer is an error, or not one of
	 * Dintero's
	 */
	MfaChallenge read(TokenRequest request, TokenAnswer response) {
		Map<String, @Nullable Object> body = this.answers.readObject(request, response);
		require(request, response, body, "challenge_type", "oob");
		require(request, response, body, "binding_method", "prompt");
		// A recovery begins with a token of its own
		String mfaToken = (request.kind() == TokenRequestKind.MFA_RECOVERY)
				? this.answers.readText(request, response, body, "mfa_token") : request.body().get("mfa_token");
		return new MfaChallenge(Objects.requireNonNull(mfaToken),
				this.answers.readText(request, response, body, "oob_code"), channel(request));
	}

	private void require(TokenRequest request, TokenAnswer response, Map<String, @Nullable Object> body, String name,
			String value) {
		if (!value.equals(this.answers.readText(request, response, body, name))) {
			throw this.answers.notDintero(request, response, "'%s' is not '%s'".formatted(name, value));
		}
	}

	private static MfaChannel channel(TokenRequest request) {
		return MfaChannel.EMAIL.value().equals(request.body().get("oob_channel")) ? MfaChannel.EMAIL : MfaChannel.SMS;
	}

}
