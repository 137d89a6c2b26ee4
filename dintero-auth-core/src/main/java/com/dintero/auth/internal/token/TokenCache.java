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

package com.dintero.auth.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenSnapshot.State;

/**
 * Keeps tokens, renews those in use before they expire, and gets those that are not
 * there: one pending request for each, which everybody who asks meanwhile shares, and
 * which goes on when they give up.
 */
public final class TokenCache {

	/**
	 * How many merchants of a registration have tokens. Nobody should reach it: a
	 * merchant takes about two kilobytes, most of it the token, so all together take a
	 * hundred megabytes.
	 */
	private static final int MAXIMUM_MERCHANTS = 50_000;

	private final DinteroRegistrations registrations;

	private final TokenEndpointClient client;

	private final Clock clock;

	private final Map<String, RegistrationTokens> tokens;

	/**
	 * Create an empty cache.
	 * @param registrations the registrations that callers name
	 * @param client the client to send requests with
	 * @param secrets where client secrets come from
	 * @param expiryMargin how long before it expires a token is no longer handed out, at
	 * most
	 * @param clock the clock that tokens expire by
	 * @param store the store that the instances of the application share, or {@code null}
	 */
	public TokenCache(DinteroRegistrations registrations, TokenEndpointClient client, ClientSecretSupplier secrets,
			Duration expiryMargin, Clock clock, @Nullable StoreClient store) {
		this(registrations, client, secrets, expiryMargin, clock, store, MAXIMUM_MERCHANTS);
	}

	TokenCache(DinteroRegistrations registrations, TokenEndpointClient client, ClientSecretSupplier secrets,
			Duration expiryMargin, Clock clock, @Nullable StoreClient store, int maximumMerchants) {
		this.registrations = registrations;
		this.client = client;
		this.clock = clock;
		Map<String, RegistrationTokens> tokens = new LinkedHashMap<>();
		for (DinteroRegistration registration : registrations.all()) {
			TokenRules rules = new TokenRules(registration.registrationId(), registrations, clock, client, expiryMargin,
					() -> ThreadLocalRandom.current().nextDouble());
			tokens.put(rules.registrationId(), new RegistrationTokens(secrets, maximumMerchants, rules,
					(loader) -> (store != null) ? new SharedTokenLoader(loader, store, rules) : loader));
		}
		this.tokens = tokens;
	}

	/**
	 * Return how many tokens of a registration are cached and usable, by looking at every
	 * one.
	 * @param registrationId the registration's id
	 * @return the number of its own and of its merchants' tokens
	 */
	public long cachedTokens(String registrationId) {
		return tokens(registrationId).usable(this.clock.millis()).count();
	}

	/**
	 * Return how many calls got a cached token of a registration.
	 * @param registrationId the registration's id
	 * @return the number since the start
	 */
	public long hits(String registrationId) {
		return tokens(registrationId).hits();
	}

	/**
	 * Return how many calls found no cached token of a registration.
	 * @param registrationId the registration's id
	 * @return the number since the start
	 */
	public long misses(String registrationId) {
		return tokens(registrationId).misses();
	}

	/**
	 * Return how many requests for a registration's own token have failed in a row.
	 * @param registrationId the registration's id
	 * @return the number, 0 after a success
	 */
	public int failures(String registrationId) {
		return tokens(registrationId).own().failures();
	}

	/**
	 * Return when a registration's own token expires.
	 * @param registrationId the registration's id
	 * @return the time, {@code null} if callers have to wait for a token
	 */
	public @Nullable Instant expiresAt(String registrationId) {
		CachedToken token = tokens(registrationId).own().getUsable(this.clock.millis());
		return (token != null) ? token.token().getExpiresAt() : null;
	}

