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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one test does to the mock is not seen by the next, in nested classes too.
 */
@SpringBootTest(classes = EmptyApplication.class)
@AutoConfigureMockDintero
class MockDinteroResetTests {

	@Autowired
	private MockDintero dintero;

	@BeforeEach
	void prepare() {
		this.dintero.resources().failNext(MockFault.status(418));
	}

	@RepeatedTest(2)
	void theMockIsFreshForEachTestAndBeforeItsPreparation() throws Exception {
		assertFreshAndSpoil(this.dintero);
	}

	private static void assertFreshAndSpoil(MockDintero dintero) throws Exception {
		assertThat(dintero.requests()).isEmpty();
		assertThat(settingsStatus(dintero)).isEqualTo(418);
		assertThat(settingsStatus(dintero)).isEqualTo(401);
		dintero.resources().failAlways(MockFault.status(500));
		dintero.resources().hold();
	}

	private static int settingsStatus(MockDintero dintero) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create(dintero.baseUrl() + "/accounts/T12345678/management/settings"))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	@Nested
	class InNestedClasses {

		@Autowired
		private MockDintero nested;

		@Test
		void itIsTheSameMock() throws Exception {
			assertThat(this.nested).isSameAs(MockDinteroResetTests.this.dintero);
			assertFreshAndSpoil(this.nested);
		}

		@Test
		void itIsFreshToo() throws Exception {
			assertFreshAndSpoil(this.nested);
		}

	}

}
