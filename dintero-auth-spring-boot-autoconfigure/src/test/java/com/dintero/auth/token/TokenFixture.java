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

package com.dintero.auth.token;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.endpoint.TokenEndpointClient;
import com.dintero.auth.test.MockDintero;

/**
 * An empty cache with both of its faces, of tokens that come over HTTP.
 */
class TokenFixture {

	private static final HttpClient HTTP_CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.executor(Executors.newCachedThreadPool())
		.build();

	private final MutableClock clock = new MutableClock();

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	TokenFixture(MockDintero dintero) {
		this(Duration.ofSeconds(30), TestRegistrations.of(dintero));
	}

	TokenFixture(Duration timeout, DinteroRegistration... registrations) {
		DinteroRegistrations all = new DinteroRegistrations(Arrays.asList(registrations));
		TokenCache cache = new TokenCache(
				TokenLoader.clientCredentials(all, new TokenEndpointClient(HTTP_CLIENT, timeout, this.clock)),
				this.clock);
		this.tokens = new DefaultDinteroTokens(all, cache);
		this.reactiveTokens = new DefaultReactiveDinteroTokens(all, cache);
	}

	MutableClock clock() {
		return this.clock;
	}

	DinteroTokens tokens() {
		return this.tokens;
	}

	ReactiveDinteroTokens reactiveTokens() {
		return this.reactiveTokens;
	}

}
