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

package com.dintero.auth.benchmarks.soak;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.benchmarks.server.ServerAddress;
import com.dintero.auth.http.DinteroRequestAttributes;

/**
 * An account that is asked for.
 *
 * @param registrationId the registration that can get its token
 * @param merchantId the merchant, {@code null} if it is the registration's own account
 * @param accountId the account
 */
record Target(String registrationId, @Nullable String merchantId, String accountId) {

	static final String PARTNER = "partner";

	static final String SHOP = "shop";

	static final int MERCHANTS = 200;

	static Target random() {
		int number = ThreadLocalRandom.current().nextInt(MERCHANTS + 10);
		if (number >= MERCHANTS) {
			return (number % 2 == 0) ? new Target(PARTNER, null, ServerAddress.PARTNER_ID)
					: new Target(SHOP, null, ServerAddress.SHOP_ID);
		}
		return merchant(number + 1);
	}

	static Target merchant(int number) {
		String accountId = ServerAddress.merchant(number);
		return new Target(PARTNER, accountId, accountId);
	}

	Consumer<Map<String, Object>> attributes() {
		Consumer<Map<String, Object>> registration = DinteroRequestAttributes.registration(this.registrationId);
		return (this.merchantId != null) ? registration.andThen(DinteroRequestAttributes.account(this.merchantId))
				: registration;
	}

	OAuth2AccessToken token(DinteroTokens tokens) {
		return (this.merchantId != null) ? tokens.getToken(this.registrationId, this.merchantId)
				: tokens.getToken(this.registrationId);
	}

	Mono<OAuth2AccessToken> token(ReactiveDinteroTokens tokens) {
		return (this.merchantId != null) ? tokens.getToken(this.registrationId, this.merchantId)
				: tokens.getToken(this.registrationId);
	}

	boolean reject(DinteroTokens tokens, OAuth2AccessToken token) {
		return (this.merchantId != null) ? tokens.reject(this.registrationId, this.merchantId, token)
				: tokens.reject(this.registrationId, token);
	}

}
