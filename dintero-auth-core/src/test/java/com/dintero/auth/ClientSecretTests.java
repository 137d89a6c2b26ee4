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

package com.dintero.auth;

import java.io.Serializable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientSecret}.
 */
class ClientSecretTests {

	@ParameterizedTest
	@ValueSource(strings = { "my-secret", "a/b+c=d:e f%g", "\u00e6\u00f8\u00e5 \u20ac \ud83d\udd11" })
	void isRevealedAsItWasGiven(String value) {
		assertThat(ClientSecret.of(value).reveal()).isEqualTo(value);
	}

	@Test
	void isNotPrinted() {
		assertThat(ClientSecret.of("my-secret")).hasToString("******");
		assertThat("%s".formatted(ClientSecret.of("my-secret"))).isEqualTo("******");
	}

	@Test
	void printsNotEvenItsLength() {
		assertThat(ClientSecret.of("a")).hasToString(ClientSecret.of("a-much-longer-one").toString());
	}

	@Test
	void isNotFoundByASerializer() {
		JsonMapper jsonMapper = JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
		assertThat(jsonMapper.writeValueAsString(ClientSecret.of("my-secret"))).isEqualTo("{}");
		assertThat(ClientSecret.of("my-secret")).isNotInstanceOf(Serializable.class);
	}

	@Test
	void equalsASecretOfTheSameValue() {
		assertThat(ClientSecret.of("my-secret")).isEqualTo(ClientSecret.of("my-secret"))
			.hasSameHashCodeAs(ClientSecret.of("my-secret"))
			.isNotEqualTo(ClientSecret.of("another"))
			.isNotEqualTo("my-secret");
	}

}
