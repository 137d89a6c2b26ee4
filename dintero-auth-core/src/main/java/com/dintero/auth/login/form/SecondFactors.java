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
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Holds the users who have entered their password and still need a second factor. The
 * {@code mfa_token} stays in memory, and the session contains only the random id of an
 * entry. No session store therefore contains an {@code mfa_token}. A sign-in must end on
 * the node on which it started.
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

	private final ExpiringMap<PendingSignIn> pending;

	private final ExpiringMap<SignedIn> tickets;

	private SecondFactors(DinteroRegistration registration,
			BiFunction<String, MfaChannel, CompletableFuture<MfaChallenge>> challenges,
			BiFunction<MfaChallenge, String, CompletableFuture<OAuth2AccessTokenResponse>> answers, Clock clock) {
		this.settings = PasswordSignIn.settings(registration);
		this.challenges = challenges;
		this.answers = answers;
		this.limits = new SecondFactorLimits(registration.registrationId(), clock);
		this.pending = new ExpiringMap<>(MAXIMUM_SIZE, SecondFactorLimits.LIFETIME, clock);
		this.tickets = new ExpiringMap<>(MAXIMUM_SIZE, TICKET_LIFETIME, clock);
	}

	/**
	 * Creates second factors that use a blocking client.
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	static SecondFactors of(DinteroRegistration registration, DinteroUserClient client, Clock clock) {
		return new SecondFactors(registration,
				(mfaToken, channel) -> call(() -> client.requestChallenge(mfaToken, channel)),
				(challenge, code) -> call(() -> client.answerChallenge(challenge, code)), clock);
	}

	/**
	 * Creates second factors that use a reactive client.
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	static SecondFactors of(DinteroRegistration registration, ReactiveDinteroUserClient client, Clock clock) {
		return new SecondFactors(registration,
				(mfaToken, channel) -> client.requestChallenge(mfaToken, channel).toFuture(),
				(challenge, code) -> client.answerChallenge(challenge, code).toFuture(), clock);
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
		if (!this.limits.takeCode(username)) {
			return done(Kind.TOO_MANY);
		}
		String id = this.keys.generateKey();
		PendingSignIn signIn = new PendingSignIn(username, loginPath, required);
		this.pending.put(id, signIn);
		return request(signIn, signIn.channels(this.settings.mfaChannel())).thenApply((outcome) -> {
			if (outcome.kind() == Kind.OVER || outcome.kind() == Kind.TOO_MANY) {
				forget(id);
				return outcome;
			}
			return new SecondFactorOutcome(outcome.kind(), id);
		});
	}

	/**
	 * Returns an entry, or {@code null} if the user must start again.
	 */
	@Nullable PendingSignIn find(String id) {
		return this.pending.get(id);
	}

	/**
	 * Returns the view of the page.
	 * @param id the id of the entry, if any
	 * @param error the error parameter of the browser, if any
	 */
	SecondFactorView view(@Nullable String id, @Nullable String error) {
		Kind kind = Kind.of(error);
		PendingSignIn signIn = (id != null) ? find(id) : null;
		if (signIn == null) {
			return SecondFactorView.over((kind == Kind.TOO_MANY) ? kind : Kind.OVER);
		}
		MfaChallenge challenge = signIn.challenge();
		int attempts = this.limits.attemptsLeft(signIn.username());
		boolean sends = this.limits.codesLeft(signIn.username()) > 0;
		if (attempts == 0 || (challenge == null && !sends)) {
			return SecondFactorView.over(Kind.TOO_MANY);
		}
		return new SecondFactorView(signIn.loginPath(), (challenge != null) ? challenge.channel() : null,
				(sends) ? Set.copyOf(signIn.channels(null)) : Set.of(), attempts, kind.messageKey());
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
	void forget(String id) {
		this.pending.remove(id);
	}

	/**
	 * Requests another code.
	 * @param channel the channel parameter of the browser, if any
	 */
	CompletableFuture<SecondFactorOutcome> send(String id, @Nullable String channel) {
		PendingSignIn signIn = this.pending.get(id);
		return (signIn != null) ? send(signIn, signIn.channels(channel(channel)).subList(0, 1)) : done(Kind.OVER);
	}

	private static @Nullable MfaChannel channel(@Nullable String value) {
		for (MfaChannel channel : MfaChannel.values()) {
			if (channel.value().equals(value)) {
				return channel;
			}
		}
		return null;
	}

	// Dintero may not name the user's channels, but rejects the channels that the user
	// does not have
	private CompletableFuture<SecondFactorOutcome> send(PendingSignIn signIn, List<MfaChannel> channels) {
		return (this.limits.takeCode(signIn.username())) ? request(signIn, channels) : done(Kind.TOO_MANY);
	}

	private CompletableFuture<SecondFactorOutcome> request(PendingSignIn signIn, List<MfaChannel> channels) {
		return this.challenges.apply(signIn.mfaToken(), channels.get(0)).thenApply((challenge) -> {
			signIn.challenge(challenge);
			return SecondFactorOutcome.of(Kind.ASK);
		}).exceptionallyCompose((failure) -> {
			Throwable cause = Futures.unwrap(failure);
			// The user client logs all other failures
			if (cause instanceof IllegalArgumentException) {
				logger.warn("Dintero sent no code to a user of a sign-in form: " + cause.getMessage());
			}
			if (cause instanceof IllegalArgumentException || !Futures.mayBeDone(cause)) {
				this.limits.returnCode(signIn.username());
			}
			if (hasCode(cause, OAuth2ErrorCodes.INVALID_REQUEST) && channels.size() > 1) {
				return send(signIn, channels.subList(1, channels.size()));
			}
			if (hasCode(cause, OAuth2ErrorCodes.INVALID_GRANT)) {
				return done(Kind.OVER);
			}
			return done((this.limits.codesLeft(signIn.username()) > 0) ? Kind.NOT_SENT : Kind.TOO_MANY);
		});
	}

	/**
	 * Checks a code.
	 */
	CompletableFuture<SecondFactorOutcome> answer(String id, String bindingCode) {
		PendingSignIn signIn = this.pending.get(id);
		if (signIn == null) {
			return done(Kind.OVER);
		}
		MfaChallenge challenge = signIn.challenge();
		String code = StringUtils.trimAllWhitespace(bindingCode);
		if (challenge == null || code.isEmpty()) {
			return done((challenge != null) ? Kind.WRONG_CODE : Kind.NOT_SENT);
		}
		if (!this.limits.takeAttempt(signIn.username())) {
			return done(Kind.OVER);
		}
		return this.answers.apply(challenge, code)
			.thenApply((response) -> signedIn(id, signIn, response))
			.exceptionallyCompose((failure) -> failed(signIn, challenge.channel(), Futures.unwrap(failure)));
	}

	private SecondFactorOutcome signedIn(String id, PendingSignIn signIn, OAuth2AccessTokenResponse response) {
		if (this.pending.remove(id) == null) {
			return SecondFactorOutcome.of(Kind.OVER);
		}
		this.limits.reset(signIn.username());
		String ticket = this.keys.generateKey();
		this.tickets.put(ticket, new SignedIn(signIn.username(), response));
		return new SecondFactorOutcome(Kind.DONE, ticket);
	}

	private CompletableFuture<SecondFactorOutcome> failed(PendingSignIn signIn, MfaChannel channel, Throwable failure) {
		if (failure instanceof DinteroMfaRequiredException required) {
			signIn.next(required);
			return send(signIn, signIn.channels(channel));
		}
		if (hasCode(failure, OAuth2ErrorCodes.INVALID_GRANT) || hasCode(failure, OAuth2ErrorCodes.INVALID_REQUEST)) {
			return done((this.limits.attemptsLeft(signIn.username()) > 0) ? Kind.WRONG_CODE : Kind.OVER);
		}
		if (isUnseen(failure)) {
			this.limits.returnAttempt(signIn.username());
		}
		return done(Kind.UNAVAILABLE);
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
