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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.TurnListener;

/**
 * A request for a token that is under way, with all its steps and attempts. All who ask
 * for the token meanwhile share it. It goes on when they give up, and it ends at its
 * deadline at the latest.
 */
final class PendingTokenRequest implements TurnListener {

	private final CompletableFuture<OAuth2AccessToken> result = new CompletableFuture<>();

	private final RequestDeadline deadline;

	private final boolean ahead;

	private final @Nullable CachedToken held;

	private volatile Sharing sharing = Sharing.NONE;

	private volatile boolean forgotten;

	private volatile boolean preferred;

	private boolean completed;

	private volatile boolean awaited;

	private volatile CallerContext context = CallerContext.NONE;

	private volatile boolean waitedForRetryAfter;

	private volatile boolean hasSecret;

	private volatile @Nullable TokenEntry waitsFor;

	private volatile @Nullable Throwable lastFailure;

	/**
	 * Create a request that is about to start.
	 * @param deadline its deadline
	 * @param ahead whether it renews a token that callers still get meanwhile
	 * @param held the token that it replaces, or {@code null}
	 */
	PendingTokenRequest(RequestDeadline deadline, boolean ahead, @Nullable CachedToken held) {
		this.deadline = deadline;
		this.ahead = ahead;
		this.held = held;
	}

	boolean isAhead() {
		return this.ahead;
	}

	/**
	 * Return the token that it replaces, as it was when the request was created.
	 * @return the token, or {@code null}
	 */
	@Nullable CachedToken held() {
		return this.held;
	}

	/**
	 * Keep the result for those who wait for it, and for nobody else.
	 */
	void forget() {
		this.forgotten = true;
	}

	boolean isForgotten() {
		return this.forgotten;
	}

	/**
	 * Tell other instances about this request.
	 * @param sharing how they are told
	 */
	void share(Sharing sharing) {
		this.sharing = sharing;
	}

	Sharing sharing() {
		return this.sharing;
	}

	@Override
	public CompletableFuture<@Nullable Void> admit() {
		return this.sharing.admit();
	}

	/**
	 * Return what comes of it. Whatever belongs to the pending request ends with it.
	 * @return the token or the failure, completed by the entry alone
	 */
	CompletableFuture<OAuth2AccessToken> result() {
		return this.result;
	}

	/**
	 * Return the deadline. It counts from when a request's turn comes, and not while the
	 * request is queued: the limiter bounds that.
	 * @return the deadline, which the entry starts
	 */
	RequestDeadline deadline() {
		return this.deadline;
	}

	@Override
	public void queued() {
		this.deadline.stop();
	}

	@Override
	public void turnCame() {
		this.deadline.start();
	}

	/**
	 * Have its requests go before others of their kind.
	 */
	void prefer() {
		this.preferred = true;
	}

	boolean isPreferred() {
		return this.preferred;
	}

	/**
	 * Complete, under the lock of the entry.
	 * @return whether it had not completed before
	 */
	boolean complete() {
		boolean first = !this.completed;
		this.completed = true;
		return first;
	}

	/**
	 * Wait for it. From now on it is worth more than one attempt, and what is sent from
	 * now on is sent for the first of those who wait.
	 * @param context what belongs to the thread of the caller
	 */
	void await(CallerContext context) {
		if (!this.awaited) {
			this.context = context;
			this.awaited = true;
		}
	}

	CallerContext context() {
		return this.context;
	}

	boolean isAwaited() {
		return this.awaited;
	}

	/**
	 * Wait as long as Dintero asked to, which is done once.
	 */
	void waitForRetryAfter() {
		this.waitedForRetryAfter = true;
	}

	boolean hasWaitedForRetryAfter() {
		return this.waitedForRetryAfter;
	}

	/**
	 * Take the client secret. What changes it from now on makes the pending request's
	 * token one of an old secret.
	 */
	void takeSecret() {
		this.hasSecret = true;
	}

	boolean hasSecret() {
		return this.hasSecret;
	}

	/**
	 * Note what has to be there before anything can be requested.
	 * @param entry the entry, or {@code null} when it is there
	 */
	void waitFor(@Nullable TokenEntry entry) {
		this.waitsFor = entry;
	}

	@Nullable TokenEntry waitsFor() {
		return this.waitsFor;
	}

	/**
	 * Note what went wrong with an attempt, for the case that there is no time for
	 * another.
	 * @param failure what went wrong
	 */
	void attemptFailed(Throwable failure) {
		this.lastFailure = failure;
	}

	@Nullable Throwable lastFailure() {
		return this.lastFailure;
	}

}
