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

package com.dintero.auth.autoconfigure;

import java.util.stream.Collectors;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says at the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartLogTests {

	@Test
	void oneLineSaysWhatTheStarterDoes(CapturedOutput output) {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.registration.keyed.account-id=T12345679",
					"dintero.auth.registration.keyed.api-key=a-key", "dintero.auth.registration.dintero.primary=true")
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(lines(output)).isEqualTo("Dintero registrations: "
					+ "'dintero' (account T12345678, audience https://api.dintero.com/v1/accounts/T12345678), "
					+ "'keyed' (account T12345679, API key). "
					+ "Origins that may receive tokens: https://api.dintero.com:443, https://checkout.dintero.com:443. "
					+ "Clients that carry tokens: RestClient, WebClient. Optional parts: meters"));
	}

	@Test
	void clientsThatCarryNoTokensAreNotNamed(CapturedOutput output) {
		DinteroContextRunners.withRegistration()
			.withPropertyValues("dintero.auth.attach.enabled=false")
			.run((context) -> assertThat(lines(output))
				.endsWith("Clients that carry tokens: none. Optional parts: none"));
	}

	@Test
	void theSecretIsNotThere(CapturedOutput output) {
		DinteroContextRunners.withRegistration()
			.run((context) -> assertThat(output).contains("Dintero registrations:").doesNotContain("my-secret"));
	}

	@Test
	void withoutARegistrationNothingIsSaid(CapturedOutput output) {
		DinteroContextRunners.withoutRegistration()
			.run((context) -> assertThat(output).doesNotContain("Dintero registrations:"));
	}

	private static String lines(CapturedOutput output) {
		String start = "Dintero registrations:";
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(start))
			.map((line) -> line.substring(line.indexOf(start)))
			.collect(Collectors.joining("\n"));
	}

}
