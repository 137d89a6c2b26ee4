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

package com.dintero.auth.benchmarks.report;

/**
 * A row of the table.
 *
 * @param scenario what is measured
 * @param target what is to be reached
 * @param measured what this project reached
 * @param spring what Spring Security reached
 * @param google what google-auth-library-java reached
 * @param ratio the first beside the others
 * @param met whether the target is met
 */
public record Row(String scenario, String target, String measured, String spring, String google, String ratio,
		boolean met) {

	static String header() {
		return """
				| scenario | to reach | measured | rival (Spring) | rival (google-auth) | ratio | met? |
				| --- | --- | --- | --- | --- | --- | --- |""";
	}

	@Override
	public String toString() {
		return "| %s | %s | %s | %s | %s | %s | %s |".formatted(this.scenario, this.target, this.measured, this.spring,
				this.google, this.ratio, (this.met) ? "yes" : "**no**");
	}

}
