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
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.UserRequests;
import com.dintero.auth.internal.token.RenewableToken;
import com.dintero.auth.internal.token.TokenCache;

/**
 * Makes requests with a registration's own token, which comes from the cache. A call ends
 * at the deadline at the latest.
 */
final class UserCalls {

	/**
	 * For so long a {@code 401} is not the fault of a token that was just renewed in
	 * vain: whoever mistypes a password would have it tried twice each time.
	 */
	private static final Duration TRUST = Duration.ofMinutes(1);

	/**
	 * The same for a token that could not be renewed: each wrong password would request
	 * another one. Shorter, because the token itself may be the fault.
	 */
	private static final Duration TRUST_WITHOUT_RENEWAL = Duration.ofSeconds(5);

	private final DinteroRegistrations registrations;

	private final String registrationId;

	private final TokenCache cache;

	private final TokenEndpointClient client;

	private final Clock clock;

	private final UserCallLog log;

	private volatile @Nullable Trusted trusted;

	UserCalls(DinteroRegistrations registrations, String registrationId, TokenCache cache, TokenEndpointClient client,
			Clock clock) {
		this.registrations = registrations;
		this.registrationId = registrationId;
		this.cache = cache;
		this.client = client;
		this.clock = clock;
		this.log = new UserCallLog(registrationId, clock);
	}

	UserCallLog log() {
		return this.log;
	}

	DinteroRegistration registration() {
		return this.registrations.get(this.registrationId);
	}

	/**
	 * Make a request, and once more with a new token if this one may not be valid.
	 * @param <T> the type of what is answered
	 * @param request makes the request
	 * @param sending sends it
	 * @param end gives the request up when it completes, however it does
	 * @return the answer or the failure
	 */
	<T> CompletableFuture<T> call(Function<UserRequests, TokenRequest> request,
			Function<TokenRequest, CompletableFuture<T>> sending, CompletableFuture<?> end) {
		return withinDeadline(request, end, () -> call(request, sending, this::isTrusted));
	}

	/**
	 * Have a call end at the deadline, and in the log.
	 * @param <T> the type of what is answered
	 * @param request makes the request
	 * @param end completed when the call ends
	 * @param call begins the call
	 * @return the answer or the failure
	 */
	<T> CompletableFuture<T> withinDeadline(Function<UserRequests, TokenRequest> request, CompletableFuture<?> end,
			Supplier<CompletableFuture<T>> call) {
		// Without a token, this one is not for sending
		TokenRequest named = request.apply(new UserRequests(registration(), ""));
		return this.log.log(named.kind(), this.client.withinDeadline(named, end, call));
	}

	/**
	 * Make a request, without a deadline, that ends a session if it is refused: whatever
	 * others have mistyped, a {@code 401} may mean the token.
	 * @param <T> the type of what is answered
	 * @param request makes the request
	 * @param sending sends it
	 * @return the answer or the failure
	 */
	<T> CompletableFuture<T> callTrustingNoToken(Function<UserRequests, TokenRequest> request,
			Function<TokenRequest, CompletableFuture<T>> sending) {
		return call(request, sending, (token) -> false);
	}

	private <T> CompletableFuture<T> call(Function<UserRequests, TokenRequest> request,
			Function<TokenRequest, CompletableFuture<T>> sending, Predicate<OAuth2AccessToken> trust) {
		ClientToken clientToken = new ClientToken(trust);
		return clientToken
			.send((token) -> sending.apply(request.apply(new UserRequests(registration(), token.getTokenValue())))
				.whenComplete((answer, thrown) -> {
					if (thrown != null && Futures.isUnauthorized(Futures.unwrap(thrown))) {
						clientToken.refused(token);
					}
				}));
	}

	// A second factor that Dintero wants of the client is none of the user's: a challenge
	// for it would let in whoever answers it
	private CompletableFuture<OAuth2AccessToken> checked(CompletableFuture<OAuth2AccessToken> clientToken) {
		return clientToken.exceptionallyCompose((thrown) -> {
			Throwable failure = Futures.unwrap(thrown);
			return CompletableFuture.failedFuture((failure instanceof DinteroMfaRequiredException required) ? required
				.withoutChallenge(OAuth2ErrorCodes.ACCESS_DENIED,
						"Dintero wants a second factor of Dintero registration '%s' itself, and not of the user. Check the client"
							.formatted(this.registrationId))
					: failure);
		});
	}

	private void trust(OAuth2AccessToken token, Duration length) {
		this.trusted = new Trusted(token.getTokenValue(), this.clock.instant().plus(length));
	}

	private boolean isTrusted(OAuth2AccessToken token) {
		Trusted trusted = this.trusted;
		return trusted != null && trusted.tokenValue().equals(token.getTokenValue())
				&& this.clock.instant().isBefore(trusted.until());
	}

	/**
	 * The registration's own token, for one call.
	 */
	private final class ClientToken implements RenewableToken {

		private final Predicate<OAuth2AccessToken> trust;

		private volatile @Nullable OAuth2AccessToken renewed;

		ClientToken(Predicate<OAuth2AccessToken> trust) {
			this.trust = trust;
		}

		@Override
		public CompletableFuture<OAuth2AccessToken> get() {
			return checked(UserCalls.this.cache.get(UserCalls.this.registrationId));
		}

		@Override
		public CompletableFuture<OAuth2AccessToken> replace(OAuth2AccessToken rejected) {
			if (this.trust.test(rejected)) {
				return CompletableFuture.completedFuture(rejected);
			}
			return checked(UserCalls.this.cache.replace(UserCalls.this.registrationId, rejected))
				.whenComplete((token, thrown) -> {
					this.renewed = token;
					if (thrown != null) {
						trust(rejected, TRUST_WITHOUT_RENEWAL);
					}
				});
		}

		void refused(OAuth2AccessToken token) {
			if (token.equals(this.renewed)) {
				trust(token, TRUST);
			}
		}

	}

	/**
	 * A token that was renewed in vain.
	 *
	 * @param tokenValue the token
	 * @param until how long it is trusted
	 */
	private record Trusted(String tokenValue, Instant until) {

		@Override
		public String toString() {
			return "Trusted[until=%s]".formatted(this.until);
		}

	}

}
