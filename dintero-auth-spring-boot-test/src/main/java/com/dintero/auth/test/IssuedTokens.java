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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Issues access tokens and knows those that it issued, until they have been expired for
 * ten minutes. They look like JWTs, but nobody can verify their signature.
 */
final class IssuedTokens {

	static final Duration DEFAULT_LIFETIME = Duration.ofHours(4);

	private static final String ISSUER = "https://mock.dintero.example";

	private static final Duration LIFETIME_ELSEWHERE = Duration.ofHours(1);

	/** How long it is still said of a token that it has expired. */
	private static final Duration MEMORY = Duration.ofMinutes(10);

	private static final Duration TIME_BETWEEN_CLEANUPS = Duration.ofMinutes(1);

	private final JwtWriter jwtWriter = new JwtWriter();

	private final Map<String, IssuedToken> tokens = new ConcurrentHashMap<>();

	private final AtomicReference<Instant> nextCleanup = new AtomicReference<>(Instant.MIN);

	private final Clock clock;

	private volatile Duration lifetime = DEFAULT_LIFETIME;

	IssuedTokens(Clock clock) {
		this.clock = clock;
	}

	void lifetime(Duration lifetime) {
		if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
			throw new IllegalArgumentException("A token must live for at least a second");
		}
		// Whole seconds, as in expires_in
		this.lifetime = lifetime.truncatedTo(ChronoUnit.SECONDS);
	}

	/**
	 * Issues a token about a client.
	 * @param kind what it is issued in return for
	 * @param accountId the account that it gives access to
	 * @param client the client that it is issued to
	 * @param audience the audience that it is for
	 * @return the members of the token response
	 */
	Map<String, Object> issue(TokenKind kind, String accountId, MockDinteroClient client, String audience) {
		return issue(kind, accountId, client, client.clientId(), audience);
	}

	/**
	 * Issues a token.
	 * @param kind what it is issued in return for
	 * @param accountId the account that it gives access to
	 * @param client the client that it is issued to
	 * @param subject who it is about
	 * @param audience the audience that it is for
	 * @return the members of the token response
	 */
	Map<String, Object> issue(TokenKind kind, String accountId, MockDinteroClient client, String subject,
			String audience) {
		Duration lifetime = this.lifetime;
		Instant now = this.clock.instant();
		IssuedToken token = new IssuedToken(kind, accountId, client, subject, now.plus(lifetime), false);
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("access_token", issue(token, now, claims(token, now, audience)));
		response.put("token_type", "Bearer");
		response.put("expires_in", lifetime.toSeconds());
		return response;
	}

	/**
	 * Issues a token from elsewhere, which lives for an hour.
	 * @param kind what it is
	 * @param accountId the account of the user
	 * @param subject the user
	 * @param email the user's e-mail address, if it has one
	 * @return the token
	 */
	String issueFromElsewhere(TokenKind kind, String accountId, String subject, @Nullable String email) {
		Instant now = this.clock.instant();
		IssuedToken token = new IssuedToken(kind, accountId, null, subject, now.plus(LIFETIME_ELSEWHERE), false);
		Map<String, Object> claims = claims(token, now, MockDinteroClient.ownAudience(accountId));
		if (email != null) {
			claims.put("email", email);
		}
		return issue(token, now, claims);
	}

	/**
	 * Finds the token that a request carries.
	 * @param exchange the request
	 * @return the token
	 * @throws RefusedException if it carries none, or one that is not valid
	 */
	IssuedToken authenticate(Exchange exchange) {
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

	/**
	 * Finds the token that a request carries, which must be a client's own.
	 * @param exchange the request
	 * @param accountId the account that it must be for
	 * @return the token
	 * @throws RefusedException if it carries none, or one that is not valid or for
	 * something else
	 */
	IssuedToken authenticateOwn(Exchange exchange, String accountId) {
		IssuedToken token = authenticate(exchange);
		if (!token.isFor(TokenKind.OWN, accountId)) {
			throw RefusedException.of(403, "The token is not a client's own for this account");
		}
		return token;
	}

	void revoke(Predicate<IssuedToken> which) {
		this.tokens.replaceAll((value, token) -> which.test(token) ? token.revoke() : token);
	}

	/**
	 * Returns how many tokens are known, expired and revoked ones included.
	 * @return the number of tokens
	 */
	int size() {
		return this.tokens.size();
	}

	static RefusedException unauthorized(String message) {
		return RefusedException.of(401, message).withHeader("WWW-Authenticate", "Bearer");
	}

	private void forgetLongExpired(Instant now) {
		Instant due = this.nextCleanup.get();
		if (!now.isBefore(due) && this.nextCleanup.compareAndSet(due, now.plus(TIME_BETWEEN_CLEANUPS))) {
			Instant limit = now.minus(MEMORY);
			this.tokens.values().removeIf((token) -> token.isExpired(limit));
		}
	}

	private String issue(IssuedToken token, Instant now, Map<String, Object> claims) {
		String value = this.jwtWriter.write(claims);
		forgetLongExpired(now);
		this.tokens.put(value, token);
		return value;
	}

	private static Map<String, Object> claims(IssuedToken token, Instant now, String audience) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", ISSUER);
		claims.put("sub", token.subject());
		claims.put("aud", audience);
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", token.expiresAt().getEpochSecond());
		claims.put("jti", UUID.randomUUID().toString());
		return claims;
	}

}
