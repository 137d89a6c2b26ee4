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
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;

/**
 * Looks up the client secret of a registration, which the application's own code may have
 * to do: it may be slow, or hang, or fail in any way.
 */
final class SecretLookup {

	private static final Log logger = LogFactory.getLog(SecretLookup.class);

	/**
	 * For a third of the deadline somebody waits for a lookup. The rest is enough for a
	 * token request, and for a second one after a failure.
	 */
	private static final int SHARE_OF_DEADLINE = 3;

	private final ClientSecretSupplier secrets;

	private final TokenRules rules;

	private final Runnable changeListener;

	private final AtomicReference<@Nullable CompletableFuture<Boolean>> underWay = new AtomicReference<>();

	private volatile boolean secretsFail;

	/**
	 * Create a lookup.
	 * @param secrets where the secret comes from
	 * @param rules what the registration's tokens go by
	 * @param changeListener told when the secret has changed
	 */
	SecretLookup(ClientSecretSupplier secrets, TokenRules rules, Runnable changeListener) {
		this.secrets = secrets;
		this.rules = rules;
		this.changeListener = changeListener;
	}

	/**
	 * Look whether the secret has changed, one at a time, however many need it.
	 * @return completed when that is known, or when it takes too long: whether it has
	 * ended
	 */
	CompletableFuture<Boolean> start() {
		CompletableFuture<Boolean> lookup = new CompletableFuture<>();
		CompletableFuture<Boolean> underWay = this.underWay.compareAndExchange(null, lookup);
		if (underWay != null) {
			return underWay;
		}
		try {
			awaitEnd(lookup);
			this.rules.executor().execute(() -> {
				try {
					takeCurrentSecret();
				}
				finally {
					this.underWay.set(null);
					lookup.complete(true);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			this.underWay.set(null);
			lookup.completeExceptionally(ex);
		}
		return lookup;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // to cancel an alarm has no result
	private void awaitEnd(CompletableFuture<Boolean> lookup) {
		Duration patience = this.rules.client().deadline().dividedBy(SHARE_OF_DEADLINE);
		Future<?> alarm = this.rules.timer().schedule(() -> this.rules.runLater(() -> {
			if (!lookup.isDone()) {
				logger.warn(("The lookup of the client secret of Dintero registration '%s' has not ended within %d ms. "
						+ "The secret that is known is used until it ends. Give the lookup a time-out of its own")
					.formatted(this.rules.registrationId(), patience.toMillis()));
			}
			lookup.complete(false);
		}, lookup), patience);
		lookup.whenComplete((ended, failure) -> alarm.cancel(false));
	}

	private void takeCurrentSecret() {
		ClientSecret secret;
		try {
			secret = this.secrets.getClientSecret(this.rules.registrationId());
			this.secretsFail = false;
		}
		catch (RuntimeException | Error ex) {
			// The one that is known may be valid. The exception's own message could quote
			// what it found
			if (!this.secretsFail) {
				logger.warn("The client secret of Dintero registration '%s' could not be looked up: %s. "
					.formatted(this.rules.registrationId(), ex.getClass().getName()) + "The one before is used");
			}
			this.secretsFail = true;
			return;
		}
		if (secret != null && this.rules.registrations().changeClientSecret(this.rules.registrationId(), secret)) {
			logger.info("The client secret of Dintero registration '%s' has changed"
				.formatted(this.rules.registrationId()));
			this.changeListener.run();
		}
	}

}
