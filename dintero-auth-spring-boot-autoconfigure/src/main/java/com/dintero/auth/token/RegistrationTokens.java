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

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroRegistration;

/**
 * The tokens of one registration: its own, which is never evicted, and those of its
 * merchants, if it is a partner's.
 */
final class RegistrationTokens {

	private static final Log logger = LogFactory.getLog(RegistrationTokens.class);

	private final String registrationId;

	private final TokenRules rules;

	private final ClientSecretSupplier secrets;

	private final TokenEntry own;

	private final TokenLoader merchantLoader;

	private final Cache<String, TokenEntry> merchants;

	private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> lookup = new AtomicReference<>();

	private volatile boolean secretsFail;

	private final long housekeepingInterval;

	private volatile long housekeptAt;

	RegistrationTokens(DinteroRegistration registration, ClientSecretSupplier secrets, TokenRules rules) {
		this.registrationId = registration.registrationId();
		this.rules = rules;
		this.secrets = secrets;
		this.housekeepingInterval = rules.settings().cache().housekeepingInterval().toMillis();
		this.housekeptAt = rules.now();
		RetryingTokenClient retrying = new RetryingTokenClient(rules);
		this.own = new TokenEntry(TokenKey.clientCredentials(registration),
				new ClientCredentialsLoader(this::lookUpSecret, this::registration, retrying), rules);
		this.merchantLoader = new MerchantTokenLoader(this::registration, this.own, retrying);
		// Nothing expires by Caffeine's clock, which would have to be read each time: see
		// housekeeping
		this.merchants = Caffeine.newBuilder()
			.maximumSize(rules.settings().cache().maximumMerchants())
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Return a token that can be handed out.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @return the token, or {@code null} if it has to be got
	 */
	@Nullable OAuth2AccessToken getIfUsable(@Nullable String accountId) {
		TokenEntry entry = (accountId != null) ? this.merchants.getIfPresent(accountId) : this.own;
		long now = this.rules.now();
		if (Long.compareUnsigned(now - this.housekeptAt, this.housekeepingInterval) >= 0) {
			this.housekeptAt = now;
			keepHouseLater();
		}
		if (entry == null && isOwn(accountId)) {
			entry = this.own;
		}
		return (entry != null) ? entry.getIfUsable(now) : null;
	}

	/**
	 * Return a token, from the flight that gets it if it is not there.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @return the token or the failure
	 * @throws IllegalArgumentException if a merchant's token cannot be had: the
	 * registration is not a partner's, or the account id is none
	 */
	CompletableFuture<OAuth2AccessToken> get(@Nullable String accountId) {
		return (accountId != null) ? getMerchants(accountId) : this.own.get();
	}

	private CompletableFuture<OAuth2AccessToken> getMerchants(String accountId) {
		while (true) {
			TokenEntry entry = merchant(accountId);
			CompletableFuture<OAuth2AccessToken> token = entry.getUnlessRetired();
			if (token != null) {
				return token;
			}
			this.merchants.asMap().remove(accountId, entry);
		}
	}

	private TokenEntry merchant(String accountId) {
		TokenEntry entry = this.merchants.getIfPresent(accountId);
		if (entry != null) {
			return entry;
		}
		DinteroRegistration registration = registration();
		AccountId merchant = AccountId.ofMerchant(accountId);
		if (merchant.equals(registration.accountId())) {
			return this.own;
		}
		if (!registration.accountId().isPartner()) {
			throw new IllegalArgumentException(
					("Dintero registration '%s' cannot get a token for account '%s': its own "
							+ "account '%s' is not a partner's, which ends in five zeros")
						.formatted(this.registrationId, merchant, registration.accountId()));
		}
		return this.merchants.get(accountId,
				(id) -> new TokenEntry(TokenKey.merchant(registration, merchant), this.merchantLoader, this.rules));
	}

	boolean reject(@Nullable String accountId, OAuth2AccessToken token) {
		TokenEntry entry = (isOwn(accountId)) ? this.own : this.merchants.getIfPresent(accountId);
		return entry == null || entry.reject(token);
	}

	void invalidate(@Nullable String accountId) {
		if (accountId == null) {
			this.own.forget();
			this.merchants.invalidateAll();
		}
		else if (isOwn(accountId)) {
			this.own.forget();
		}
		else {
			this.merchants.invalidate(accountId);
		}
	}

	@Contract("null -> true")
	private boolean isOwn(@Nullable String accountId) {
		return accountId == null || accountId.equals(registration().accountId().value());
	}

	Collection<TokenEntry> merchants() {
		return this.merchants.asMap().values();
	}

	TokenEntry own() {
		return this.own;
	}

	private DinteroRegistration registration() {
		return this.rules.registrations().get(this.registrationId);
	}

	// One at a time, however many need it: a supplier may be slow, or hang
	private CompletableFuture<@Nullable Void> lookUpSecret() {
		CompletableFuture<@Nullable Void> lookup = new CompletableFuture<>();
		CompletableFuture<@Nullable Void> underWay = this.lookup.compareAndExchange(null, lookup);
		if (underWay != null) {
			return underWay;
		}
		try {
			this.rules.executor().execute(() -> {
				try {
					takeCurrentSecret();
				}
				finally {
					this.lookup.set(null);
					lookup.complete(null);
				}
			});
		}
		catch (RuntimeException | Error ex) {
			this.lookup.set(null);
			lookup.completeExceptionally(ex);
		}
		return lookup;
	}

	private void takeCurrentSecret() {
		ClientSecret secret;
		try {
			secret = this.secrets.getClientSecret(this.registrationId);
			this.secretsFail = false;
		}
		catch (RuntimeException ex) {
			// The one that is known may be valid. The exception's own message could quote
			// what it found
			if (!this.secretsFail) {
				logger.warn("The client secret of Dintero registration '%s' could not be looked up: %s. "
					.formatted(this.registrationId, ex.getClass().getName()) + "The one before is used");
			}
			this.secretsFail = true;
			return;
		}
		if (secret != null && this.rules.registrations().changeClientSecret(this.registrationId, secret)) {
			logger.info("The client secret of Dintero registration '%s' has changed".formatted(this.registrationId));
			// What the old one has earned goes with it
			this.own.forgetOldSecret();
			this.merchants.invalidateAll();
		}
	}

	private void keepHouseLater() {
		try {
			this.rules.executor().execute(this::keepHouse);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("No housekeeping any more: the application is shutting down");
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what comes of it is logged
	private void keepHouse() {
		long now = this.rules.now();
		merchants().removeIf((entry) -> entry.retireIfIdle(now));
		lookUpSecret();
	}

}
