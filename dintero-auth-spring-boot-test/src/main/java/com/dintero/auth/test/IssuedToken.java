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

import java.time.Instant;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A token that was issued.
 *
 * @param kind what it was issued in return for
 * @param accountId the account that it gives access to
 * @param client the client that it was issued to, or {@code null} if it comes from
 * elsewhere; for a merchant that is a client of its partner
 * @param subject who it is about, a client or a user
 * @param expiresAt when it expires
 * @param revoked whether it has been revoked
 */
record IssuedToken(TokenKind kind, String accountId, @Nullable MockDinteroClient client, String subject,
		Instant expiresAt, boolean revoked) {

	IssuedToken revoke() {
		return new IssuedToken(this.kind, this.accountId, this.client, this.subject, this.expiresAt, true);
	}

	boolean isExpired(Instant now) {
		return !now.isBefore(this.expiresAt);
	}

	boolean isFor(TokenKind kind, String accountId) {
		return this.kind == kind && this.accountId.equals(accountId);
	}

	boolean isOfUser(String accountId) {
		return this.kind.isOfUser() && this.accountId.equals(accountId);
	}

	/**
	 * Checks that the token has one of these scopes, which are those of its client.
	 * @param scopes the scopes
	 * @return this token
	 * @throws RefusedException if it has none of them
	 */
	IssuedToken require(String... scopes) {
		if (!hasAnyOf(scopes)) {
			throw RefusedException.of(403, "The token has none of the scopes that are needed");
		}
		return this;
	}

	boolean hasAnyOf(String... scopes) {
		return this.client != null && Stream.of(scopes).anyMatch(this.client.scopes()::contains);
	}

	/**
	 * Returns the client of a token of which it is known that it was issued to one.
	 * @return the client
	 */
	MockDinteroClient issuedTo() {
		if (this.client == null) {
			throw new IllegalStateException("The token was not issued to a client");
		}
		return this.client;
	}

}
