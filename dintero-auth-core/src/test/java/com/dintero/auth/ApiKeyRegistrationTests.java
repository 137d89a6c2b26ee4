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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiKeyRegistration}.
 */
class ApiKeyRegistrationTests {

	private final ApiKeyRegistration registration = TestRegistrations.apiKey("checkout", "T12345678", true);

	@Test
	void printsAllButTheKey() {
		assertThat(this.registration.toString()).contains("checkout", "T12345678", "true").doesNotContain("my-api-key");
	}

	@Test
	void asJsonItDoesNotHoldTheKey() {
		JsonMapper mapper = JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
		assertThat(mapper.writeValueAsString(this.registration)).contains("T12345678").doesNotContain("my-api-key");
	}

}
