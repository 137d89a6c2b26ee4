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

import java.util.ArrayList;
import java.util.List;

/**
 * The table of all that was measured, in Markdown.
 */
public final class Table {

	private final List<Row> rows = new ArrayList<>();

	/**
	 * Add a row.
	 * @param row the row
	 */
	public void add(Row row) {
		System.err.println(row);
		this.rows.add(row);
	}

	/**
	 * Whether all that was to be reached was.
	 * @return {@code true} if nothing was missed
	 */
	public boolean isMet() {
		return this.rows.stream().allMatch(Row::met);
	}

	@Override
	public String toString() {
		StringBuilder table = new StringBuilder(Row.header());
		this.rows.forEach((row) -> table.append('\n').append(row));
		return table.toString();
	}

}
