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
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenRequestKind;
import com.dintero.auth.internal.token.RenewableToken;
import com.dintero.auth.internal.token.TokenCache;

/**
 * The registration's own token in requests for its users. A {@code 401} can refer to that
 * token or to the user's input. A token that was renewed without effect is trusted for a
 * while. Otherwise each wrong password would renew it.
 */
final class ClientToken {

	/**
	 * How long a renewed token is trusted after Dintero answered {@code 401} again.
	 */
	private static final Duration TRUST = Duration.ofMinutes(1);

	/**
	 * How long a token is trusted after its renewal failed. The time is shorter, because
	 * the token itself may be the cause.
	 */
	private static final Duration TRUST_WITHOUT_RENEWAL = Duration.ofSeconds(5);

	/**
	 * Requests without input that a user typed. A refusal ends a session, and therefore
	 * the token is renewed even if other users mistyped their input.
	 */
	private static final Set<TokenRequestKind> TRUSTING_NO_TOKEN = EnumSet.of(TokenRequestKind.AUTHORIZATION_CODE,
			TokenRequestKind.REFRESH_TOKEN);

	private final String registrationId;

	private final TokenCache cache;

	private final Clock clock;

	private volatile @Nullable Trusted trusted;

	ClientToken(String registrationId, TokenCache cache, Clock clock) {
		this.registrationId = registrationId;
		this.cache = cache;
		this.clock = clock;
	}

	/**
	 * Sends a request with the token, and once more with a new token if the first may be
	 * invalid.
	 * @param request the request, without a token
	 * @param sending sends a request that has a token
	 */
	<T> CompletableFuture<T> send(TokenRequest request, Function<TokenRequest, CompletableFuture<T>> sending) {
		Renewable renewable = new Renewable(!TRUSTING_NO_TOKEN.contains(request.kind()));
		return renewable
			.send((token) -> sending.apply(request.withToken(token.getTokenValue())).whenComplete((answer, thrown) -> {
				if (thrown != null && Futures.isUnauthorized(Futures.unwrap(thrown))) {
					renewable.refused(token);
				}
			}));
	}

	// A second factor of the client is not one of the user: anyone who answers its
	// challenge would be signed in
	private CompletableFuture<OAuth2AccessToken> checked(CompletableFuture<OAuth2AccessToken> token) {
		return token.exceptionallyCompose((thrown) -> {
			Throwable failure = Futures.unwrap(thrown);
			return CompletableFuture.failedFuture((failure instanceof DinteroMfaRequiredException required) ? required
				.withoutChallenge(OAuth2ErrorCodes.ACCESS_DENIED,
						"Dintero requires a second factor of the client of Dintero registration '%s', not of the user. Check the client"
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
	 * The token of one request.
	 */
	private final class Renewable implements RenewableToken {

		private final boolean trusting;

		private final CallerContext context = ClientToken.this.cache.callerContext();

		private volatile @Nullable OAuth2AccessToken renewed;

		Renewable(boolean trusting) {
			this.trusting = trusting;
		}

		@Override
		public CompletableFuture<OAuth2AccessToken> get() {
			return checked(ClientToken.this.cache.get(ClientToken.this.registrationId));
		}

		@Override
		public CompletableFuture<OAuth2AccessToken> replace(OAuth2AccessToken rejected) {
			if (this.trusting && isTrusted(rejected)) {
				return CompletableFuture.completedFuture(rejected);
			}
			return checked(ClientToken.this.cache.replace(ClientToken.this.registrationId, rejected))
				.whenComplete((token, thrown) -> {
					this.renewed = token;
					if (thrown != null) {
						trust(rejected, TRUST_WITHOUT_RENEWAL);
					}
				});
		}

		@Override
		public CallerContext context() {
			return this.context;
		}

		void refused(OAuth2AccessToken token) {
			if (token.equals(this.renewed)) {
				trust(token, TRUST);
			}
		}

	}

	/**
	 * A token that was renewed without effect.
	 */
	private record Trusted(String tokenValue, Instant until) {

		@Override
		public String toString() {
			return "Trusted[until=%s]".formatted(this.until);
		}

	}

}
