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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.autoconfigure.actuate.DinteroTokenEventsAutoConfiguration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class TokenAlertsTests {

	@Test
	void aListenerLearnsThatDinteroRefusesARegistration(CapturedOutput output) {
		try (MockDintero dintero = MockDintero.start()) {
			dintero.tokenEndpoint().failAlways(MockFault.status(401));
			Applications.of(dintero.baseUrl(), dintero.client())
				.withConfiguration(AutoConfigurations.of(DinteroTokenEventsAutoConfiguration.class))
				.withUserConfiguration(TokenAlerts.class)
				.run((context) -> {
					assertThatExceptionOfType(DinteroAuthorizationException.class)
						.isThrownBy(() -> context.getBean(DinteroTokens.class).getToken("dintero"));
					Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.until(() -> output.getOut().contains("No token for dintero: Failure["));
				});
		}
	}

}
