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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query of Prometheus, as far as tests compare it with what an application publishes.
 *
 * @param text the query, without variables
 */
record PrometheusQuery(String text) {

	private static final Pattern SELECTOR = Pattern.compile("\\b(dintero_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

	private static final Pattern RANGE = Pattern.compile("\\[\\w+]");

	private static final Pattern WORD = Pattern.compile("\\b[a-z_]\\w*");

	private static final Set<String> LANGUAGE = Set.of("and", "group", "increase", "max", "min", "rate", "sum",
			"unless");

	List<Selector> selectors() {
		return SELECTOR.matcher(this.text)
			.results()
			.map((selector) -> new Selector(selector.group(1),
					(selector.group(2) != null) ? Matcher.listOf(selector.group(2)) : List.of()))
			.toList();
	}

	/**
	 * Return the labels that the results have.
	 * @return the labels
	 */
	Set<String> groups() {
		return GROUPING.matcher(this.text)
			.results()
			.flatMap((grouping) -> Stream.of(grouping.group(1).split(", ", -1)))
			.collect(Collectors.toSet());
	}

	/**
	 * Return the words that are neither a metric of the starter nor of the language, such
	 * as a metric's name with a mistake.
	 * @return the words
	 */
	List<String> unknownWords() {
		String rest = this.text;
		for (Pattern known : List.of(SELECTOR, GROUPING, RANGE)) {
			rest = known.matcher(rest).replaceAll("");
		}
		return WORD.matcher(rest)
			.results()
			.map((word) -> word.group())
			.filter((word) -> !LANGUAGE.contains(word))
			.toList();
	}

	/**
	 * Selects series.
	 *
	 * @param metric the name of the metric
	 * @param matchers what its labels have to be
	 */
	record Selector(String metric, Collection<Matcher> matchers) {

	}

	/**
	 * Limits a label.
	 *
	 * @param label the label
	 * @param values patterns of its values, all of which exist unless there is a mistake
	 */
	record Matcher(String label, List<Pattern> values) {

		static List<Matcher> listOf(String text) {
			return MATCHER.matcher(text)
				.results()
				.map((matcher) -> new Matcher(matcher.group(1),
						Arrays.stream(matcher.group(2).split("\\|", -1)).map(Pattern::compile).toList()))
				.toList();
		}

		boolean matchesAllOf(Collection<String> existing) {
			return this.values.stream().allMatch((value) -> existing.stream().anyMatch(value.asMatchPredicate()));
		}

	}

}
