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

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.token.TokenSnapshot.Failure;
import com.dintero.auth.internal.token.TokenSnapshot.State;

/**
 * The token of one account, and what is done to have it: one pending request at a time,
 * which gets a token that is not there, or renews one that is still valid while callers
 * go on to get the old one. After a failure it rests.
 */
final class TokenEntry {

	// The text alone, which the map of merchants has as a key already
	private final String accountId;

	private final TokenRequests requests;

	// Written under the lock, and read without

	private volatile @Nullable CachedToken current;

	private volatile @Nullable PendingTokenRequest pending;

	private volatile @Nullable RefreshBackoff backoff;

	private @Nullable Long rejectedAt;

	private boolean retired;

	TokenEntry(AccountId account, TokenRequests requests) {
		this.accountId = account.value();
		this.requests = requests;
	}

	/**
	 * Return the token if it can be handed out, and have it renewed if that is due.
	 * @param now the time
	 * @return the token, or {@code null} if there is none, or it has expired
	 */
	@Nullable OAuth2AccessToken getIfUsable(long now) {
		CachedToken cached = this.current;
		if (cached == null) {
			return null;
		}
		return (cached.isFresh(now)) ? cached.token() : getDue(cached, now);
	}

	private @Nullable OAuth2AccessToken getDue(CachedToken cached, long now) {
		if (!cached.isUsable(now)) {
			return null;
		}
		if (mayRefresh(now)) {
			refresh();
		}
		return cached.token();
	}

	private boolean mayRefresh(long now) {
		RefreshBackoff backoff = this.backoff;
		return this.pending == null && (backoff == null || !backoff.forbidsRefresh(now));
	}

	private void refresh() {
		PendingTokenRequest pending;
		synchronized (this) {
			// All anew: a pending request may have completed since, with a token or a
			// back-off, and after the time was looked at
			long now = rules().now();
			CachedToken cached = this.current;
			if (this.retired || cached == null || cached.isFresh(now) || !mayRefresh(now)) {
				return;
			}
			pending = this.requests.create(true, cached);
			this.pending = pending;
		}
		this.requests.startLater(account(), pending, completionOf(pending));
	}

