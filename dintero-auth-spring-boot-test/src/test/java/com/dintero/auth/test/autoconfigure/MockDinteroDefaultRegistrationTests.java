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

package com.dintero.auth.test.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link AutoConfigureMockDintero} for an application without any registration.
 */
@SpringBootTest(classes = EmptyApplication.class)
@AutoConfigureMockDintero(registration = "shop", accountId = "T11200001")
class MockDinteroDefaultRegistrationTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private Environment environment;

	@Test
	void thereIsOneRegistrationAsTheAnnotationSays() {
		assertThat(this.environment.getProperty("dintero.auth.registration.shop.account-id")).isEqualTo("T11200001");
		assertThat(this.environment.getProperty("dintero.auth.registration.shop.client-id"))
			.isEqualTo(this.dintero.client().clientId());
		assertThat(this.environment.getProperty("dintero.auth.registration.shop.client-secret"))
			.isEqualTo(this.dintero.client().clientSecret());
		assertThat(this.environment.containsProperty("dintero.auth.registration.dintero.client-id")).isFalse();
	}

}
