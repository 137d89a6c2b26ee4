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

package com.dintero.auth.login.form;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.StringUtils;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.PasswordLogin;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.endpoint.ExpiringMap;
import com.dintero.auth.internal.endpoint.Futures;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.login.form.SecondFactorLimits.Count;
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Holds the users who have entered their password and still need a second factor. The
 * session contains only the random id of an entry. No session store therefore contains an
 * {@code mfa_token}. The entries are in memory, and a sign-in must end on the instance on
 * which it started. With a token store, the instances share the encrypted entries. A
 * ticket is used in the request that gets it, and stays in memory.
 */
final class SecondFactors {

	private static final Log logger = LogFactory.getLog(SecondFactors.class);

	private static final int MAXIMUM_SIZE = 10_000;

	/**
	 * Only one call separates a correct code from the sign-in.
	 */
	private static final Duration TICKET_LIFETIME = Duration.ofMinutes(1);

	private static final int KEY_BYTES = 32;

	private final StringKeyGenerator keys = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(),
			KEY_BYTES);

	private final PasswordLogin settings;

	private final BiFunction<String, MfaChannel, CompletableFuture<MfaChallenge>> challenges;

	private final BiFunction<MfaChallenge, String, CompletableFuture<OAuth2AccessTokenResponse>> answers;

	private final SecondFactorLimits limits;

	private final SharedEntries<PendingSignIn> pending;

	private final ExpiringMap<SignedIn> tickets;

	private SecondFactors(DinteroRegistration registration,
			BiFunction<String, MfaChannel, CompletableFuture<MfaChallenge>> challenges,
			BiFunction<MfaChallenge, String, CompletableFuture<OAuth2AccessTokenResponse>> answers, Clock clock,
			@Nullable SignInStore store) {
		this.settings = PasswordSignIn.settings(registration);
		this.challenges = challenges;
		this.answers = answers;
		this.limits = new SecondFactorLimits(registration.registrationId(), store, clock);
		this.pending = new SharedEntries<>(new PendingSignInFormat(), MAXIMUM_SIZE, store, clock);
		this.tickets = new ExpiringMap<>(MAXIMUM_SIZE, TICKET_LIFETIME, clock);
	}

	/**
	 * Creates second factors that use a blocking client. Each future is complete when its
	 * method returns.
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	static SecondFactors of(DinteroRegistration registration, DinteroUserClient client, Clock clock,
			@Nullable StoreClient store) {
		return new SecondFactors(registration,
				(mfaToken, channel) -> call(() -> client.requestChallenge(mfaToken, channel)),
				(challenge, code) -> call(() -> client.answerChallenge(challenge, code)), clock,
				(store != null) ? new SignInStore(store, store.keys(registration), true) : null);
	}

	/**
	 * Creates second factors that use a reactive client.
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	static SecondFactors of(DinteroRegistration registration, ReactiveDinteroUserClient client, Clock clock,
			@Nullable StoreClient store) {
		return new SecondFactors(registration,
				(mfaToken, channel) -> client.requestChallenge(mfaToken, channel).toFuture(),
				(challenge, code) -> client.answerChallenge(challenge, code).toFuture(), clock,
				(store != null) ? new SignInStore(store, store.keys(registration), false) : null);
	}

	private static <T> CompletableFuture<T> call(Supplier<T> call) {
		try {
			return CompletableFuture.completedFuture(call.get());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	String path() {
		return this.settings.mfaPath();
	}

	/**
	 * Returns whether the starter serves the page.
	 */
	boolean hasPage() {
		return this.settings.mfaPageEnabled();
	}

	/**
	 * Adds a user who has entered the password, and requests a code. Without a code the
	 * user gets no entry. The password of one user therefore cannot fill the memory.
	 * @return the outcome, with the id of the entry, if any
	 */
	CompletableFuture<SecondFactorOutcome> begin(String username, String loginPath,
			DinteroMfaRequiredException required) {
		PendingSignIn signIn = new PendingSignIn(username, loginPath, required);
		String id = this.keys.generateKey();
		return this.limits.takeCode(username).thenCompose((taken) -> (taken) ? begin(id, signIn) : done(Kind.TOO_MANY));
	}

	private CompletableFuture<SecondFactorOutcome> begin(String id, PendingSignIn signIn) {
		return this.pending.change(id, (absent) -> signIn)
			.thenCompose((absent) -> request(id, signIn, signIn.channels(this.settings.mfaChannel())))
			.thenApply((outcome) -> {
				if (outcome.kind() == Kind.OVER || outcome.kind() == Kind.TOO_MANY) {
					forget(id);
					return outcome;
				}
				return new SecondFactorOutcome(outcome.kind(), id);
			});
	}

	/**
	 * Returns the entry of a sign-in with the form at a path, or {@code null} if the user
	 * must start again.
	 */
	CompletableFuture<@Nullable PendingSignIn> find(String id, String loginPath) {
		return this.pending.get(id)
			.thenApply((signIn) -> (signIn != null && signIn.loginPath().equals(loginPath)) ? signIn : null);
	}

	/**
	 * Returns the view of the page.
	 * @param id the id of the entry, if any
	 * @param error the error parameter of the browser, if any
	 */
	CompletableFuture<SecondFactorView> view(@Nullable String id, @Nullable String error) {
		Kind kind = Kind.of(error);
		SecondFactorView over = SecondFactorView.over((kind == Kind.TOO_MANY) ? kind : Kind.OVER);
		if (id == null) {
			return CompletableFuture.completedFuture(over);
		}
		return this.pending.get(id)
			.thenCompose((signIn) -> (signIn != null)
					? this.limits.left(signIn.username()).thenApply((left) -> view(signIn, left, kind))
					: CompletableFuture.completedFuture(over));
	}

	private static SecondFactorView view(PendingSignIn signIn, Count left, Kind kind) {
		MfaChallenge challenge = signIn.challenge();
		boolean sends = left.codes() > 0;
		if (left.attempts() == 0 || (challenge == null && !sends)) {
			return SecondFactorView.over(Kind.TOO_MANY);
		}
		return new SecondFactorView(signIn.loginPath(), (challenge != null) ? challenge.channel() : null,
				(sends) ? signIn.channels() : Set.of(), left.attempts(), kind.messageKey());
	}

	/**
	 * Warns if the application's own page does not respond with {@code 200}.
	 */
	void shown(SecondFactorView view, int status) {
		if (view.loginPath() != null && status != HttpStatus.OK.value()) {
			logger.warn(("The application's own page for the second factor responded with status %d. Serve the page at "
					+ "'%s', and permit requests to it without a sign-in")
				.formatted(status, path()));
		}
	}

	/**
	 * Removes an entry. A finished entry stays until then, because a correct code may
	 * still be on its way.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the session no longer has the id
	void forget(String id) {
		this.pending.change(id, (signIn) -> null);
	}

	/**
	 * Requests another code.
	 * @param channel the channel parameter of the browser, if any
	 */
	CompletableFuture<SecondFactorOutcome> send(String id, @Nullable String channel) {
		return this.pending.get(id)
			.thenCompose((signIn) -> (signIn != null)
					? send(id, signIn, signIn.channels(PendingSignIn.channel(channel)).subList(0, 1))
					: done(Kind.OVER));
	}

	// Dintero may not name the user's channels, but rejects the channels that the user
	// does not have
	private CompletableFuture<SecondFactorOutcome> send(String id, PendingSignIn signIn, List<MfaChannel> channels) {
		return this.limits.takeCode(signIn.username())
			.thenCompose((taken) -> (taken) ? request(id, signIn, channels) : done(Kind.TOO_MANY));
	}

	private CompletableFuture<SecondFactorOutcome> request(String id, PendingSignIn signIn, List<MfaChannel> channels) {
		return this.challenges.apply(signIn.mfaToken(), channels.get(0))
			.thenCompose((challenge) -> this.pending.change(id,
					(present) -> (present != null) ? present.withChallenge(challenge) : null))
			.thenApply((present) -> SecondFactorOutcome.of(Kind.ASK))
			.exceptionallyCompose((failure) -> notSent(id, signIn, channels, Futures.unwrap(failure)));
	}

	private CompletableFuture<SecondFactorOutcome> notSent(String id, PendingSignIn signIn, List<MfaChannel> channels,
			Throwable failure) {
		// The user client logs all other failures
		if (failure instanceof IllegalArgumentException) {
			logger.warn("Dintero sent no code to a user of a sign-in form: " + failure.getMessage());
		}
		boolean counts = !(failure instanceof IllegalArgumentException) && Futures.mayBeDone(failure);
		return ((counts) ? CompletableFuture.completedFuture(true) : this.limits.returnCode(signIn.username()))
			.thenCompose((counted) -> {
				if (hasCode(failure, OAuth2ErrorCodes.INVALID_REQUEST) && channels.size() > 1) {
					return send(id, signIn, channels.subList(1, channels.size()));
				}
				if (hasCode(failure, OAuth2ErrorCodes.INVALID_GRANT)) {
					return done(Kind.OVER);
				}
				return this.limits.left(signIn.username())
					.thenApply((left) -> SecondFactorOutcome.of((left.codes() > 0) ? Kind.NOT_SENT : Kind.TOO_MANY));
			});
	}

	/**
	 * Checks a code.
	 */
	CompletableFuture<SecondFactorOutcome> answer(String id, String bindingCode) {
		String code = StringUtils.trimAllWhitespace(bindingCode);
		return this.pending.get(id)
			.thenCompose((signIn) -> (signIn != null) ? answer(id, signIn, code) : done(Kind.OVER));
	}

	private CompletableFuture<SecondFactorOutcome> answer(String id, PendingSignIn signIn, String code) {
		MfaChallenge challenge = signIn.challenge();
		if (challenge == null || code.isEmpty()) {
			return done((challenge != null) ? Kind.WRONG_CODE : Kind.NOT_SENT);
		}
		return this.limits.takeAttempt(signIn.username())
			.thenCompose((taken) -> (taken) ? check(id, signIn, challenge, code) : done(Kind.OVER));
	}

	private CompletableFuture<SecondFactorOutcome> check(String id, PendingSignIn signIn, MfaChallenge challenge,
			String code) {
		return this.answers.apply(challenge, code)
			.thenCompose((response) -> signedIn(id, response))
			.exceptionallyCompose((failure) -> failed(id, signIn, challenge.channel(), Futures.unwrap(failure)));
	}

	private CompletableFuture<SecondFactorOutcome> signedIn(String id, OAuth2AccessTokenResponse response) {
		return this.pending.change(id, (signIn) -> null).thenCompose((signIn) -> {
			if (signIn == null) {
				return done(Kind.OVER);
			}
			String ticket = this.keys.generateKey();
			this.tickets.put(ticket, new SignedIn(signIn.username(), response));
			return this.limits.reset(signIn.username())
				.thenApply((reset) -> new SecondFactorOutcome(Kind.DONE, ticket));
		});
	}

	private CompletableFuture<SecondFactorOutcome> failed(String id, PendingSignIn signIn, MfaChannel channel,
			Throwable failure) {
		if (failure instanceof DinteroMfaRequiredException required) {
			PendingSignIn next = signIn.next(required);
			return this.pending.change(id, (present) -> (present != null) ? next : null)
				.thenCompose((present) -> send(id, next, next.channels(channel)));
		}
		if (hasCode(failure, OAuth2ErrorCodes.INVALID_GRANT) || hasCode(failure, OAuth2ErrorCodes.INVALID_REQUEST)) {
			return this.limits.left(signIn.username())
				.thenApply((left) -> SecondFactorOutcome.of((left.attempts() > 0) ? Kind.WRONG_CODE : Kind.OVER));
		}
		return ((isUnseen(failure)) ? this.limits.returnAttempt(signIn.username())
				: CompletableFuture.completedFuture(true))
			.thenCompose((counted) -> done(Kind.UNAVAILABLE));
	}

	// A wrong code can cause any other status
	private static boolean isUnseen(Throwable failure) {
		if (!(failure instanceof DinteroAuthorizationException ex) || Futures.mayBeDone(ex)) {
			return false;
		}
		Integer status = ex.getStatus();
		return status == null || Futures.isUnsent(ex) || status == 429 || status == 503;
	}

	/**
	 * Redeems a ticket that the sign-in form received in place of a password. Returns
	 * {@code null} if the ticket is unknown or expired.
	 */
	@Nullable SignedIn redeem(String ticket) {
		return this.tickets.remove(ticket);
	}

	private static CompletableFuture<SecondFactorOutcome> done(Kind kind) {
		return CompletableFuture.completedFuture(SecondFactorOutcome.of(kind));
	}

	private static boolean hasCode(Throwable failure, String errorCode) {
		return failure instanceof DinteroAuthorizationException ex && ex.getError().getErrorCode().equals(errorCode);
	}

	record SignedIn(String username, OAuth2AccessTokenResponse response) {

		@Override
		public String toString() {
			return "SignedIn[]";
		}

	}

}
