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

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when properties under {@code dintero.auth} are invalid.
 */
public class InvalidDinteroPropertiesException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final List<Problem> problems;

	public InvalidDinteroPropertiesException(List<Problem> problems) {
		super(problems.stream().map(Problem::describe).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	List<Problem> getProblems() {
		return this.problems;
	}

	/**
	 * Describes an invalid property.
	 *
	 * @param property the full name of the property
	 * @param found the value, or {@code null} if it is missing or must not be shown
	 * @param reason the reason why the value is invalid
	 * @param action how to correct the property
	 */
	public record Problem(String property, @Nullable String found, String reason,
			String action) implements Serializable {

		String describe() {
			return (this.found != null) ? "'%s' %s: '%s'".formatted(this.property, this.reason, this.found)
					: "'%s' %s".formatted(this.property, this.reason);
		}

	}

}
