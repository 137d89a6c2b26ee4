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

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

import com.dintero.auth.http.DinteroRequestAttributes;

@Component
class CheckoutSessions {

	private final RestClient checkout;

	CheckoutSessions(RestClient.Builder builder,
			@Value("${shop.checkout-url:https://checkout.dintero.com/v1}") String checkoutUrl) {
		this.checkout = builder.baseUrl(checkoutUrl).build();
	}

	Session create(SessionOrder order) {
		return this.checkout.post()
			.uri("/sessions-profile")
			.attributes(DinteroRequestAttributes.registration("checkout"))
			.body(order)
			.retrieve()
			.body(Session.class);
	}

}
