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
import org.springframework.web.client.HttpServerErrorException;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@AutoConfigureMockDintero
class AccountsTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private Accounts accounts;

	@Autowired
	private DinteroTokens tokens;

	@Test
	void readsSettingsWithAToken() {
		assertThat(this.accounts.settings("T12345678").active()).isTrue();
		assertThat(this.dintero.resources().requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("Authorization")).startsWith("Bearer "));
	}

	@Test
	void passesOnAnErrorOfTheApi() {
		this.dintero.resources().failNext(MockFault.status(500));
		assertThatExceptionOfType(HttpServerErrorException.class).isThrownBy(() -> this.accounts.settings("T12345678"));
	}

	@Test
	void failsWithoutAToken() {
		this.tokens.invalidate("dintero");
		this.dintero.tokenEndpoint().failAlways(MockFault.status(503));
		assertThatExceptionOfType(DinteroAuthorizationException.class)
			.isThrownBy(() -> this.accounts.settings("T12345678"))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(503));
		assertThat(this.dintero.resources().requestCount()).isZero();
	}

}
