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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The documentation's application with an API key, as its YAML has it. The variables of
 * the placeholders are not there.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = {
		"dintero.auth.registration.dintero.account-id=T12345678",
		"dintero.auth.registration.dintero.client-id=${DINTERO_CLIENT_ID}",
		"dintero.auth.registration.dintero.client-secret=${DINTERO_CLIENT_SECRET}",
		"dintero.auth.registration.dintero.primary=true", "dintero.auth.registration.checkout.account-id=T12345678",
		"dintero.auth.registration.checkout.api-key=${DINTERO_API_KEY}", "shop.checkout-url=${dintero.auth.base-url}" })
@AutoConfigureMockDintero
class ApiKeyTests {

	@Autowired
	private MockDintero dintero;

	@Test
	void aRequestThatNamesTheRegistrationCarriesTheKeyAndNoToken(@Autowired CheckoutSessions sessions) {
		assertThat(sessions.create(SessionOrder.of("order-1")).id()).startsWith("T12345678.");
		assertThat(this.dintero.requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("x-api-key")).isNotNull();
			assertThat(request.header("Authorization")).isNull();
		});
	}

	@Test
	void allOthersCarryTokens(@Autowired Accounts accounts) {
		assertThat(accounts.settings("T12345678").accountId()).isEqualTo("T12345678");
		assertThat(this.dintero.resources().requests()).singleElement().satisfies((request) -> {
			assertThat(request.header("x-api-key")).isNull();
			assertThat(request.header("Authorization")).startsWith("Bearer ");
		});
	}

	@Test
	void itGetsNoTokens(@Autowired DinteroTokens tokens) {
		assertThatIllegalArgumentException().isThrownBy(() -> tokens.getToken("checkout"))
			.withMessageContaining("'checkout' has an API key");
	}

}
