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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * The documentation is true: its examples stand in sources of this package and of the
 * integration test of sign-in, which other tests run, and what it refers to is there.
 */
class ReadmeTests {

	private static final List<Path> SOURCES = List.of(Path.of("src/test/java/com/dintero/auth/documentation"),
			Path.of("../integration-tests/login/src/test/java/com/dintero/auth/integration/login"));

	private final Markdown readme = Markdown.of("README.md");

	@Test
	void javaStandsInASourceThatATestRuns() throws IOException {
		List<String> sources = sources();
		assertThat(blocks("java")).isNotEmpty()
			.allSatisfy((block) -> assertThat(sources).withFailMessage("No source here has%n%s", block)
				.anyMatch((source) -> source.contains(withoutIndentation(block))));
	}

	@Test
	void allBlocksAreOfLanguagesThatAreChecked() {
		assertThat(Markdown.all().stream().flatMap((page) -> page.languages().stream()).distinct())
			.containsExactlyInAnyOrder("java", "kotlin", "shell", "text", "xml", "yaml");
	}

	@Test
	void quickStartHasTheTwoCommandsThatContinuousIntegrationRuns() {
		List<String> commands = this.readme.section("## Quick start")
			.blocks("shell")
			.stream()
			.map(String::strip)
			.toList();
		assertThat(commands).containsExactly("./mvnw -q spring-boot:run -pl samples/checkout -am",
				"./mvnw -B -ntp verify");
		List<String> run = Markdown.read(Markdown.ROOT.resolve(".ci/run"))
			.lines()
			.filter((line) -> line.startsWith("./mvnw "))
			.toList();
		assertThat(commands).allSatisfy((command) -> assertThat(run).anyMatch((line) -> line.startsWith(command)));
	}

	@Test
	void versionIsThatOfTheProject() {
		Matcher version = Pattern
			.compile("<artifactId>dintero-auth-spring-boot</artifactId>\\s*<version>(.+)</version>")
			.matcher(Markdown.read(Markdown.ROOT.resolve("pom.xml")));
		assertThat(version.find()).isTrue();
		assertThat(blocks("kotlin")).isNotEmpty()
			.allSatisfy((block) -> assertThat(block)
				.contains("com.dintero.auth:dintero-auth-spring-boot-starter:" + version.group(1)));
		assertThat(blocks("xml")).filteredOn((block) -> block.contains("<groupId>com.dintero.auth<"))
			.isNotEmpty()
			.allSatisfy((block) -> assertThat(block).contains("<version>%s</version>".formatted(version.group(1))));
	}

	@Test
	void typesOfTheApiExist() {
		assertThat(Markdown.of("docs/api.md").codeRows()).isNotEmpty()
			.allSatisfy((row) -> assertThatCode(
					() -> Class.forName(row.get(0).replace("`", ""), false, getClass().getClassLoader()))
				.doesNotThrowAnyException());
	}

	@Test
	void theReferenceHasEveryTypeOfTheApi() {
		String reference = Markdown.of("docs/api.md").text();
		List<String> types = Markdown.read(Markdown.ROOT.resolve("dintero-auth-core/src/test/api.txt"))
			.lines()
			.filter((line) -> !line.startsWith("\t"))
			.map((line) -> line.replaceAll(":.*", ""))
			.filter((type) -> !type.contains("$"))
			.toList();
		// The reactive variant stands in the row of its sibling, by its simple name
		assertThat(types).isNotEmpty()
			.allMatch((type) -> reference.contains("`" + type + "`")
					|| reference.contains("`" + type.replaceAll(".*\\.", "") + "` is its reactive variant"));
	}

	@Test
	void theReadmeIsAFrontDoor() {
		assertThat(this.readme.text().lines()).hasSizeLessThanOrEqualTo(300);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Markdown page) {
		assertThat(page.links()).isNotEmpty().allSatisfy((link) -> {
			if (!link.startsWith("https://")) {
				String[] parts = link.split("#", 2);
				Path target = (parts[0].isEmpty()) ? page.path() : page.path().resolveSibling(parts[0]);
				assertThat(target).exists();
				if (parts.length == 2) {
					assertThat(new Markdown(target, Markdown.read(target)).anchors()).contains(parts[1]);
				}
			}
		});
	}

	static Stream<Markdown> pages() {
		return Stream.concat(Markdown.all().stream().filter((page) -> !page.links().isEmpty()),
				Stream.of(Markdown.of("CONTRIBUTING.md")));
	}

	@Test
	void theReadmeLeadsToEachPage() {
		assertThat(this.readme.links().stream().map((link) -> link.replaceAll("#.*", "")))
			.containsAll(Markdown.all().stream().skip(1).map((page) -> "docs/" + page.path().getFileName()).toList());
	}

	private static List<String> blocks(String language) {
		return Markdown.all().stream().flatMap((page) -> page.blocks(language).stream()).toList();
	}

	private static List<String> sources() throws IOException {
		List<String> sources = new ArrayList<>();
		for (Path folder : SOURCES) {
			try (Stream<Path> files = Files.list(folder)) {
				files.filter(Files::isRegularFile)
					.map(Markdown::read)
					.map(ReadmeTests::withoutIndentation)
					.forEach(sources::add);
			}
		}
		return sources;
	}

	private static String withoutIndentation(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

}
