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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The statuses that the documentation's table of failures begins its rows with.
 */
class FailureTests {

	@Test
	void statusesGiveWhatTheDocumentationSays() {
		List<List<String>> rows = new ArrayList<>();
		for (List<String> row : Markdown.of("docs/failures.md").codeRows()) {
			rows.add(List.of(row.get(0).substring(1, 4), row.get(1), row.get(2).replace("`", "")));
		}
		assertThat(rows).extracting((row) -> row.get(0))
			.containsExactly("400", "401", "403", "429", "502", "503", "504", "500");
		try (MockDintero dintero = MockDintero.start()) {
			Applications.of(dintero.baseUrl(), dintero.client()).run((context) -> assertThat(rows).allSatisfy((row) -> {
				context.getBean(DinteroTokens.class).invalidate("dintero");
				gives(row, dintero, context.getBean(Accounts.class));
			}));
		}
	}

	private void gives(List<String> row, MockDintero dintero, Accounts accounts) {
		dintero.tokenEndpoint().failAlways(MockFault.status(Integer.parseInt(row.get(0))));
		DinteroAuthorizationException failure = catchThrowableOfType(DinteroAuthorizationException.class,
				() -> accounts.settings("T12345678"));
		assertThat(failure.getStatus()).hasToString(row.get(1));
		assertThat(failure.getError().getErrorCode()).isEqualTo(row.get(2));
	}

}
