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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the repository, as far as tests compare it with the code.
 *
 * @param path where it is
 * @param text what it says
 */
record Markdown(Path path, String text) {

	/**
	 * Tests run in the folder of their module.
	 */
	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern HEADING = Pattern.compile("^#+ +(.+)$", Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

	static Markdown of(String path) {
		Path file = ROOT.resolve(path);
		return new Markdown(file, read(file));
	}

	/**
	 * Return what users read.
	 * @return the README and the pages of the documentation
	 */
	static List<Markdown> all() {
		try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.map((file) -> new Markdown(file, read(file)))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the part under a heading, up to the next heading of the same level.
	 * @param heading the heading, with its number signs
	 * @return the part
	 */
	Markdown section(String heading) {
		String level = heading.substring(0, heading.indexOf(' ') + 1);
		Matcher section = Pattern
			.compile("^%s$(.*?)(?=^%s|\\z)".formatted(Pattern.quote(heading), Pattern.quote(level)),
					Pattern.MULTILINE | Pattern.DOTALL)
			.matcher(this.text);
		if (!section.find()) {
			throw new AssertionError("%s has no section '%s'".formatted(this.path, heading));
		}
		return new Markdown(this.path, section.group(1));
	}

	/**
	 * Return what stands between the fences of a language.
	 * @param language the language, as the fence names it
	 * @return the blocks
	 */
	List<String> blocks(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	List<String> languages() {
		return BLOCK.matcher(this.text).results().map((block) -> block.group(1)).distinct().toList();
	}

	/**
	 * Return the rows of tables whose first cell begins as code.
	 * @return the cells of each row
	 */
	List<List<String>> codeRows() {
		List<List<String>> rows = new ArrayList<>();
		for (String line : this.text.lines().toList()) {
			if (line.startsWith("| `")) {
				rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
			}
		}
		return rows;
	}

	List<String> links() {
		return LINK.matcher(withoutBlocks()).results().map((link) -> link.group(1)).toList();
	}

	/**
	 * Return what links to headings of this document refer to.
	 * @return the fragments, without the number sign
	 */
	List<String> anchors() {
		return HEADING.matcher(withoutBlocks()).results().map(Markdown::anchor).toList();
	}

	private String withoutBlocks() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	private static String anchor(MatchResult heading) {
		return heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
	}

}
