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

package com.dintero.auth.user;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroErrorDetails;
import com.dintero.auth.endpoint.Failures;
import com.dintero.auth.endpoint.TokenEndpointClient;
import com.dintero.auth.endpoint.TokenRequest;
import com.dintero.auth.endpoint.TokenResponse;

/**
 * One request for each refresh token of a registration, which all who have that token
 * share. A refresh token may be good for one use, so that it is never sent again after a
 * request of which nobody knows what has become: Dintero could take the second one for a
 * thief's.
 */
final class Refreshes {

	/**
	 * How long those are served who have read the old refresh token before the new one
	 * was stored, or half of the new token's lifetime if that is less.
	 */
	private static final Duration MEMORY = Duration.ofMinutes(1);

	/**
	 * How long a refresh token is remembered that must not be sent again. Whoever comes
	 * later than that has long signed in again.
	 */
	private static final Duration LOST_MEMORY = Duration.ofHours(24);

	private static final int MAXIMUM_SIZE = 10_000;

	private final UserCalls calls;

	private final TokenEndpointClient client;

	private final Clock clock;

	private final Cache<String, CompletableFuture<TokenResponse>> flights;

	private final Cache<String, DinteroErrorDetails> lost;

	Refreshes(UserCalls calls, TokenEndpointClient client, Clock clock) {
		this.calls = calls;
		this.client = client;
		this.clock = clock;
		this.flights = cache(MEMORY, clock);
		this.lost = cache(LOST_MEMORY, clock);
	}

	private static <T> Cache<String, T> cache(Duration memory, Clock clock) {
		return Caffeine.newBuilder()
			.maximumSize(MAXIMUM_SIZE)
			.expireAfterWrite(memory)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Join the refresh of a token, or begin it.
	 * @param refreshToken the refresh token
	 * @return the answer or the failure, only a view that can be cancelled without taking
	 * it from others
	 */
	CompletableFuture<TokenResponse> join(String refreshToken) {
		CompletableFuture<TokenResponse> before = this.flights.getIfPresent(refreshToken);
		if (before != null && isOld(before)) {
			this.flights.asMap().remove(refreshToken, before);
		}
		CompletableFuture<TokenResponse> flight = new CompletableFuture<>();
		CompletableFuture<TokenResponse> underWay = this.flights.asMap().putIfAbsent(refreshToken, flight);
		if (underWay != null) {
			return underWay.thenApply((response) -> response.remainingAt(this.clock.instant()));
		}
		// Only now: the flight before this one leaves when it has said that it is lost
		DinteroErrorDetails lost = this.lost.getIfPresent(refreshToken);
		if (lost != null) {
			land(refreshToken, flight, null, lost(lost));
		}
		else {
			begin(refreshToken, flight);
		}
		return flight.copy();
	}

	/**
	 * Forget the answers that have brought a refresh token, and the one that it has
	 * brought.
	 * @param refreshToken the refresh token, which has been revoked
	 */
	void forget(String refreshToken) {
		this.flights.asMap()
			.entrySet()
			.removeIf((entry) -> entry.getKey().equals(refreshToken) || hasBrought(entry.getValue(), refreshToken));
	}

	private static boolean hasBrought(CompletableFuture<TokenResponse> flight, String refreshToken) {
		return isOver(flight) && refreshToken.equals(flight.join().refreshToken());
	}

	// Without a new refresh token the old one is good for another token soon
	private boolean isOld(CompletableFuture<TokenResponse> flight) {
		if (!isOver(flight)) {
			return false;
		}
		TokenResponse response = flight.join();
		return Duration.between(response.issuedAt(), this.clock.instant())
			.compareTo(response.lifetime().dividedBy(2)) > 0;
	}

	private static boolean isOver(CompletableFuture<TokenResponse> flight) {
		return flight.isDone() && !flight.isCompletedExceptionally();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the flight is the result
	private void begin(String refreshToken, CompletableFuture<TokenResponse> flight) {
		try {
			this.calls.call((requests) -> requests.refreshToken(refreshToken), (request) -> send(refreshToken, request))
				.whenComplete((response, thrown) -> land(refreshToken, flight, response, thrown));
		}
		catch (RuntimeException | Error ex) {
			land(refreshToken, flight, null, ex);
		}
	}

	// Whoever gives up does not end it: it is not sent again
	private CompletableFuture<TokenResponse> send(String refreshToken, TokenRequest request) {
		return this.client.send(request).whenComplete((response, thrown) -> {
			if (thrown != null && isLost(Failures.unwrap(thrown))) {
				this.lost.put(refreshToken,
						DinteroErrorDetails.withoutAnswer(request.registrationId(), null, request.uri()));
			}
		});
	}

	private void land(String refreshToken, CompletableFuture<TokenResponse> flight, @Nullable TokenResponse response,
			@Nullable Throwable thrown) {
		if (response != null) {
			flight.complete(response);
			return;
		}
		// First, so that whoever learns of it and tries again does not join it
		this.flights.asMap().remove(refreshToken, flight);
		flight
			.completeExceptionally((thrown != null) ? Failures.unwrap(thrown) : new IllegalStateException("No answer"));
	}

	// Whether Dintero may have used the refresh token up without our getting the new one
	private static boolean isLost(Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex)) {
			return true;
		}
		Integer status = ex.getStatus();
		if (status != null) {
			return (status >= 200 && status < 300) || (status >= 500 && status != 503);
		}
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
					|| cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
					|| cause instanceof SSLHandshakeException) {
				return false;
			}
		}
		return true;
	}

	private static DinteroAuthorizationException lost(DinteroErrorDetails details) {
		return new DinteroAuthorizationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT),
				("The refresh token for Dintero registration '%s' is not sent to %s again: nobody knows what has come of the "
						+ "last time. The user has to sign in again")
					.formatted(details.registrationId(), details.endpoint()),
				details, null);
	}

}
