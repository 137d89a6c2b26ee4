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

package com.dintero.auth.integration.login;

import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class AccountController {

	private final RestClient dintero;

	AccountController(RestClient dintero) {
		this.dintero = dintero;
	}

	@GetMapping("/account")
	String account(@RegisteredOAuth2AuthorizedClient("dintero") OAuth2AuthorizedClient client) {
		return this.dintero.get()
			.uri("/accounts/{id}/management/settings", "T12345678")
			.headers((headers) -> headers.setBearerAuth(client.getAccessToken().getTokenValue()))
			.retrieve()
			.body(String.class);
	}

}
