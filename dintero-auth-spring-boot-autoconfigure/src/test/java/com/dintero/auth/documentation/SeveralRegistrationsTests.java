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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation's application with two registrations, as its YAML has them. The
 * variables of the placeholders are not there.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "dintero.auth.registration.norway.account-id=T12345678",
				"dintero.auth.registration.norway.client-id=${NORWAY_CLIENT_ID}",
				"dintero.auth.registration.norway.client-secret=${NORWAY_CLIENT_SECRET}",
				"dintero.auth.registration.norway.primary=true",
				"dintero.auth.registration.sweden.account-id=T87654321",
				"dintero.auth.registration.sweden.client-id=${SWEDEN_CLIENT_ID}",
				"dintero.auth.registration.sweden.client-secret=${SWEDEN_CLIENT_SECRET}",
				"spring.http.serviceclient.dintero.base-url=${dintero.auth.base-url}" })
@AutoConfigureMockDintero
class SeveralRegistrationsTests {

	@Autowired
	private MockDintero dintero;

	@Test
	void theRequestNamesOneOrThePrimaryOneIsTaken(@Autowired Accounts accounts, @Autowired Shops shops,
			@Autowired AccountsApi accountsApi) {
		assertThat(accounts.settings("T12345678").accountId()).isEqualTo("T12345678");
		assertThat(shops.swedishSettings("T87654321").accountId()).isEqualTo("T87654321");
		assertThat(accountsApi.settings("T12345678").accountId()).isEqualTo("T12345678");
		assertThat(accountsApi.settings("T87654321", "sweden").accountId()).isEqualTo("T87654321");
		List<String> authorizations = this.dintero.resources()
			.requests()
			.stream()
			.map((request) -> request.header("Authorization"))
			.toList();
		assertThat(authorizations).hasSize(4).doesNotContainNull();
		assertThat(authorizations.get(0)).isEqualTo(authorizations.get(2)).isNotEqualTo(authorizations.get(1));
		assertThat(authorizations.get(1)).isEqualTo(authorizations.get(3));
		assertThat(this.dintero.tokenEndpoint().requests()).extracting(MockRequest::path)
			.containsExactly("/v1/accounts/T12345678/auth/token", "/v1/accounts/T87654321/auth/token");
	}

}
