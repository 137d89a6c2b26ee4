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

package com.dintero.auth.integration.store;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

import com.dintero.auth.DinteroTokenStore;
import com.dintero.auth.internal.store.jdbc.JdbcTokenStore;
import com.dintero.auth.test.DinteroTokenStoreTests;

/**
 * Tests the store in H2.
 */
class H2TokenStoreTests extends DinteroTokenStoreTests {

	@AutoClose
	private static TestDatabase database;

	@AutoClose
	private static TestExecutor executor;

	private static DinteroTokenStore store;

	@BeforeAll
	static void start() {
		database = TestDatabase.h2();
		executor = new TestExecutor();
		store = new JdbcTokenStore(database.dataSource(), executor);
	}

	@Override
	protected DinteroTokenStore store() {
		return store;
	}

}
