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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroAuthorizationException.Details;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.Timer;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;

/**
 * What all tokens of a registration go by.
 *
 * @param registrationId the registration's id
 * @param registrations the registrations, with their secrets of the moment
 * @param clock the clock that tokens expire by
 * @param client sends requests, with its threads, its timer and its deadline
 * @param expiryMargin how long before it expires a token is no longer handed out, at most
 * @param jitter numbers between 0 and 1, at random
 */
record TokenRules(String registrationId, DinteroRegistrations registrations, Clock clock, TokenEndpointClient client,
		Duration expiryMargin, DoubleSupplier jitter) {

	long now() {
		return this.clock.millis();
	}

	DinteroRegistration registration() {
		return this.registrations.get(this.registrationId);
	}

	/**
	 * Return the merchant whose account is given.
	 * @param account an account
	 * @return the account, or {@code null} if it is the registration's own
	 */
	@Nullable AccountId merchant(AccountId account) {
		return (account.equals(registration().accountId())) ? null : account;
	}

	Executor executor() {
		return this.client.transport().executor();
	}

	Timer timer() {
		return this.client.transport().timer();
	}

	/**
	 * Wait, without a thread.
	 * @param length how long
	 * @param pending what waits
	 * @return completed after that time, unless the pending request has completed
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the pause is the result
	CompletableFuture<@Nullable Void> pause(Duration length, PendingTokenRequest pending) {
		CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
		Future<?> alarm = timer().schedule(() -> runLater(() -> pause.complete(null), pause), length);
		pending.result().whenComplete((token, failure) -> alarm.cancel(false));
		return pause;
	}

	/**
	 * Run something on another thread than the timer's, which has other things to do.
	 * @param task the task
	 * @param waiting what waits for it, and fails if no thread is to be had
	 */
	void runLater(Runnable task, CompletableFuture<?> waiting) {
		try {
			executor().execute(task);
		}
		catch (RuntimeException | Error ex) {
			waiting.completeExceptionally(ex);
		}
	}

	/**
	 * What callers get to see where there was no time for anything else.
	 * @param account the account whose token they wait for
	 * @return the failure
	 */
	DinteroAuthorizationException deadlineFailure(AccountId account) {
		DinteroRegistration registration = registration();
		boolean own = account.equals(registration.accountId());
		URI endpoint = (own) ? registration.tokenEndpoint() : registration.exchangeEndpoint();
		String reason = (this.client.transport().isClosed()) ? "the application is shutting down"
				: "there was none within %s ms. Check the network, or allow more time or more requests at a time"
					.formatted(this.client.deadline().toMillis());
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE),
				"No token for Dintero registration '%s' and account '%s' from %s: %s".formatted(this.registrationId,
						account, endpoint, reason),
				Details.withoutAnswer(this.registrationId, (own) ? null : account.value(), endpoint), null);
	}

}
