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

package com.dintero.auth.samples.checkout;

import java.util.List;

/**
 * What a checkout session is created from. Amounts are in the currency's smallest unit.
 */
record SessionOrder(Url url, Order order, String profileId) {

	static SessionOrder of(String merchantReference) {
		Item coffee = new Item("coffee", "1", "A bag of coffee", 1, 9900, 1980, 25);
		return new SessionOrder(new Url("https://example.com/thank-you"),
				new Order(coffee.amount(), "NOK", merchantReference, List.of(coffee)), "default");
	}

	record Url(String returnUrl) {

	}

	record Order(long amount, String currency, String merchantReference, List<Item> items) {

	}

	record Item(String id, String lineId, String description, int quantity, long amount, long vatAmount, int vat) {

	}

}
