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

package com.dintero.auth.integration.okhttp;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;

import com.dintero.auth.test.MockDintero;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link MockDintero} needs on the class path.
 */
class DependenciesTests {

	@Test
	void theMockRunsWithTheJdkAndTheStreamingParserAlone() throws Exception {
		URL[] classPath = Stream.of(MockDintero.class, JsonParser.class, Nullable.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation())
			.toArray(URL[]::new);
		try (URLClassLoader alone = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			Class<?> mock = alone.loadClass(MockDintero.class.getName());
			assertThat(mock).isNotEqualTo(MockDintero.class);
			try (AutoCloseable dintero = (AutoCloseable) mock.getMethod("start").invoke(null)) {
				String baseUrl = (String) mock.getMethod("baseUrl").invoke(dintero);
				// Refused, with an answer in JSON
				assertThat(URI.create(baseUrl + "/accounts/T12345678/management/settings")
					.toURL()
					.openConnection()
					.getHeaderField("Content-Type")).isEqualTo("application/json; charset=utf-8");
			}
		}
	}

	@Test
	void theMockBringsNothingThatChangesWhatAnApplicationsTestsSee() {
		assertThat(Stream.of("tools.jackson.databind.ObjectMapper", "mockwebserver3.MockWebServer",
				"org.springframework.core.SpringVersion"))
			.noneMatch(DependenciesTests::isPresent);
	}

	private static boolean isPresent(String name) {
		try {
			Class.forName(name, false, DependenciesTests.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

}
