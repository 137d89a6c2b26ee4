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
class Merchants {

	private final RestClient dintero;

	Merchants(RestClient.Builder builder,
			@Value("${dintero.auth.base-url:https://api.dintero.com/v1}") String baseUrl) {
		this.dintero = builder.baseUrl(baseUrl).build();
	}

	Settings settings(String merchant) {
		return this.dintero.get()
			.uri("/accounts/{id}/management/settings", merchant)
			.attributes(DinteroRequestAttributes.account(merchant))
			.retrieve()
			.body(Settings.class);
	}

	Settings partner(String partner) {
		return this.dintero.get()
			.uri("/accounts/{id}/management/settings", partner)
			.attributes(DinteroRequestAttributes.own())
			.retrieve()
			.body(Settings.class);
	}

}
