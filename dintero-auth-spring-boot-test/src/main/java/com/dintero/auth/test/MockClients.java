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

package com.dintero.auth.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * The clients that the server knows.
 */
final class MockClients {

	private final MockDinteroClient first;

	private final List<MockDinteroClient> clients;

	MockClients(List<MockDinteroClient> clients) {
		this.first = clients.get(0);
		this.clients = new CopyOnWriteArrayList<>(clients);
	}

	MockDinteroClient first() {
		return this.first;
	}

	/**
	 * Adds a client, in place of one with the same id at the same account.
	 * @param client the client
	 */
	synchronized void register(MockDinteroClient client) {
		this.clients.removeIf(client::isSameAs);
		this.clients.add(client);
	}

	/**
	 * Returns what has become of a client since, if another one has replaced it.
	 * @param client the client as it was
	 * @return the client as it is
	 */
	MockDinteroClient current(MockDinteroClient client) {
		return this.clients.stream().filter(client::isSameAs).findFirst().orElse(client);
	}

	@Nullable MockDinteroClient find(String accountId, BasicCredentials credentials) {
		return this.clients.stream()
			.filter((client) -> client.accountId().equals(accountId) && credentials.matches(client))
			.findFirst()
			.orElse(null);
	}

	@Nullable MockDinteroClient findByAudience(String accountId, String audience) {
		return this.clients.stream()
			.filter((client) -> client.accountId().equals(accountId) && client.audiences().contains(audience))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Finds a client that must be there.
	 * @param accountId the account
	 * @param clientId the client id
	 * @return the client
	 * @throws RefusedException if the account has no such client
	 */
	MockDinteroClient require(String accountId, String clientId) {
		return this.clients.stream()
			.filter((client) -> client.accountId().equals(accountId) && client.clientId().equals(clientId))
			.findFirst()
			.orElseThrow(() -> RefusedException.of(403, "The account has no such client"));
	}

}
