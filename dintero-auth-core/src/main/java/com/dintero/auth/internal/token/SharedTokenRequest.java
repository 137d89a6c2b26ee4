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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokenStore.Rest;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.Json;
import com.dintero.auth.internal.endpoint.NotAdmittedException;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequestKind;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.store.PollInterval;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.store.StoreKeys;
import com.dintero.auth.internal.store.TokenContent;

/**
 * A pending request that all instances share. The instance that has the lease sends it,
 * and the others look for its token.
 * <p>
 * The instance takes the lease when the request's turn comes, and extends it with each
 * further request. The lease therefore has to last for one request only, however long the
 * queue is.
 */
final class SharedTokenRequest implements Sharing {

	private static final String KIND = "kind";

	private static final String STATUS = "status";

	private final AccountId account;

	private final @Nullable AccountId merchant;

	private final PendingTokenRequest pending;

	private final TokenLoader loader;

	private final StoreClient store;

	private final TokenRules rules;

	private final String owner = UUID.randomUUID().toString();

	private volatile StoreKeys keys;

	private volatile String key;

	private volatile boolean leased;

	// By this instance's clock
	private volatile long leasedAt;

	private volatile @Nullable TokenResponse found;

	SharedTokenRequest(AccountId account, PendingTokenRequest pending, TokenLoader loader, StoreClient store,
			TokenRules rules) {
		this.account = account;
		this.merchant = rules.merchant(account);
		this.pending = pending;
		this.loader = loader;
		this.store = store;
		this.rules = rules;
		this.keys = store.keys(rules.registration());
		this.key = this.keys.token(this.merchant);
	}

	/**
	 * Get the token.
	 * @return the token that another instance has requested, or the one that this
	 * instance requests, or the failure
	 */
	CompletableFuture<TokenResponse> load() {
		CachedToken held = this.pending.held();
		CompletableFuture<Boolean> ready = (held != null && held.isRejected())
				? this.store.reject(this.key, this.keys.fingerprint(held.token().getTokenValue()), lifetime(held))
				: CompletableFuture.completedFuture(true);
		PollInterval poll = (this.pending.isAwaited()) ? PollInterval.FIRST : PollInterval.FIRST_AHEAD;
		return ready.thenCompose((rejected) -> look(poll));
	}

	private Duration lifetime(CachedToken token) {
		Duration lifetime = Duration.ofMillis(token.issuedAt() + token.lifetime() - this.rules.now());
		return (lifetime.isNegative()) ? Duration.ZERO : lifetime;
	}

	private CompletableFuture<TokenResponse> look(PollInterval poll) {
		return this.store.look(this.key).thenCompose((entry) -> {
			TokenResponse token = usable(entry.value());
			if (token != null) {
				return CompletableFuture.completedFuture(token);
			}
			SharedRejection rejection = rejection(entry.rest());
			if (rejection != null) {
				return CompletableFuture.failedFuture(rejection);
			}
			return (entry.leased()) ? lookLater(poll) : request(poll);
		});
	}

	private CompletableFuture<TokenResponse> lookLater(PollInterval poll) {
		return this.rules.pause(poll.jittered(), this.pending).thenCompose((over) -> look(poll.next()));
	}

	private CompletableFuture<TokenResponse> request(PollInterval poll) {
		return this.loader.load(this.account, this.pending)
			.thenCompose(this::obtained)
			.exceptionallyCompose((thrown) -> {
				Throwable failure = Futures.unwrap(thrown);
				if (!(failure instanceof NotAdmittedException)) {
					return CompletableFuture.failedFuture(failure);
				}
				TokenResponse token = this.found;
				return (token != null) ? CompletableFuture.completedFuture(token) : lookLater(poll);
			});
	}

	// Before callers get the token: the next caller may ask another instance, and the
	// application may end now
	private CompletableFuture<TokenResponse> obtained(TokenResponse token) {
		if (this.pending.isForgotten()) {
			release();
			return CompletableFuture.completedFuture(token);
		}
		Duration lifetime = Duration.between(this.rules.clock().instant(), token.expiresAt());
		Value value = new Value(TokenContent.write(token), this.keys.fingerprint(token.tokenValue()), lifetime);
		return this.store.put(this.key, value).thenApply((stored) -> {
			release();
			return token;
		});
	}

