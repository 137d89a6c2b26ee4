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
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QueryParametersTests {

	@ParameterizedTest
	@CsvSource({ "https://id.example.com/a, https://id.example.com/a?scope=openid%20profile",
			"https://id.example.com/a?, https://id.example.com/a?scope=openid%20profile",
			"https://id.example.com/a?b=c, https://id.example.com/a?b=c&scope=openid%20profile",
			"https://id.example.com/a?x[]=1, https://id.example.com/a?x[]=1&scope=openid%20profile",
			"https://id.example.com/%C3%A5?b=%20, https://id.example.com/%C3%A5?b=%20&scope=openid%20profile",
			"https://id.example.com/\u00e5, https://id.example.com/%C3%A5?scope=openid%20profile" })
	void whatIsThereStaysAsItIs(URI uri, String expected) {
		assertThat(QueryParameters.add(uri, Map.of("scope", "openid profile"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "a&b=c, a%26b%3Dc", "\u00e5, %C3%A5", "a+b, a%2Bb", "#, %23" })
	void valuesAreEncoded(String value, String encoded) {
		assertThat(QueryParameters.add(URI.create("https://id.example.com"), Map.of("v", value)))
			.isEqualTo("https://id.example.com?v=" + encoded);
	}

}
