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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares names of registrations as Spring Boot compares property names: without case,
 * dashes and underscores.
 */
public final class RegistrationNames {

	private RegistrationNames() {
	}

	/**
	 * Returns the form that all spellings of a name share.
	 * @param name the name
	 * @return the letters and digits of the name
	 */
	public static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

	/**
	 * Removes the duplicates that environment variables cause, because they contain the
	 * name of a registration without dashes and case. Spring Boot binds the same values
	 * to both.
	 * @return the registrations by the names in other property sources
	 */
	static <T> Map<String, T> merge(Map<String, T> registrations) {
		Map<String, T> merged = new LinkedHashMap<>(registrations);
		ambiguous(registrations).forEach((names) -> {
			String uniform = uniform(names.get(0));
			if (names.contains(uniform)
					&& Objects.equals(registrations.get(uniform), registrations.get(names.get(0)))) {
				merged.remove(uniform);
			}
		});
		return merged;
	}

	/**
	 * Finds names that are spellings of the same name.
	 * @return the groups of equal names. In a group, a name that an environment variable
	 * may contain comes last
	 */
	static List<List<String>> ambiguous(Map<String, ?> registrations) {
		if (registrations.size() < 2) {
			return List.of();
		}
		return registrations.keySet()
			.stream()
			.sorted(Comparator.comparing((String name) -> name.equals(uniform(name))).thenComparing((name) -> name))
			.collect(Collectors.groupingBy(RegistrationNames::uniform, TreeMap::new, Collectors.toList()))
			.values()
			.stream()
			.filter((names) -> names.size() > 1)
			.toList();
	}

}
