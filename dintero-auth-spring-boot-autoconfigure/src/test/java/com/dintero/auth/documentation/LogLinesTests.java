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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operators find each line of the log in the documentation, by the words that it begins
 * with.
 */
class LogLinesTests {

	private static final List<Path> SOURCES = List.of(Path.of("src/main/java"),
			Path.of("../dintero-auth-core/src/main/java"));

	private static final Pattern CALL = Pattern.compile("\\blogger\\s*\\.(warn|info|error)\\(\\(*([^\"]*)\"([^\"]*)\"");

	/**
	 * Ends where the line explains itself.
	 */
	private static final Pattern EXPLANATION = Pattern.compile("[.:] .*");

	@Test
	void eachLineAboveDebugIsInTheTables() throws IOException {
		Markdown logs = Markdown.of("docs/operations.md").section("## Logs");
		assertThat(lines()).hasSizeGreaterThan(20).allSatisfy((line) -> assertThat(logs.text()).contains(line));
	}

	private static List<String> lines() throws IOException {
		List<String> lines = new ArrayList<>();
		for (Path folder : SOURCES) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					Matcher call = CALL.matcher(Markdown.read(file));
					call.results().filter(LogLinesTests::isWhole).map(LogLinesTests::row).forEach(lines::add);
				}
			}
		}
		return lines;
	}

	// Those of a sign-in begin with a message that both have in common
	private static boolean isWhole(MatchResult call) {
		return !call.group(2).startsWith("message");
	}

	private static String row(MatchResult call) {
		String line = EXPLANATION.matcher(call.group(3)).replaceAll("").replaceAll("%[sd]", "…").strip();
		return "| `%s` | %s".formatted(call.group(1).toUpperCase(Locale.ROOT), line);
	}

}
