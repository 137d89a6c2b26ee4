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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;
import org.springframework.util.StringUtils;

import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

/**
 * Collects all invalid properties, and reports them together.
 */
final class ConfigurationProblems {

	private static final String PREFIX = "dintero.auth.";

	private static final Pattern UNRESOLVED_PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

	private static final Pattern LOOPBACK = Pattern
		.compile("(?i)(.+\\.)?localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[(::|[0:]+:)1]");

	private final List<Problem> problems = new ArrayList<>();

	private final List<String> unencrypted = new ArrayList<>();

	void add(String name, @Nullable String found, String reason, String action) {
		this.problems.add(new Problem(PREFIX + name, found, reason, action));
	}

	/**
	 * Adds an unresolved placeholder.
	 * @param name the property name without the prefix
	 * @param found the value to show, or {@code null} for a secret
	 * @param action how to correct the property
	 */
	void addPlaceholder(String name, String value, @Nullable String found, String action) {
		Matcher variable = VARIABLE.matcher(value);
		// A value in another form may be a secret
		String set = (variable.find()) ? "Set the environment variable %s, or ".formatted(variable.group(1))
				: "Set the property that the placeholder names, or ";
		add(name, found, "is an unresolved placeholder", set + StringUtils.uncapitalize(action));
	}

	/**
	 * Fails if a property is invalid.
	 * @throws InvalidDinteroPropertiesException with all problems
	 */
	void throwIfAny() {
		if (!this.problems.isEmpty()) {
			throw new InvalidDinteroPropertiesException(this.problems);
		}
	}

	/**
	 * Checks that a property has a value without a placeholder, and otherwise adds a
	 * problem.
	 * @param name the property name without the prefix
	 * @param action how to correct the property
	 */
	@Contract("_, null, _ -> false")
	boolean isResolved(String name, @Nullable String value, String action) {
		if (!StringUtils.hasText(value)) {
			add(name, null, "is missing or blank", action);
			return false;
		}
		if (hasPlaceholder(value)) {
			addPlaceholder(name, value, value, action);
			return false;
		}
		return true;
	}

	/**
	 * Returns the environment variable that Spring Boot reads for a property.
	 * @param name the property name without the prefix
	 */
	static String environmentVariable(String name) {
		return (PREFIX + name).replaceAll("[-_\\]]", "").replaceAll("[.\\[]", "_").toUpperCase(Locale.ROOT);
	}

	/**
	 * Records an unencrypted URL of another machine.
	 * @param name the property name without the prefix
	 */
	void checkEncrypted(String name, URI uri) {
		if ("http".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.matcher(uri.getHost()).matches()) {
			this.unencrypted.add(PREFIX + name);
		}
	}

	List<String> unencrypted() {
		return List.copyOf(this.unencrypted);
	}

	static boolean isPlaceholder(String value) {
		return UNRESOLVED_PLACEHOLDER.matcher(value).matches();
	}

	static boolean hasPlaceholder(String value) {
		return UNRESOLVED_PLACEHOLDER.matcher(value).find();
	}

	static boolean hasControlCharacter(String value) {
		return value.chars().anyMatch(Character::isISOControl);
	}

	// A value with user info must not be shown
	static @Nullable String withoutUserInfo(String value) {
		return (value.indexOf('@') < 0) ? value : null;
	}

	static @Nullable URI toUri(String value) {
		try {
			return URI.create(value);
		}
		catch (IllegalArgumentException ex) {
			// The caller reports the property
			return null;
		}
	}

}
