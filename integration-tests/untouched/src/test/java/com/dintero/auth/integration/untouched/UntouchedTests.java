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

package com.dintero.auth.integration.untouched;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that adds the starter, and MockDintero to its tests, stays as it is.
 */
class UntouchedTests {

	/**
	 * What the starter and MockDintero bring. The enforcer rules of their poms see to it
	 * that there is nothing else. A directory above may have the name of a module.
	 */
	private static final Pattern STARTER = Pattern.compile("/dintero-auth-spring-boot-\\w+/[^/]+/[^/]+$|/com/nimbusds/|"
			+ "/com/github/stephenc/|/net/minidev/|/org/ow2/asm/|/org/springframework/security/|"
			+ "/tools/jackson/core/jackson-core/");

	private static final List<String> CLASS_PATH = List
		.of(System.getProperty("java.class.path").split(File.pathSeparator));

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource
	void theStarterAloneChangesNothing(String webApplicationType, JsonLibrary json) throws Exception {
		List<String> without = probe(without(json), webApplicationType, json);
		assertThat(probe(with(json), webApplicationType, json)).isEqualTo(without);
		if (!webApplicationType.equals("none")) {
			assertThat(without).contains("answer: {\"business_name\":\"Nordic\"}");
		}
	}

	// WebFlux finds no Gson by itself
	static Stream<Arguments> theStarterAloneChangesNothing() {
		return Stream.of("servlet", "reactive", "none")
			.flatMap((type) -> Stream.of(JsonLibrary.values())
				.filter((json) -> json != JsonLibrary.GSON || !type.equals("reactive"))
				.map((json) -> Arguments.of(type, json)));
	}

	private static List<String> without(JsonLibrary json) {
		return CLASS_PATH.stream()
			.filter(json::uses)
			.filter((entry) -> (json == JsonLibrary.JACKSON_3 && entry.contains("/jackson-core/"))
					|| !isOfStarter(entry))
			.toList();
	}

	private static List<String> with(JsonLibrary json) {
		return CLASS_PATH.stream().filter((entry) -> json.uses(entry) || isOfStarter(entry)).toList();
	}

	private static boolean isOfStarter(String entry) {
		return STARTER.matcher(entry).find();
	}

	private static List<String> probe(List<String> classPath, String webApplicationType, JsonLibrary json)
			throws Exception {
		List<URL> urls = new ArrayList<>();
		for (String entry : classPath) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader classLoader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(classLoader);
			Object probe = classLoader.loadClass(Probe.class.getName()).getConstructor().newInstance();
			return run(probe, "--spring.main.web-application-type=" + webApplicationType,
					"--spring.main.banner-mode=off", "--server.port=0", "--server.address=127.0.0.1",
					"--" + json.property());
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@SuppressWarnings("unchecked") // it is one, in another class loader
	private static List<String> run(Object probe, String... arguments) {
		return ((Function<String[], List<String>>) probe).apply(arguments);
	}

}
