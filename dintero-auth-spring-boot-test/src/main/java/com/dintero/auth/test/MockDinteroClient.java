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
import java.util.stream.Stream;

/**
 * A client that {@link MockDintero} knows: the account that it belongs to, its
 * credentials, and its grants. Unless a test says otherwise, the grants are of the types
 * and have the scopes that all endpoints need, except that users get no refresh tokens.
 * <p>
 * Tokens for the client's audiences are issued for grants of these types:
 * <ul>
 * <li>the client's own tokens: {@link MockGrantType#ANY} or
 * {@link MockGrantType#CLIENT_CREDENTIALS}</li>
 * <li>users with a password: {@link MockGrantType#ANY} or
 * {@link MockGrantType#PASSWORD}</li>
 * <li>users from an external identity provider, and codes that are sent to users:
 * {@link MockGrantType#AUTHORIZATION_CODE}</li>
 * </ul>
 * All tokens that are issued to the client have its scopes, and need one of these:
 * <ul>
 * <li>token endpoint, for users: {@code admin:accounts}, {@code write:accounts},
 * {@code write:accounts:/auth/users} or {@code write:accounts:/auth/users/no-mfa}, with
 * which users need not answer a challenge; for refresh tokens also
 * {@link #REFRESH_TOKEN_SCOPE}</li>
 * <li>OIDC endpoint: {@code write:accounts:/auth/users}</li>
 * <li>exchange endpoint: {@code admin:accounts} or {@code read:accounts}</li>
 * <li>passwordless endpoint: {@code write:accounts:/auth/passwordless}, or
 * {@code write:accounts:/auth/passwordless-sms} or
 * {@code write:accounts:/auth/passwordless-email} for one of the connections</li>
 * <li>MFA endpoints: {@code write:accounts:/auth/mfa}</li>
 * <li>revocation endpoint: as the token endpoint for refresh tokens</li>
 * <li>settings of an account: {@code read:accounts}</li>
 * </ul>
 *
 * @param accountId the account, such as {@code T12345678} or the short partner form
 * {@code T112}
 * @param clientId the client id; it has no colon, as Basic authentication demands
 * @param clientSecret the client secret, with any characters
 * @param audiences the audiences of the client's grants, at least one
 * @param scopes the scopes of the tokens that are issued to the client
 * @param grantTypes the types of the client's grants: for each audience there is one
 * grant of each type
 */
public record MockDinteroClient(String accountId, String clientId, String clientSecret, Set<String> audiences,
		Set<String> scopes, Set<MockGrantType> grantTypes) {

	/**
	 * The scope of a client that gets refresh tokens for the users who sign in with it.
	 */
	public static final String REFRESH_TOKEN_SCOPE = "create:accounts:auth:refresh_token";

	private static final Set<String> DEFAULT_SCOPES = Set.of("read:accounts", "write:accounts:/auth/users",
			"write:accounts:/auth/mfa", "write:accounts:/auth/passwordless");

	private static final Set<MockGrantType> DEFAULT_GRANT_TYPES = Set.of(MockGrantType.ANY,
			MockGrantType.AUTHORIZATION_CODE);

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
		grantTypes = Set.copyOf(grantTypes);
	}

	/**
	 * Creates a client with the types of grants and the scopes that all endpoints need.
	 * @param accountId the account
	 * @param clientId the client id
	 * @param clientSecret the client secret
	 * @param audiences the audiences of the client's grants, at least one
	 * @throws IllegalArgumentException if the account id is off its pattern, or if
	 * something is blank or missing
	 */
	public MockDinteroClient(String accountId, String clientId, String clientSecret, Set<String> audiences) {
		this(accountId, clientId, clientSecret, audiences, DEFAULT_SCOPES, DEFAULT_GRANT_TYPES);
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
		return new MockDinteroClient(this.accountId, this.clientId, this.clientSecret, all, this.scopes,
				this.grantTypes);
	}

	/**
	 * Returns a copy whose tokens have one more scope.
	 * @param scope the scope
	 * @return the copy
	 */
	public MockDinteroClient withScope(String scope) {
		Set<String> all = new LinkedHashSet<>(this.scopes);
		all.add(scope);
		return withScopes(all);
	}

	/**
	 * Returns a copy whose tokens lack a scope.
	 * @param scope the scope
	 * @return the copy
	 */
	public MockDinteroClient withoutScope(String scope) {
		Set<String> others = new LinkedHashSet<>(this.scopes);
		others.remove(scope);
		return withScopes(others);
	}

	/**
	 * Returns a copy whose grants are of these types and no others.
	 * @param types the types
	 * @return the copy
	 */
	public MockDinteroClient withGrantTypes(MockGrantType... types) {
		return new MockDinteroClient(this.accountId, this.clientId, this.clientSecret, this.audiences, this.scopes,
				Set.of(types));
	}

	boolean isSameAs(MockDinteroClient other) {
		return other.accountId.equals(this.accountId) && other.clientId.equals(this.clientId);
	}

	/**
	 * Checks that the client may request tokens for an audience.
	 * @param audience the audience
	 * @param types the types of grants, one of which it must have
	 * @throws RefusedException if it may not
	 */
	void checkGrant(String audience, MockGrantType... types) {
		if (!this.audiences.contains(audience)) {
			throw RefusedException.of(403, "The client has no grant for this audience");
		}
		if (Stream.of(types).noneMatch(this.grantTypes::contains)) {
			throw RefusedException.of(403, "The client has no grant of this type for this audience");
		}
	}

	private MockDinteroClient withScopes(Set<String> scopes) {
		return new MockDinteroClient(this.accountId, this.clientId, this.clientSecret, this.audiences, scopes,
				this.grantTypes);
	}

	@Override
	public String toString() {
		return "MockDinteroClient[accountId=%s, clientId=%s, clientSecret=***, audiences=%s, scopes=%s, grantTypes=%s]"
			.formatted(this.accountId, this.clientId, this.audiences, this.scopes, this.grantTypes);
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
