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

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Issues access tokens and knows those that it issued. They look like JWTs, but nobody
 * can verify their signature.
 */
final class IssuedTokens {

	static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);

	private static final String ISSUER = "https://mock.dintero.example";

	private static final int SIGNATURE_LENGTH = 256;

	private final SecureRandom random = new SecureRandom();

	private final Map<String, IssuedToken> tokens = new HashMap<>();

	private final Clock clock;

	private Duration lifetime = DEFAULT_LIFETIME;

	IssuedTokens(Clock clock) {
		this.clock = clock;
	}

	synchronized void lifetime(Duration lifetime) {
		if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
			throw new IllegalArgumentException("A token must live for at least a second");
		}
		// Whole seconds, as in expires_in
		this.lifetime = lifetime.truncatedTo(ChronoUnit.SECONDS);
	}

	/**
	 * Issues a token.
	 * @param client the client that it is issued to
	 * @param audience the audience that it is for
	 * @return the members of the token response
	 */
	synchronized Map<String, Object> issue(MockDinteroClient client, String audience) {
		Instant now = this.clock.instant();
		Instant expiresAt = now.plus(this.lifetime);
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", ISSUER);
		claims.put("sub", client.clientId());
		claims.put("aud", audience);
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", expiresAt.getEpochSecond());
		claims.put("jti", UUID.randomUUID().toString());
		String value = jwt(claims);
		this.tokens.put(value, new IssuedToken(client.accountId(), expiresAt, false));
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("access_token", value);
		response.put("token_type", "Bearer");
		response.put("expires_in", this.lifetime.toSeconds());
		return response;
	}

	/**
	 * Finds the token that a request carries.
	 * @param exchange the request
	 * @return the token
	 * @throws RefusedException if it carries none, or one that is not valid
	 */
	synchronized IssuedToken authenticate(Exchange exchange) {
		String value = RequestChecks.bearerToken(exchange);
		if (value == null) {
			throw unauthorized("A token is required");
		}
		IssuedToken token = this.tokens.get(value);
		if (token == null) {
			throw unauthorized("The token is not known");
		}
		if (token.revoked()) {
			throw unauthorized("The token has been revoked");
		}
		if (token.isExpired(this.clock.instant())) {
			throw unauthorized("The token has expired");
		}
		return token;
	}

	synchronized void revokeAll() {
		this.tokens.replaceAll((value, token) -> token.revoke());
	}

	private String jwt(Map<String, Object> claims) {
		byte[] signature = new byte[SIGNATURE_LENGTH];
		this.random.nextBytes(signature);
		Map<String, String> header = new LinkedHashMap<>();
		header.put("alg", "RS256");
		header.put("typ", "JWT");
		return encode(json(header)) + "." + encode(json(claims)) + "." + encode(signature);
	}

	private static RefusedException unauthorized(String message) {
		return RefusedException.of(401, message).withHeader("WWW-Authenticate", "Bearer");
	}

	private static byte[] json(Object value) {
		return Json.write(value).getBytes(StandardCharsets.UTF_8);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