	// A different token from the one to replace, and a later one unless that one is no
	// good
	private @Nullable TokenResponse usable(@Nullable Value value) {
		Instant now = this.rules.clock().instant();
		TokenResponse token = (value != null) ? TokenContent.read(value.content(), value.lifetime(), now) : null;
		if (token == null) {
			return null;
		}
		CachedToken cached = CachedToken.of(token, this.rules.expiryMargin(), 0);
		CachedToken held = this.pending.held();
		boolean better = held == null
				|| (!held.has(cached.token()) && (held.isRejected() || cached.usableUntil() > held.usableUntil()));
		return (better && cached.isUsable(now.toEpochMilli())) ? token : null;
	}

	private @Nullable SharedRejection rejection(@Nullable Rest rest) {
		return (rest != null) ? SharedRejection.read(rest.reason(), rest.remaining(), this.rules.registrationId(),
				(this.merchant != null) ? this.merchant.value() : null) : null;
	}

	@Override
	public CompletableFuture<@Nullable Void> admit() {
		if (!this.leased && keysHaveChanged()) {
			return CompletableFuture.failedFuture(new NotAdmittedException(false));
		}
		return this.store.acquireLease(this.key, this.owner, this.rules.client().timeout()).thenCompose((acquired) -> {
			long now = this.rules.now();
			// Another instance may have had a lease that has ended meanwhile
			boolean extended = this.leased
					&& Long.compareUnsigned(now - this.leasedAt, this.rules.client().timeout().toMillis()) < 0;
			this.leased = acquired;
			this.leasedAt = now;
			if (!acquired) {
				throw new NotAdmittedException(false);
			}
			if (this.pending.result().isDone()) {
				release();
				throw new NotAdmittedException(false);
			}
			return (extended) ? CompletableFuture.completedFuture(null) : lookOnce();
		});
	}

	// With the client secret. The request may carry what the previous secret has earned
	private boolean keysHaveChanged() {
		StoreKeys keys = this.store.keys(this.rules.registration());
		String key = keys.token(this.merchant);
		boolean changed = !key.equals(this.key);
		this.keys = keys;
		this.key = key;
		return changed;
	}

	private String restKey() {
		return this.keys.rest(this.merchant != null);
	}

	// The previous holder may have stored a token between the first look and the lease
	private CompletableFuture<@Nullable Void> lookOnce() {
		return this.store.get(this.key).thenCombine(this.store.get(restKey()), (entry, registration) -> {
			this.found = usable(entry.value());
			if (this.found != null || rejection(entry.rest()) != null) {
				release();
				throw new NotAdmittedException(this.found != null);
			}
			pause(registration.rest());
			return null;
		});
	}

	private void pause(@Nullable Rest rest) {
		Map<String, @Nullable Object> reason = (rest != null) ? Json.readObject(rest.reason()) : null;
		if (rest != null && reason != null && reason.get(KIND) instanceof String kind
				&& reason.get(STATUS) instanceof String status) {
			this.rules.client()
				.pause(this.rules.registrationId(), TokenRequestKind.valueOf(kind), Integer.parseInt(status),
						rest.remaining());
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // no caller waits for the store
	public void attemptFailed(TokenRequestKind kind, Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return;
		}
		Duration length = TokenEndpointClient.pauseAfter(ex);
		if (length != null) {
			this.store.rest(restKey(), Json.write(Map.of(KIND, kind.name(), STATUS, String.valueOf(ex.getStatus()))),
					length);
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // no caller waits for the store
	public void failed(@Nullable RefreshBackoff backoff) {
		if (this.leased && backoff != null && backoff.isRejection()
				&& backoff.failure() instanceof DinteroAuthorizationException ex
				&& (ex.getAccountId() == null) == (this.merchant == null)) {
			this.store
				.rest(this.key, SharedRejection.write(ex, backoff.callersPause()),
						Duration.ofMillis(backoff.callersPause()))
				.whenComplete((stored, failure) -> release());
		}
		else {
			release();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // no caller waits for the store
	private void release() {
		if (this.leased) {
			this.leased = false;
			this.store.releaseLease(this.key, this.owner);
		}
	}

}
