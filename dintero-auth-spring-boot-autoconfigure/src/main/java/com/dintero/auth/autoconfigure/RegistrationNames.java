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
 * Tells names of registrations apart as Spring Boot tells properties apart: without case,
 * dashes and underscores.
 */
public final class RegistrationNames {

	private RegistrationNames() {
	}

	/**
	 * Return what is the same for all ways to write a name.
	 * @param name the name
	 * @return its letters and digits
	 */
	public static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
	}

	/**
	 * Leave out registrations that are there only because an environment variable writes
	 * the name of another one without dashes and case. Spring Boot has bound the same
	 * values to both.
	 * @param <T> the type of registrations
	 * @param registrations the registrations by their names
	 * @return the registrations by the names that the other properties give them
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
	 * Find names that are ways to write the same one.
	 * @param registrations the registrations by their names
	 * @return the names, those together that are the same, and those last that an
	 * environment variable may have written
	 */
	static List<List<String>> ambiguous(Map<String, ?> registrations) {
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
