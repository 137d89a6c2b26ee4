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
import java.util.Collection;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.endpoint.BoundedMap;

/**
 * The tokens of one registration: its own, which is never evicted, and those of its
 * merchants, if it is a partner's.
 */
final class RegistrationTokens {

	private static final Log logger = LogFactory.getLog(RegistrationTokens.class);

	/**
	 * How often it is looked, at most and only while tokens are asked for, whether the
	 * client secret has changed and which merchants' tokens have expired. Both are cheap,
	 * and this often is soon enough.
	 */
	private static final long HOUSEKEEPING_INTERVAL = 10_000;

	private final TokenRules rules;

	private final SecretLookup secretLookup;

	private final TokenEntry own;

	private final TokenRequests merchantRequests;

	private final BoundedMap<TokenEntry> merchants;

	private final HitCounter hits = new HitCounter();

	private final LongAdder misses = new LongAdder();

	private volatile long housekeptAt;

	RegistrationTokens(ClientSecretSupplier secrets, int maximumMerchants, TokenRules rules,
			UnaryOperator<TokenLoader> sharing) {
		this.rules = rules;
		this.secretLookup = new SecretLookup(secrets, rules, this::forgetOldSecret);
		this.housekeptAt = rules.now();
		RetryingTokenClient retrying = new RetryingTokenClient(rules);
		this.own = new TokenEntry(rules.registration().accountId(), new TokenRequests(
				sharing.apply(new ClientCredentialsLoader(this.secretLookup, rules, retrying)), rules));
		this.merchantRequests = new TokenRequests(sharing.apply(new MerchantTokenLoader(rules, this.own, retrying)),
				rules);
		this.merchants = new BoundedMap<>(maximumMerchants, TokenEntry::neededUntil, TokenEntry::retire);
	}

	/**
	 * Return a token that can be handed out.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @return the token, or {@code null} if it has to be got
	 */
	@Nullable OAuth2AccessToken getIfUsable(@Nullable String accountId) {
		TokenEntry entry = (accountId != null) ? this.merchants.get(accountId) : this.own;
		long now = this.rules.now();
		if (Long.compareUnsigned(now - this.housekeptAt, HOUSEKEEPING_INTERVAL) >= 0) {
			this.housekeptAt = now;
			keepHouseLater();
		}
		if (entry == null && isOwn(accountId)) {
			entry = this.own;
		}
		OAuth2AccessToken token = (entry != null) ? entry.getIfUsable(now) : null;
		if (token != null) {
			this.hits.increment();
		}
		return token;
	}

	/**
	 * Return a token, from the pending request that gets it if it is not there.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @return the token or the failure
	 * @throws IllegalArgumentException if a merchant's token cannot be had: the
	 * registration is not a partner's, or the account id is none
	 */
	CompletableFuture<OAuth2AccessToken> get(@Nullable String accountId) {
		long since = this.rules.now();
		CompletableFuture<OAuth2AccessToken> token = (accountId != null) ? getMerchants(accountId) : this.own.get();
		boolean waits = !token.isDone();
		if (waits || token.isCompletedExceptionally()) {
			this.misses.increment();
		}
		else {
			this.hits.increment();
		}
		return (waits) ? timed(token, since) : token;
	}

	// Only callers are timed. A merchant's request also waits for the registration's own
	// token, and is no caller
	private CompletableFuture<OAuth2AccessToken> timed(CompletableFuture<OAuth2AccessToken> token, long since) {
		return token.whenComplete((value, failure) -> {
			try {
				Duration time = Duration.ofMillis(Math.max(this.rules.now() - since, 0));
				this.rules.client().listener().waited(this.rules.registrationId(), time);
			}
			catch (RuntimeException ex) {
				// If the clock fails, the wait is not recorded, and the caller still gets
				// the token
			}
		});
	}

	private CompletableFuture<OAuth2AccessToken> getMerchants(String accountId) {
		TokenEntry entry = this.merchants.get(accountId);
		CompletableFuture<OAuth2AccessToken> token = (entry != null) ? entry.getUnlessRetired() : null;
		return (token != null) ? token : getNewMerchants(accountId);
	}

