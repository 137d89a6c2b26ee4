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

package com.dintero.auth.test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The merchants that the server knows, which may be thousands.
 */
final class MockMerchants {

	private final Map<String, MockMerchant> merchants = new ConcurrentHashMap<>();

	MockMerchants(List<MockMerchant> merchants) {
		merchants.forEach(this::register);
	}

	/**
	 * Adds a merchant, in place of the one with the same account.
	 * @param merchant the merchant
	 */
	void register(MockMerchant merchant) {
		this.merchants.put(merchant.accountId(), merchant);
	}

	@Nullable MockMerchant find(String accountId) {
		return this.merchants.get(accountId);
	}

	boolean isMerchantOf(String partnerId, String accountId) {
		MockMerchant merchant = find(accountId);
		return merchant != null && merchant.partnerId().equals(partnerId);
	}

}
