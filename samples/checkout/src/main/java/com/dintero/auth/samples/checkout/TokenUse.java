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

package com.dintero.auth.samples.checkout;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockRequest;

/**
 * Knows what the calls took. The embedded Dintero is asked; the real one does not tell
 * how many token requests it got, so there the different tokens are counted.
 */
@Component
class TokenUse {

	private final DinteroTokens tokens;

	private final String registrationId;

	private final MockDintero embedded;

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	TokenUse(DinteroTokens tokens, DinteroRegistrations registrations, ObjectProvider<MockDintero> embedded) {
		this.tokens = tokens;
		this.registrationId = registrations.getDefault().registrationId();
		this.embedded = embedded.getIfAvailable();
	}

	boolean isEmbedded() {
		return this.embedded != null;
	}

	/**
	 * Notes the token that a call has just carried.
	 */
	void note() {
		this.seen.add(token().getTokenValue());
	}

	Instant expiry() {
		return token().getExpiresAt();
	}

	String describe(int answeredCalls) {
		if (isEmbedded()) {
			long authorized = this.embedded.resources().requests().stream().filter(TokenUse::carriesToken).count();
			return "%s carried a token, and that took %s.".formatted(plural(authorized, "call"),
					plural(this.embedded.tokenEndpoint().requestCount(), "token request"));
		}
		return "%s carried a token (Dintero answers no others), and %s served them all."
			.formatted(plural(answeredCalls, "call"), plural(this.seen.size(), "token"));
	}

	private OAuth2AccessToken token() {
		return this.tokens.getToken(this.registrationId);
	}

	private static boolean carriesToken(MockRequest request) {
		String authorization = request.header("Authorization");
		return authorization != null && authorization.startsWith("Bearer ");
	}

	private static String plural(long number, String what) {
		return number + " " + what + ((number != 1) ? "s" : "");
	}

}
