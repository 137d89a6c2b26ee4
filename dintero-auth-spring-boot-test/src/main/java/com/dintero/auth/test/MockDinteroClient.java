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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A client that {@link MockDintero} knows: the account that it belongs to, its
 * credentials, the audiences that it may request tokens for, and the scopes of its own
 * tokens.
 *
 * @param accountId the account, such as {@code T12345678} or the short partner form
 * {@code T112}
 * @param clientId the client id; it has no colon, as Basic authentication demands
 * @param clientSecret the client secret, with any characters
 * @param audiences the audiences of the client's grants, at least one
 * @param scopes the scopes of the client's own tokens, by default none
 */
public record MockDinteroClient(String accountId, String clientId, String clientSecret, Set<String> audiences,
		Set<String> scopes) {

	/**
	 * The scope of a client that gets refresh tokens for the users who sign in with it.
	 */
	public static final String REFRESH_TOKEN_SCOPE = "create:accounts:auth:refresh_token";

	private static final Pattern ACCOUNT_ID = Pattern.compile("^[PT](?:\\d{3}|\\d{8})$");

	/**
	 * Checks what was given.
	 * @throws IllegalArgumentException if the account id is off its pattern, or if
	 * something is blank or missing
	 */
	public MockDinteroClient {
		if (!isAccountId(accountId)) {
			throw new IllegalArgumentException(
					"'%s' is not an account id such as T12345678 or T112".formatted(accountId));
		}
		if (clientId.isBlank() || clientId.indexOf(':') >= 0) {
			throw new IllegalArgumentException("The client id must not be blank and must not have a colon");
		}
		if (clientSecret.isBlank()) {
			throw new IllegalArgumentException("The client secret must not be blank");
		}
		if (audiences.isEmpty()) {
			throw new IllegalArgumentException("A client must have at least one audience");
		}
		audiences = Set.copyOf(audiences);
		scopes = Set.copyOf(scopes);
	}

	/**
	 * Creates a client without scopes.
	 * @param accountId the account
	 * @param clientId the client id
	 * @param clientSecret the client secret
	 * @param audiences the audiences of the client's grants, at least one
	 * @throws IllegalArgumentException if the account id is off its pattern, or if
	 * something is blank or missing
	 */
	public MockDinteroClient(String accountId, String clientId, String clientSecret, Set<String> audiences) {
		this(accountId, clientId, clientSecret, audiences, Set.of());
	}

	/**
	 * Creates a client whose one audience is the account's own,
	 * {@code https://api.dintero.com/v1/accounts/{accountId}}.
	 * @param accountId the account id
	 * @param clientId the client id
	 * @param clientSecret the client secret
	 * @return the client
	 */
	public static MockDinteroClient of(String accountId, String clientId, String clientSecret) {
		return new MockDinteroClient(accountId, clientId, clientSecret, Set.of(ownAudience(accountId)));
	}

	/**
	 * Returns a copy that may request tokens for one more audience.
	 * @param audience the audience
	 * @return the copy
	 */
	public MockDinteroClient withAudience(String audience) {
		Set<String> all = new LinkedHashSet<>(this.audiences);
		all.add(audience);
		return new MockDinteroClient(this.accountId, this.clientId, this.clientSecret, all, this.scopes);
	}

	/**
	 * Returns a copy whose own tokens have one more scope.
	 * @param scope the scope
	 * @return the copy
	 */
	public MockDinteroClient withScope(String scope) {
		Set<String> all = new LinkedHashSet<>(this.scopes);
		all.add(scope);
		return new MockDinteroClient(this.accountId, this.clientId, this.clientSecret, this.audiences, all);
	}

	boolean isSameAs(MockDinteroClient other) {
		return other.accountId.equals(this.accountId) && other.clientId.equals(this.clientId);
	}

	/**
	 * Checks that the client may request tokens for an audience.
	 * @param audience the audience
	 * @throws RefusedException if it may not
	 */
	void checkGrant(String audience) {
		if (!this.audiences.contains(audience)) {
			throw RefusedException.of(403, "The client has no grant for this audience");
		}
	}

	@Override
	public String toString() {
		return "MockDinteroClient[accountId=%s, clientId=%s, clientSecret=***, audiences=%s, scopes=%s]"
			.formatted(this.accountId, this.clientId, this.audiences, this.scopes);
	}

	static String ownAudience(String accountId) {
		return "https://api.dintero.com/v1/accounts/" + accountId;
	}

	/**
	 * Whether this is an account id: {@code T} or {@code P}, and three or eight digits.
	 * @param value the value to look at
	 * @return {@code true} if it is
	 */
	public static boolean isAccountId(String value) {
		return ACCOUNT_ID.matcher(value).matches();
	}

}
