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

package com.dintero.auth.token;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Keeps tokens until they are about to expire, and gets those that are not there: one
 * flight for each key, which everybody who asks meanwhile shares, and which goes on when
 * they give up. Failures are not kept.
 */
public final class TokenCache {

	/**
	 * A bound, not a limit that anybody should reach: a token takes about a kilobyte.
	 */
	private static final int MAXIMUM_SIZE = 100_000;

	private final TokenLoader loader;

	private final Clock clock;

	private final Cache<TokenKey, CachedToken> tokens = Caffeine.newBuilder().maximumSize(MAXIMUM_SIZE).build();

	private final ConcurrentMap<TokenKey, CompletableFuture<OAuth2AccessToken>> flights = new ConcurrentHashMap<>();

	/**
	 * Create an empty cache.
	 * @param loader where tokens come from
	 * @param clock the clock that tokens expire by
	 */
	public TokenCache(TokenLoader loader, Clock clock) {
		this.loader = loader;
		this.clock = clock;
	}

	/**
	 * Return the token of the given key if it is there.
	 * @param key what token
	 * @return the token, or {@code null} if there is none that is valid for a while yet
	 */
	public @Nullable OAuth2AccessToken getIfFresh(TokenKey key) {
		CachedToken cached = this.tokens.getIfPresent(key);
		return (cached != null && cached.isFresh(this.clock.millis())) ? cached.token() : null;
	}

	/**
	 * Return the token of the given key, from the flight that gets it if it is not there.
	 * @param key what token
	 * @return the token or the failure; only a view of the flight, so that cancelling it
	 * takes the token from nobody else
	 */
	public CompletableFuture<OAuth2AccessToken> get(TokenKey key) {
		OAuth2AccessToken token = getIfFresh(key);
		return (token != null) ? CompletableFuture.completedFuture(token) : join(key).copy();
	}

	private CompletableFuture<OAuth2AccessToken> join(TokenKey key) {
		CompletableFuture<OAuth2AccessToken> flight = new CompletableFuture<>();
		CompletableFuture<OAuth2AccessToken> underWay = this.flights.putIfAbsent(key, flight);
		if (underWay != null) {
			return underWay;
		}
		// A flight that has begun must land, whatever the clock and the loader do: nobody
		// else could take off
		try {
			takeOff(key, flight);
		}
		catch (RuntimeException | Error ex) {
			land(key, flight, null, ex);
		}
		return flight;
	}

	private void takeOff(TokenKey key, CompletableFuture<OAuth2AccessToken> flight) {
		// The flight before this one may have landed since the cache was looked at
		OAuth2AccessToken token = getIfFresh(key);
		if (token != null) {
			land(key, flight, token, null);
		}
		else {
			start(key, flight);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the flight is the result
	private void start(TokenKey key, CompletableFuture<OAuth2AccessToken> flight) {
		// When the request leaves: the token was issued later, so it never outlives this
		Instant issuedAt = this.clock.instant();
		this.loader.load(key)
			.thenApply((response) -> CachedToken.of(response, issuedAt))
			.whenComplete((cached, failure) -> {
				if (cached != null) {
					this.tokens.put(key, cached);
					land(key, flight, cached.token(), null);
				}
				else {
					land(key, flight, null, failure);
				}
			});
	}

	// End a flight. It leaves the map first, so that whoever learns of a failure and
	// tries again does not join it.
	private void land(TokenKey key, CompletableFuture<OAuth2AccessToken> flight, @Nullable OAuth2AccessToken token,
			@Nullable Throwable failure) {
		this.flights.remove(key, flight);
		if (token != null) {
			flight.complete(token);
		}
		else {
			flight.completeExceptionally(unwrap(failure));
		}
	}

	private static Throwable unwrap(@Nullable Throwable failure) {
		if (failure instanceof CompletionException && failure.getCause() != null) {
			return failure.getCause();
		}
		return (failure != null) ? failure
				: new IllegalStateException("The token loader gave neither token nor failure");
	}

}
