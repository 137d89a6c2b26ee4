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

package com.dintero.auth.test.autoconfigure;

/**
 * A registration of the application that has an API key, and the key that the mock knows
 * for it.
 *
 * @param name the name of the registration
 * @param accountId the account that the key belongs to
 * @param key the key
 */
record MockApiKey(String name, String accountId, String key) {

	@Override
	public String toString() {
		return "MockApiKey[name=%s, accountId=%s]".formatted(this.name, this.accountId);
	}

}
