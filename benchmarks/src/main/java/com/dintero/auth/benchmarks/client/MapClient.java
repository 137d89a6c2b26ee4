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

package com.dintero.auth.benchmarks.client;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that a cache has to do: one look into a map, one at the clock, and a
 * comparison. It never renews anything.
 */
public final class MapClient implements TokenClient {

	private static final String OWN = "partner";

	private final Clock clock = Clock.systemUTC();

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	private final TokenEndpoint endpoint;

	/**
	 * Create an empty map.
	 * @param endpoint where tokens come from
	 */
	public MapClient(TokenEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public Object getToken() throws IOException {
		return getToken(OWN);
	}

	@Override
	public Object getToken(String accountId) throws IOException {
		Entry entry = this.entries.get(accountId);
		return (entry != null && this.clock.millis() < entry.expiresAt()) ? entry.token() : load(accountId);
	}

	private Object load(String accountId) throws IOException {
		TokenEndpoint.Token token = this.endpoint.request();
		this.entries.put(accountId, new Entry(token, token.expiresAt().toEpochMilli()));
		return token;
	}

	@Override
	public String value(Object token) {
		return ((TokenEndpoint.Token) token).value();
	}

	@Override
	public void forget() {
		this.entries.clear();
	}

	private record Entry(Object token, long expiresAt) {

	}

}
