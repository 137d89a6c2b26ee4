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

package com.dintero.auth.samples.backoffice;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Credentials}.
 */
class CredentialsTests {

	@ParameterizedTest
	@FieldSource("com.dintero.auth.samples.backoffice.Credentials#VARIABLES")
	void aVariableThatIsMissingIsNamed(String missing) {
		Map<String, String> environment = new HashMap<>();
		Credentials.VARIABLES.forEach((variable) -> environment.put(variable, "some text"));
		assertThat(Credentials.of(environment).isIncomplete()).isFalse();
		environment.put(missing, " ");
		Credentials credentials = Credentials.of(environment);
		assertThat(credentials.isIncomplete()).isTrue();
		assertThat(credentials.missing()).containsExactly(missing);
	}

	@Test
	void withNoneOfThemNothingIsIncomplete() {
		Credentials credentials = Credentials.of(Map.of("DINTERO_ACCOUNT_ID", "", "PATH", "/bin"));
		assertThat(credentials.isEmpty()).isTrue();
		assertThat(credentials.isIncomplete()).isFalse();
	}

}
