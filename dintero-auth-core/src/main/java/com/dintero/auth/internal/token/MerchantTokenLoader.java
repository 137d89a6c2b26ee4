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

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.endpoint.CallerContext;
import com.dintero.auth.internal.endpoint.TokenRequest;
import com.dintero.auth.internal.endpoint.TokenResponse;

/**
 * Gets a merchant's token through the steps of Dintero's partner guide: the partner's own
 * token, which all its merchants share, then an exchange token, then, unless the
 * registration says otherwise, the merchant's token. The exchange token is used at once
 * and not kept.
 */
final class MerchantTokenLoader implements TokenLoader {

	private final TokenRules rules;

	private final TokenEntry partner;

	private final RetryingTokenClient client;

	private final KnownMerchants known = new KnownMerchants();

	/**
	 * Create a loader.
	 * @param rules what the partner's tokens go by
	 * @param partner the partner's own token
	 * @param client sends the requests
	 */
	MerchantTokenLoader(TokenRules rules, TokenEntry partner, RetryingTokenClient client) {
		this.rules = rules;
		this.partner = partner;
		this.client = client;
	}

	@Override
	public CompletableFuture<TokenResponse> load(AccountId merchant, PendingTokenRequest pending) {
		if (this.known.contains(merchant)) {
			pending.prefer();
		}
		return loadInSteps(merchant, pending).thenApply((token) -> {
			this.known.add(merchant);
			return token;
		});
	}

	private CompletableFuture<TokenResponse> loadInSteps(AccountId merchant, PendingTokenRequest pending) {
		DinteroRegistration registration = this.rules.registration();
		CompletableFuture<TokenResponse> exchangeToken = new PartnerToken(this.partner, pending)
			.send((token) -> this.client.send(TokenRequest.exchangeToken(registration, merchant, token.getTokenValue()),
					pending));
		if (!registration.exchange().merchantToken()) {
			return exchangeToken;
		}
		return exchangeToken.thenCompose((token) -> this.client.send(TokenRequest.merchantToken(registration, merchant,
				token.tokenValue(), registration.exchange().audience()), pending));
	}

	/**
	 * The partner's own token, for which a pending request waits. If it was revoked, the
	 * first of all merchants that find out has it renewed, and the others get the new
	 * one.
	 */
	private record PartnerToken(TokenEntry entry, PendingTokenRequest pending) implements RenewableToken {

		@Override
		public CompletableFuture<OAuth2AccessToken> get() {
			return await(this.entry::get);
		}

		@Override
		public CompletableFuture<OAuth2AccessToken> replace(OAuth2AccessToken rejected) {
			return await(() -> this.entry.replace(rejected));
		}

		@Override
		public CallerContext context() {
			return this.pending.context();
		}

		private CompletableFuture<OAuth2AccessToken> await(Supplier<CompletableFuture<OAuth2AccessToken>> token) {
			this.pending.waitFor(this.entry);
			return token.get().thenApply((value) -> {
				this.pending.waitFor(null);
				return value;
			});
		}

	}

}