	/**
	 * Return a registration's own token, from the pending request that gets it if it is
	 * not there.
	 * @param registrationId the registration's id
	 * @return the token, or a {@link com.dintero.auth.DinteroAuthorizationException};
	 * cancelling it takes the token from nobody else
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public CompletableFuture<OAuth2AccessToken> get(String registrationId) {
		return get(registrationId, null);
	}

	/**
	 * Have a registration's own token replaced that Dintero did not accept. Others get it
	 * until the new one has come.
	 * @param registrationId the registration's id
	 * @param token the token
	 * @return another token, or the same one if another one would not help, or a
	 * {@link com.dintero.auth.DinteroAuthorizationException}; cancelling it takes the
	 * token from nobody else
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public CompletableFuture<OAuth2AccessToken> replace(String registrationId, OAuth2AccessToken token) {
		return tokens(registrationId).replace(null, token);
	}

	/**
	 * Return what belongs to the thread of the caller.
	 * @return the context in which what is sent for the caller is sent
	 */
	public CallerContext callerContext() {
		return this.client.listener().capture();
	}

	@Nullable OAuth2AccessToken getIfUsable(String registrationId, @Nullable String accountId) {
		return tokens(registrationId).getIfUsable(accountId);
	}

	CompletableFuture<OAuth2AccessToken> get(String registrationId, @Nullable String accountId) {
		return tokens(registrationId).get(accountId);
	}

	// Counts a replay, because a resource has rejected the token
	CompletableFuture<OAuth2AccessToken> replace(String registrationId, @Nullable String accountId,
			OAuth2AccessToken token) {
		return tokens(registrationId).replace(accountId, token).thenApply((replacement) -> {
			if (!replacement.getTokenValue().equals(token.getTokenValue())) {
				this.client.listener().replaced(registrationId);
			}
			return replacement;
		});
	}

	boolean reject(String registrationId, @Nullable String accountId, OAuth2AccessToken token) {
		return tokens(registrationId).reject(accountId, token);
	}

	/**
	 * Forget a merchant's token, or all tokens of a registration.
	 * @param registrationId the registration's id
	 * @param accountId the merchant's account, or {@code null} for all
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public void invalidate(String registrationId, @Nullable String accountId) {
		tokens(registrationId).invalidate(accountId);
	}

	/**
	 * Return what is known of a token. Nothing is requested.
	 * @param registrationId the registration's id
	 * @param accountId the account, or {@code null} for the registration's own
	 * @return what is known, or {@code null} if nothing is known of such a merchant
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public @Nullable TokenSnapshot snapshot(String registrationId, @Nullable String accountId) {
		TokenEntry entry = tokens(registrationId).find(accountId);
		return (entry != null) ? entry.snapshot(this.clock.millis()) : null;
	}

	/**
	 * Return what is known of some of a registration's merchants, in the order of their
	 * account ids.
	 * @param registrationId the registration's id
	 * @param after the account id before the first one, or the empty string
	 * @param limit how many at most
	 * @param state the state that they are in, or {@code null} for any
	 * @return what is known, by account ids
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public SortedMap<String, TokenSnapshot> merchantSnapshots(String registrationId, String after, int limit,
			@Nullable State state) {
		long now = this.clock.millis();
		SortedMap<String, TokenSnapshot> snapshots = new TreeMap<>();
		tokens(registrationId).merchants(after, limit, (entry) -> state == null || entry.state(now) == state)
			.forEach((accountId, entry) -> snapshots.put(accountId, entry.snapshot(now)));
		return snapshots;
	}

	/**
	 * Count the merchants of a registration by their states, by looking at every one.
	 * @param registrationId the registration's id
	 * @return how many merchants are in each state
	 * @throws IllegalArgumentException if there is no such registration
	 */
	public Map<State, Integer> countMerchants(String registrationId) {
		long now = this.clock.millis();
		Map<State, Integer> counts = new EnumMap<>(State.class);
		tokens(registrationId).merchants().forEach((entry) -> counts.merge(entry.state(now), 1, Integer::sum));
		return counts;
	}

	// How many merchants there are, with a token or a failure that is remembered
	int merchantCount(String registrationId) {
		return tokens(registrationId).merchants().size();
	}

	private RegistrationTokens tokens(String registrationId) {
		RegistrationTokens tokens = this.tokens.get(registrationId);
		if (tokens == null) {
			// Says which there are
			this.registrations.get(registrationId);
			throw new IllegalStateException("Dintero registration '%s' came too late".formatted(registrationId));
		}
		return tokens;
	}

}
