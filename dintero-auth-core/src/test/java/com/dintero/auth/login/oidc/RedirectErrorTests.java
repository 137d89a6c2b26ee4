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

package com.dintero.auth.login.oidc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where an identity provider sends browsers back to with an error.
 */
class RedirectErrorTests {

	@ParameterizedTest
	@CsvSource({ "{baseUrl}/login/oauth2/code/dintero, true",
			"https://app.example.com/app/login/oauth2/code/dintero, true",
			"{baseScheme}://{baseHost}{basePort}{basePath}/login/oauth2/code/dintero, true",
			"{baseUrl}/app/login/oauth2/code/dintero, false", "{baseUrl}/dintero, false", "{baseUrl}, false",
			"https://app.example.com/login/oauth2/code/dintero, false" })
	void isAtARedirectUri(String redirectUri, boolean expected) {
		RedirectError error = RedirectError.of(MockServerWebExchange
			.from(MockServerHttpRequest.get("https://app.example.com/app/login/oauth2/code/dintero?error=server_error")
				.contextPath("/app")));
		assertThat(error).isNotNull();
		assertThat(error.isAt(redirectUri)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "?code=abc", "?error=" })
	void isNoneWithoutAnErrorCode(String query) {
		assertThat(RedirectError.of(MockServerWebExchange.from(MockServerHttpRequest.get("/login" + query)))).isNull();
	}

}
