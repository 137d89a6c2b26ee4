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

package com.dintero.auth.internal.user;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroTokenStore.Value;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.NotAdmittedException;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenResponse;
import com.dintero.auth.internal.endpoint.TurnListener;
import com.dintero.auth.internal.store.PollInterval;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.store.StoreKeys;
import com.dintero.auth.internal.store.TokenContent;

/**
 * A refresh of a user's token that the instances of the application share. The instance
 * that has the lease notes that it sends the refresh token before it does so. If the
 * lease ends without an answer, no instance sends that refresh token again.
 */
final class SharedRefresh implements TurnListener {

	private static final byte[] SENT = {};

	private final DinteroRegistration registration;

	private final StoreKeys keys;

	private final String key;

	private final String refreshToken;

	private final Function<TurnListener, CompletableFuture<TokenResponse>> sending;

	private final StoreClient store;

	private final TokenEndpointClient client;

	private final Clock clock;

	private final String owner = UUID.randomUUID().toString();

	private volatile boolean leased;

	/**
	 * Creates a refresh.
	 * @param registration the registration
	 * @param refreshToken the refresh token
	 * @param sending sends the request, with a listener that decides whether it is sent
	 * @param store the store
	 * @param client the client with the timeout and the deadline
	 * @param clock the clock
	 */
	SharedRefresh(DinteroRegistration registration, String refreshToken,
			Function<TurnListener, CompletableFuture<TokenResponse>> sending, StoreClient store,
			TokenEndpointClient client, Clock clock) {
		this.registration = registration;
		this.keys = store.keys(registration);
		this.key = this.keys.refresh(refreshToken);
		this.refreshToken = refreshToken;
		this.sending = sending;
		this.store = store;
		this.client = client;
		this.clock = clock;
	}

	/**
	 * Returns the answer that another instance got, or sends the request.
	 * @return the answer or the failure
	 */
	CompletableFuture<TokenResponse> load() {
		return look(PollInterval.FIRST, this.client.deadline());
	}

	private CompletableFuture<TokenResponse> look(PollInterval poll, Duration left) {
		return this.store.look(this.key).thenCompose((entry) -> {
			TokenResponse answer = answer(entry.value());
			if (answer != null) {
				return CompletableFuture.completedFuture(answer);
			}
			if (entry.leased() && !left.isNegative()) {
				return lookLater(poll, left);
			}
			return (entry.rest() != null)
					? CompletableFuture.failedFuture(RefreshTokenCoalescer.spent(Details
						.withoutAnswer(this.registration.registrationId(), null, this.registration.tokenEndpoint())))
					: send(poll, left);
		});
	}

	private @Nullable TokenResponse answer(@Nullable Value value) {
		return (value != null) ? TokenContent.read(value.content(), value.lifetime(), this.clock.instant()) : null;
	}

	private CompletableFuture<TokenResponse> lookLater(PollInterval poll, Duration left) {
		return this.store.pause(poll).thenCompose((over) -> look(poll.next(), left.minus(poll.length())));
	}

	private CompletableFuture<TokenResponse> send(PollInterval poll, Duration left) {
		return this.sending.apply(this)
			.thenCompose((answer) -> share(answer, null).thenApply((shared) -> answer))
			.exceptionallyCompose((thrown) -> {
				Throwable failure = Futures.unwrap(thrown);
				return (failure instanceof NotAdmittedException) ? lookLater(poll, left)
						: share(null, failure).thenCompose((shared) -> CompletableFuture.failedFuture(failure));
			});
	}

	// Before callers learn of the answer, because they may come back on another instance
	private CompletableFuture<Boolean> share(@Nullable TokenResponse answer, @Nullable Throwable failure) {
		boolean spent = (failure != null) ? Futures.mayBeDone(failure)
				: answer != null && RefreshTokenCoalescer.isReplaced(this.refreshToken, answer);
		CompletableFuture<Boolean> stored = (answer != null)
				? this.store.put(this.key, new Value(TokenContent.write(answer),
						this.keys.fingerprint(answer.tokenValue()), RefreshTokenCoalescer.memory(answer)))
				: CompletableFuture.completedFuture(true);
		return stored
			.thenCompose((put) -> (spent) ? CompletableFuture.completedFuture(true)
					: this.store.rest(this.key, SENT, Duration.ZERO))
			.thenCompose((noted) -> this.store.releaseLease(this.key, this.owner));
	}

	@Override
	public CompletableFuture<@Nullable Void> admit() {
		return this.store.acquireLease(this.key, this.owner, this.client.timeout()).thenCompose((acquired) -> {
			if (!acquired) {
				throw new NotAdmittedException(false);
			}
			return (this.leased) ? CompletableFuture.completedFuture(null) : noteSent();
		});
	}

	private CompletableFuture<@Nullable Void> noteSent() {
		return this.store.get(this.key).thenCompose((entry) -> {
			if (entry.value() != null || entry.rest() != null) {
				return this.store.releaseLease(this.key, this.owner).thenApply((released) -> {
					throw new NotAdmittedException(true);
				});
			}
			this.leased = true;
			return this.store.rest(this.key, SENT, RefreshTokenCoalescer.SPENT_MEMORY).thenApply((noted) -> null);
		});
	}

}