	private CompletableFuture<OAuth2AccessToken> getNewMerchants(String accountId) {
		DinteroRegistration registration = this.rules.registration();
		AccountId merchant = AccountId.ofMerchant(accountId);
		boolean own = merchant.equals(registration.accountId());
		if (own && !registration.accountId().isPartner()) {
			return this.own.get();
		}
		// The id may come from somebody who is not to be trusted, and the partner's own
		// token is the strongest
		if (own) {
			throw new IllegalArgumentException(
					("The account is the own account of Dintero registration '%s', a partner's, and no merchant's. "
							+ "Ask for the partner's own token without an account id")
						.formatted(this.rules.registrationId()));
		}
		if (!registration.accountId().isPartner()) {
			throw new IllegalArgumentException(
					("Dintero registration '%s' cannot get a token for account '%s': its own "
							+ "account '%s' is not a partner's, which ends in five zeros")
						.formatted(this.rules.registrationId(), merchant, registration.accountId()));
		}
		while (true) {
			TokenEntry entry = this.merchants.computeIfAbsent(accountId,
					() -> new TokenEntry(merchant, this.merchantRequests));
			CompletableFuture<OAuth2AccessToken> token = entry.getUnlessRetired();
			if (token != null) {
				// Not before: with its pending request the new entry is not among those
				// that leave
				this.merchants.makeRoom(this.rules.now());
				return token;
			}
			this.merchants.remove(accountId, entry);
		}
	}

	/**
	 * Have a token replaced that was not accepted.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @param token the token
	 * @return whether another one can be had
	 */
	boolean reject(@Nullable String accountId, OAuth2AccessToken token) {
		TokenEntry entry = (isOwn(accountId)) ? this.own : this.merchants.get(accountId);
		return entry == null || entry.reject(token);
	}

	/**
	 * Have a token replaced that was not accepted, and wait for the new one.
	 * @param accountId the merchant's account, or {@code null} for the registration's own
	 * @param token the token
	 * @return another token, or the same one if another one would not help, or the
	 * failure
	 */
	CompletableFuture<OAuth2AccessToken> replace(@Nullable String accountId, OAuth2AccessToken token) {
		TokenEntry entry = (isOwn(accountId)) ? this.own : this.merchants.get(accountId);
		long since = this.rules.now();
		CompletableFuture<OAuth2AccessToken> replacement = (entry != null) ? entry.replaceUnlessRetired(token) : null;
		if (replacement == null) {
			return get(accountId);
		}
		return (replacement.isDone()) ? replacement : timed(replacement, since);
	}

	void invalidate(@Nullable String accountId) {
		if (accountId == null) {
			this.own.forget();
			merchants().forEach(TokenEntry::forget);
			this.merchants.clear();
		}
		else if (isOwnAccount(accountId)) {
			this.own.forget();
		}
		else {
			TokenEntry entry = this.merchants.remove(accountId);
			if (entry != null) {
				entry.forget();
			}
			else if (AccountId.isValid(accountId)) {
				// Other instances may have stored a token
				this.merchantRequests.forget(new AccountId(accountId));
			}
		}
	}

	@Contract("null -> true")
	private boolean isOwn(@Nullable String accountId) {
		return accountId == null || (isOwnAccount(accountId) && !this.rules.registration().accountId().isPartner());
	}

	private boolean isOwnAccount(String accountId) {
		return accountId.equals(this.rules.registration().accountId().value());
	}

	long hits() {
		return this.hits.sum();
	}

	long misses() {
		return this.misses.sum();
	}

	Stream<CachedToken> usable(long now) {
		return Stream.concat(Stream.of(this.own), merchants().stream())
			.map((entry) -> entry.getUsable(now))
			.flatMap(Stream::ofNullable);
	}

	Collection<TokenEntry> merchants() {
		return this.merchants.values();
	}

	@Nullable TokenEntry find(@Nullable String accountId) {
		return (accountId == null || isOwnAccount(accountId)) ? this.own : this.merchants.get(accountId);
	}

	/**
	 * Return some of the merchants, in the order of their account ids.
	 * @param after the account id before the first one, or the empty string
	 * @param limit how many at most
	 * @param filter which of them
	 * @return the merchants by their account ids
	 */
	SortedMap<String, TokenEntry> merchants(String after, int limit, Predicate<TokenEntry> filter) {
		// Of thousands, only these are copied
		NavigableMap<String, TokenEntry> page = new TreeMap<>();
		this.merchants.forEach((accountId, entry) -> {
			if (accountId.compareTo(after) > 0 && filter.test(entry)) {
				page.put(accountId, entry);
				if (page.size() > limit) {
					page.pollLastEntry();
				}
			}
		});
		return page;
	}

	TokenEntry own() {
		return this.own;
	}

	// What the old secret has earned goes with it
	private void forgetOldSecret() {
		this.own.forgetOldSecret();
		this.merchants.clear();
	}

	private void keepHouseLater() {
		try {
			this.rules.executor().execute(this::keepHouse);
		}
		catch (RuntimeException | Error ex) {
			// Whoever brought it about has a token, and shall have it
			logger.debug("No housekeeping this time: no thread is to be had", ex);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // what comes of it is logged
	private void keepHouse() {
		long now = this.rules.now();
		merchants().removeIf((entry) -> entry.retireIfIdle(now));
		this.secretLookup.start();
	}

}
