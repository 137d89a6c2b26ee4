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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MockDinteroWithoutSpringTests {

	@Test
	void anythingCanTalkToIt() {
		try (MockDintero dintero = MockDintero.start()) {
			MockDinteroClient client = dintero.client();
			dintero.tokenLifetime(Duration.ofMinutes(10));
			dintero.tokenEndpoint().failNext(2, MockFault.status(500));
			callTwiceAndOnceMore(dintero.baseUrl(), client);
			assertThat(dintero.tokenEndpoint().requestCount()).isEqualTo(3);
		}
	}

	private void callTwiceAndOnceMore(String baseUrl, MockDinteroClient client) {
		Applications.of(baseUrl, client).run((context) -> {
			SettingsCheck check = context.getBean(SettingsCheck.class);
			assertThat(check.isActive(client.accountId())).isFalse();
			Accounts accounts = context.getBean(Accounts.class);
			assertThatExceptionOfType(DinteroAuthorizationException.class)
				.isThrownBy(() -> accounts.settings(client.accountId()))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(500));
			assertThat(check.isActive(client.accountId())).isTrue();
		});
	}

}
