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

package com.dintero.auth.documentation;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

record SessionOrder(Url url, Order order, @JsonProperty("profile_id") String profileId) {

	static SessionOrder of(String merchantReference) {
		return new SessionOrder(new Url("https://example.com/thank-you"),
				new Order(9900, "NOK", merchantReference, List.of()), "default");
	}

	record Url(@JsonProperty("return_url") String returnUrl) {

	}

	record Order(long amount, String currency, @JsonProperty("merchant_reference") String merchantReference,
			List<Map<String, Object>> items) {

	}

}
