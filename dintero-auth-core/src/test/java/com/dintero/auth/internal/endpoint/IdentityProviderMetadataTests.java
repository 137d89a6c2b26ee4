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

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdentityProviderMetadataTests {

	@ParameterizedTest
	@CsvSource({ "https://id.example.com, https://id.example.com/authorize",
			"https://id.example.com, HTTPS://login.example.com/authorize?a=b",
			"http://id.example.com, http://id.example.com/authorize",
			"http://id.example.com, https://id.example.com/authorize" })
	void anEndpointIsAsSafeAsItsIssuer(URI issuer, String value) {
		assertThat(IdentityProviderMetadata.endpoint(issuer, value)).isEqualTo(URI.create(value));
	}

	@ParameterizedTest
	@CsvSource({ "https://id.example.com, http://id.example.com/authorize",
			"https://id.example.com, javascript:alert(1)", "https://id.example.com, /authorize",
			"https://id.example.com, https://id.example.com/authorize#here", "https://id.example.com, ''" })
	void whatIsLessSafeOrNoUrlIsNone(URI issuer, String value) {
		assertThat(IdentityProviderMetadata.endpoint(issuer, value)).isNull();
	}

}
