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

package com.dintero.auth.internal.endpoint;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockMerchant;

/**
 * What a partner requests for a merchant, after its own token.
 */
enum PartnerStep {

	/**
	 * The exchange token, for the partner's own.
	 */
	EXCHANGE_TOKEN {

		@Override
		String token(MockDintero dintero) {
			DinteroRegistration registration = registration(dintero);
			return new TokenCalls(registration).succeed().tokenValue();
		}

		@Override
		TokenRequest request(DinteroRegistration registration, String token) {
			return TokenRequest.exchangeToken(registration, MERCHANT, token);
		}

	},

	/**
	 * The merchant's token, for the exchange token.
	 */
	MERCHANT_TOKEN {

		@Override
		String token(MockDintero dintero) {
			return EXCHANGE_TOKEN.calls(dintero, EXCHANGE_TOKEN.token(dintero)).succeed().tokenValue();
		}

		@Override
		TokenRequest request(DinteroRegistration registration, String token) {
			return TokenRequest.merchantToken(registration, MERCHANT, token, registration.audience());
		}

	};

	static final AccountId MERCHANT = AccountId.ofMerchant("T11200001");

	/**
	 * Start a server with a partner that has a merchant.
	 * @return the server
	 */
	static MockDintero start() {
		return MockDintero.builder()
			.client(MockDinteroClient.of("T11200000", "my-partner", "my-secret"))
			.merchant(MockMerchant.of("T11200000", MERCHANT.value()))
			.start();
	}

	static DinteroRegistration registration(MockDintero dintero) {
		return TestRegistrations.of("platform", dintero, dintero.client());
	}

	/**
	 * Get the token that the step needs.
	 * @param dintero the server
	 * @return a new token
	 */
	abstract String token(MockDintero dintero);

	abstract TokenRequest request(DinteroRegistration registration, String token);

	TokenCalls calls(MockDintero dintero, String token) {
		DinteroRegistration registration = registration(dintero);
		return new TokenCalls(registration, request(registration, token));
	}

}
