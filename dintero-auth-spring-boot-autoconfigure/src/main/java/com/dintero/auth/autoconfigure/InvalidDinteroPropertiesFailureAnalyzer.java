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

import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;

/**
 * Reports invalid properties and how to correct them.
 */
class InvalidDinteroPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDinteroPropertiesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidDinteroPropertiesException cause) {
		return new FailureAnalysis(
				"The configuration under 'dintero.auth' is not valid:\n\n" + list(cause, Problem::describe),
				"Correct these properties:\n\n"
						+ list(cause, (problem) -> "'%s': %s".formatted(problem.property(), problem.action())),
				cause);
	}

	private String list(InvalidDinteroPropertiesException cause, Function<Problem, String> line) {
		return cause.getProblems()
			.stream()
			.map((problem) -> "    " + line.apply(problem))
			.collect(Collectors.joining("\n"));
	}

}
