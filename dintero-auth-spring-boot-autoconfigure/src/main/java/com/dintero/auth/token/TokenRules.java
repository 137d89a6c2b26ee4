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

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroErrorDetails;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.endpoint.Timer;
import com.dintero.auth.endpoint.TokenEndpointClient;

/**
 * What all entries of a cache go by.
 *
 * @param registrations the registrations that keys name
 * @param settings the numbers
 * @param clock the clock that tokens expire by
 * @param client sends requests, with its threads and its timer
 * @param jitter numbers between 0 and 1, at random
 */
record TokenRules(DinteroRegistrations registrations, TokenSettings settings, Clock clock, TokenEndpointClient client,
		DoubleSupplier jitter) {

	long now() {
		return this.clock.millis();
	}

	RetrySettings retry() {
		return this.settings.retry();
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
	 * @param flight what waits
	 * @return completed after that time, unless the flight has landed
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the pause is the result
	CompletableFuture<@Nullable Void> pause(Duration length, Flight flight) {
		CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
		Future<?> alarm = timer().schedule(() -> runLater(() -> pause.complete(null), pause), length);
		flight.result().whenComplete((token, failure) -> alarm.cancel(false));
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
	 * @param key the token that they wait for
	 * @return the failure
	 */
	DinteroAuthorizationException deadlineFailure(TokenKey key) {
		DinteroRegistration registration = this.registrations.get(key.registrationId());
		boolean own = key.accountId().equals(registration.accountId());
		URI endpoint = (own) ? registration.tokenEndpoint() : registration.exchangeEndpoint();
		String reason = (this.client.transport().isClosed()) ? "the application is shutting down"
				: "there was none within %s ms. Check the network, or allow more time or more requests at a time"
					.formatted(retry().deadline().toMillis());
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE),
				"No token for Dintero registration '%s' and account '%s' from %s: %s".formatted(key.registrationId(),
						key.accountId(), endpoint, reason),
				DinteroErrorDetails.withoutAnswer(key.registrationId(), (own) ? null : key.accountId().value(),
						endpoint),
				null);
	}

}