	/**
	 * Return the token, from the pending request that gets it if it is not there.
	 * @return the token or the failure, only a view of the pending request, so that
	 * cancelling it takes the token from nobody else; {@code null} if the entry has
	 * retired
	 */
	@Nullable CompletableFuture<OAuth2AccessToken> getUnlessRetired() {
		try {
			long now = rules().now();
			OAuth2AccessToken token = getIfUsable(now);
			return (token != null) ? CompletableFuture.completedFuture(token) : join(now, null);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Return the token of an entry that never retires.
	 * @return as with {@link #getUnlessRetired()}
	 */
	CompletableFuture<OAuth2AccessToken> get() {
		return Objects.requireNonNull(getUnlessRetired());
	}

	// Join the pending request, or start one, for a token that can be handed out
	// and is not the one that was rejected
	private @Nullable CompletableFuture<OAuth2AccessToken> join(long now, @Nullable OAuth2AccessToken rejected) {
		CallerContext context = rules().client().listener().capture();
		PendingTokenRequest pending;
		long pause;
		synchronized (this) {
			if (this.retired) {
				return null;
			}
			pending = this.pending;
			if (pending != null) {
				pending.await(context);
				return pending.result().copy();
			}
			// The pending request before this one may have completed since the token was
			// looked at
			CachedToken cached = this.current;
			if (cached != null && cached.isUsable(now) && (rejected == null || !cached.has(rejected))) {
				return CompletableFuture.completedFuture(cached.token());
			}
			RefreshBackoff backoff = this.backoff;
			pause = (backoff != null) ? backoff.remainingCallersPause(now) : 0;
			if (backoff != null && pause > 0
					&& (backoff.isRejection() || pause >= rules().client().deadline().toMillis())) {
				return CompletableFuture.failedFuture(backoff.failureAt(now));
			}
			pending = this.requests.create(false, cached);
			pending.await(context);
			this.pending = pending;
		}
		this.requests.start(account(), pending, pause, completionOf(pending));
		return pending.result().copy();
	}

	private BiConsumer<@Nullable CachedToken, @Nullable Throwable> completionOf(PendingTokenRequest pending) {
		return (token, failure) -> complete(pending, token, failure);
	}

	// The first to complete a pending request says how it ends. It leaves the entry
	// first, so a caller that learns of a failure and tries again does not join it.
	private void complete(PendingTokenRequest pending, @Nullable CachedToken token, @Nullable Throwable failure) {
		boolean kept;
		synchronized (this) {
			if (!pending.complete()) {
				return;
			}
			kept = this.pending == pending;
			if (kept) {
				this.pending = null;
				if (token != null) {
					this.current = token;
					this.backoff = null;
				}
				else if (failure != null) {
					this.backoff = backoff(failure);
				}
			}
		}
		// The end of a request that was forgotten meanwhile says nothing about this entry
		if (kept) {
			this.requests.ended(account(), pending, token, this.current, failure);
		}
		if (token != null) {
			pending.result().complete(token.token());
		}
		else {
			pending.sharing().failed(this.backoff);
			pending.result().completeExceptionally((failure != null) ? failure : new IllegalStateException("No token"));
		}
	}

	private @Nullable RefreshBackoff backoff(Throwable failure) {
		try {
			long now = rules().now();
			CachedToken cached = this.current;
			return RefreshBackoff.of(failure, this.backoff, now, (cached != null) ? cached.usableUntil() : now,
					rules().jitter().getAsDouble());
		}
		catch (RuntimeException | Error ex) {
			// Without a clock there is no rest, but those who wait must learn of the
			// failure
			failure.addSuppressed(ex);
			return null;
		}
	}

	/**
	 * Have a token renewed that was not accepted, if it is still the one that is handed
	 * out, which it is until the new one has come. Once in a while only: if a new one is
	 * not accepted either, another one will not be.
	 * @param token the token
	 * @return whether there is another one to be had
	 */
	boolean reject(OAuth2AccessToken token) {
		boolean another = mark(token);
		if (another) {
			getIfUsable(rules().now());
		}
		return another;
	}

	/**
	 * Have a token renewed that was not accepted, and wait for the new one.
	 * @param token the token
	 * @return another token, or the same one if another one would not be accepted either,
	 * or the failure; {@code null} if the entry has retired
	 */
	@Nullable CompletableFuture<OAuth2AccessToken> replaceUnlessRetired(OAuth2AccessToken token) {
		try {
			if (!mark(token)) {
				return CompletableFuture.completedFuture(token);
			}
			return join(rules().now(), token);
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Have the token of an entry replaced that never retires.
	 * @param token the token
	 * @return as with {@link #replaceUnlessRetired}
	 */
	CompletableFuture<OAuth2AccessToken> replace(OAuth2AccessToken token) {
		return Objects.requireNonNull(replaceUnlessRetired(token));
	}

	private synchronized boolean mark(OAuth2AccessToken token) {
		CachedToken cached = this.current;
		if (cached == null || !cached.has(token) || cached.isRejected()) {
			return true;
		}
		long now = rules().now();
		if (this.rejectedAt != null
				&& Long.compareUnsigned(now - this.rejectedAt, RefreshBackoff.REJECTION_MEMORY.toMillis()) < 0) {
			return false;
		}
		this.rejectedAt = now;
		this.current = cached.rejected();
		return true;
	}

	/**
	 * Forget everything. What a pending request brings is for those who wait for it and
	 * is not kept.
	 */
	void forget() {
		synchronized (this) {
			if (this.pending != null) {
				this.pending.forget();
			}
			this.pending = null;
			forgetWhatIsHere();
		}
		this.requests.forget(account());
	}

	/**
	 * Forget what an old client secret has earned, and will have. A pending request that
	 * has not taken a secret yet will take the new one, and is kept.
	 */
	synchronized void forgetOldSecret() {
		PendingTokenRequest pending = this.pending;
		if (pending != null && pending.hasSecret()) {
			this.pending = null;
		}
		forgetWhatIsHere();
	}

	private void forgetWhatIsHere() {
		this.current = null;
		this.backoff = null;
		this.rejectedAt = null;
	}

	/**
	 * Return what to say to those who wait for the token until their deadline.
	 * @return the failure
	 */
	Throwable deadlineFailure() {
		return this.requests.deadlineFailure(account(), this.pending);
	}

	/**
	 * Return until when there is something here that is worth keeping.
	 * @return the time, or {@link Long#MAX_VALUE} while a pending request is under way
	 */
	long neededUntil() {
		if (this.pending != null) {
			return Long.MAX_VALUE;
		}
		CachedToken cached = this.current;
		RefreshBackoff backoff = this.backoff;
		return Math.max((cached != null) ? cached.usableUntil() : Long.MIN_VALUE,
				(backoff != null) ? backoff.keptUntil() : Long.MIN_VALUE);
	}

	/**
	 * Start no more requests, unless one is under way: a second one must not begin beside
	 * it. Whoever comes to a retired entry has found it just before it left the cache,
	 * and takes another one.
	 * @return whether it has retired
	 */
	synchronized boolean retire() {
		this.retired = (this.pending == null);
		return this.retired;
	}

	/**
	 * Retire if nothing is lost with the entry.
	 * @param now the time
	 * @return whether it has retired
	 */
	synchronized boolean retireIfIdle(long now) {
		return neededUntil() <= now && retire();
	}

	/**
	 * Return the token without renewing it.
	 * @param now the time
	 * @return the token, or {@code null} if there is none that can be handed out
	 */
	@Nullable CachedToken getUsable(long now) {
		CachedToken cached = this.current;
		return (cached != null && cached.isUsable(now)) ? cached : null;
	}

	/**
	 * Return whether callers get a token, without making anything of it.
	 * @param now the time
	 * @return the state
	 */
	State state(long now) {
		// The failure first: a token that has come since then ends it
		RefreshBackoff backoff = this.backoff;
		return state(this.current, backoff, now);
	}

	private State state(@Nullable CachedToken cached, @Nullable RefreshBackoff backoff, long now) {
		if (cached != null && cached.isUsable(now)) {
			return (backoff != null) ? State.RENEWAL_FAILING : State.VALID;
		}
		if (backoff != null) {
			return State.FAILED;
		}
		if (this.pending != null) {
			return State.REQUESTED;
		}
		return (cached != null) ? State.EXPIRED : State.NONE;
	}

	/**
	 * Return what is known of the token.
	 * @param now the time
	 * @return what is known, without the token
	 */
	synchronized TokenSnapshot snapshot(long now) {
		CachedToken cached = this.current;
		RefreshBackoff backoff = this.backoff;
		State state = state(cached, backoff, now);
		Instant nextRenewal = null;
		if (cached != null && state.isUsable()) {
			nextRenewal = Instant
				.ofEpochMilli(Math.max(cached.refreshAt(), (backoff != null) ? backoff.refreshAt() : Long.MIN_VALUE));
		}
		return new TokenSnapshot(state, (cached != null) ? cached.token().getIssuedAt() : null,
				(cached != null) ? cached.token().getExpiresAt() : null, nextRenewal,
				(backoff != null) ? Failure.of(backoff) : null);
	}

	// How many failures there were in a row
	int failures() {
		RefreshBackoff backoff = this.backoff;
		return (backoff != null) ? backoff.count() : 0;
	}

	private AccountId account() {
		return new AccountId(this.accountId);
	}

	private TokenRules rules() {
		return this.requests.rules();
	}

}
