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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenOutcome;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * Runs the requests for the tokens that a loader gets. Each request ends, at its deadline
 * at the latest, whatever the loader does: its entry starts no other one before.
 */
final class TokenRequests {

	private final TokenLoader loader;

	private final TokenRules rules;

	TokenRequests(TokenLoader loader, TokenRules rules) {
		this.loader = loader;
		this.rules = rules;
	}

	TokenRules rules() {
		return this.rules;
	}

	/**
	 * Create a request that is about to start.
	 * @param ahead whether it renews a token that callers still get meanwhile
	 * @param held the token that it replaces, or {@code null}
	 * @return the request
	 */
	PendingTokenRequest create(boolean ahead, @Nullable CachedToken held) {
		return new PendingTokenRequest(new RequestDeadline(this.rules), ahead, held);
	}

	/**
	 * Forget the token of an account, wherever it is.
	 * @param account the account
	 */
	void forget(AccountId account) {
		this.loader.forget(account);
	}

	/**
	 * Start a request that no caller waits for, on another thread: the caller has its
	 * token and does not wait for the request to be built either.
	 * @param account the account that the token is for
	 * @param pending the request
	 * @param end receives the token or the failure, as with {@link #start}
	 */
	void startLater(AccountId account, PendingTokenRequest pending,
			BiConsumer<@Nullable CachedToken, @Nullable Throwable> end) {
		try {
			this.rules.executor().execute(() -> start(account, pending, 0, end));
		}
		catch (RuntimeException | Error ex) {
			end.accept(null, cause(account, ex));
		}
	}

	/**
	 * Start a request.
	 * @param account the account that the token is for
	 * @param pending the request
	 * @param pause how long Dintero wants to be left alone before, in milliseconds
	 * @param end receives the token or the failure. The first one counts: the deadline
	 * may come just before the token
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the end receives it
	void start(AccountId account, PendingTokenRequest pending, long pause,
			BiConsumer<@Nullable CachedToken, @Nullable Throwable> end) {
		try {
			Runnable expire = () -> end.accept(null, expired(account, pending));
			pending.deadline().start(expire);
			Future<?> alarm = this.rules.timer()
				.schedule(expire, this.rules.client().deadline().multipliedBy(TokenEndpointClient.MAXIMUM_DEADLINES));
			pending.result().whenComplete((token, failure) -> {
				pending.deadline().close();
				alarm.cancel(false);
			});
			load(account, pending, pause)
				.thenApply((response) -> CachedToken.of(response, this.rules.expiryMargin(),
						this.rules.jitter().getAsDouble()))
				.whenComplete(
						(token, failure) -> end.accept(token, (failure != null) ? cause(account, failure) : null));
		}
		catch (RuntimeException | Error ex) {
			end.accept(null, cause(account, ex));
		}
	}

	private CompletableFuture<TokenResponse> load(AccountId account, PendingTokenRequest pending, long pause) {
		if (pause == 0) {
			return this.loader.load(account, pending);
		}
		pending.waitForRetryAfter();
		return this.rules.pause(Duration.ofMillis(pause), pending)
			.thenCompose((over) -> this.loader.load(account, pending));
	}

	private Throwable expired(AccountId account, PendingTokenRequest pending) {
		try {
			return cause(account, deadlineFailure(account, pending));
		}
		catch (RuntimeException | Error ex) {
			return cause(account, ex);
		}
	}

	/**
	 * Tell the listener how a request has ended.
	 * @param account the account that the token is for
	 * @param pending the request
	 * @param token the token, {@code null} if it failed
	 * @param held the token that the entry has now, if any
	 * @param failure why it failed, {@code null} if it did not
	 */
	void ended(AccountId account, PendingTokenRequest pending, @Nullable CachedToken token, @Nullable CachedToken held,
			@Nullable Throwable failure) {
		// Nothing that ends with the application is worth telling
		if (this.rules.client().transport().isClosed()) {
			return;
		}
		try {
			CachedToken usable = (token != null) ? token
					: (held != null && held.isUsable(this.rules.now())) ? held : null;
			this.rules.client()
				.listener()
				.ended(new TokenOutcome(this.rules.registrationId(), account,
						account.equals(this.rules.registration().accountId()), pending.isAhead(),
						(usable != null) ? usable.token().getExpiresAt() : null, failure));
		}
		catch (RuntimeException ex) {
			// Without a clock nobody knows what is held, and callers must have the token
		}
	}

	/**
	 * Return what to say to those who wait for a token until their deadline.
	 * @param account the account that the token is for
	 * @param pending the request, or {@code null} if it has just ended
	 * @return the failure
	 */
	Throwable deadlineFailure(AccountId account, @Nullable PendingTokenRequest pending) {
		TokenEntry waitsFor = (pending != null) ? pending.waitsFor() : null;
		if (waitsFor != null) {
			return waitsFor.deadlineFailure();
		}
		Throwable failure = (pending != null) ? pending.lastFailure() : null;
		return (failure != null) ? failure : this.rules.deadlineFailure(account);
	}

	// Threads and timer refuse what comes after the shutdown, each in its own way
	private Throwable cause(AccountId account, Throwable failure) {
		return (this.rules.client().transport().isClosed()) ? this.rules.deadlineFailure(account)
				: Futures.unwrap(failure);
	}

}
