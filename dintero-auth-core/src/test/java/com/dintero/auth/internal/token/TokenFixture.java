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

package com.dintero.auth.internal.token;

import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MutableClock;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.ScarceThreads;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.endpoint.TokenTransport;
import com.dintero.auth.test.MockDintero;

/**
 * An empty cache with both of its faces, of tokens that come over HTTP.
 */
class TokenFixture {

	static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How long a caller waits by default.
	 */
	static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final Duration EXPIRY_MARGIN = Duration.ofSeconds(60);

	private static final int MAXIMUM_REQUESTS = 16;

	private static final int MAXIMUM_MERCHANTS = 50_000;

	private final MutableClock clock;

	private final TokenCache cache;

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	/**
	 * A cache whose time-outs take their time.
	 * @param dintero the server
	 */
	TokenFixture(MockDintero dintero) {
		this(Duration.ofSeconds(30), TestRegistrations.of(dintero));
	}

	TokenFixture(Duration timeout, DinteroRegistration... registrations) {
		this(new MutableClock(), TestTransports.inRealTime(), timeout, Duration.ofSeconds(60), MAXIMUM_MERCHANTS, null,
				registrations);
	}

	private TokenFixture(MutableClock clock, TokenTransport transport, Duration timeout, Duration deadline,
			int maximumMerchants, @Nullable ClientSecretSupplier secrets, DinteroRegistration... registrations) {
		this.clock = clock;
		TokenEndpointClient client = new TokenEndpointClient(transport, timeout, deadline, MAXIMUM_REQUESTS, clock);
		this.cache = new TokenCache(new DinteroRegistrations(Arrays.asList(registrations)), client,
				(secrets != null) ? secrets : (registrationId) -> null, EXPIRY_MARGIN, clock, null, maximumMerchants);
		this.tokens = new DefaultDinteroTokens(this.cache);
		this.reactiveTokens = new DefaultReactiveDinteroTokens(this.cache);
	}

	/**
	 * A cache as an application has it, but for time, which passes when the test says so.
	 * @param registrations the registrations
	 * @return the cache
	 */
	static TokenFixture inMovedTime(DinteroRegistration... registrations) {
		return inMovedTime(MAXIMUM_MERCHANTS, null, registrations);
	}

	static TokenFixture inMovedTime(ClientSecretSupplier secrets, DinteroRegistration... registrations) {
		return inMovedTime(MAXIMUM_MERCHANTS, secrets, registrations);
	}

	static TokenFixture inMovedTime(int maximumMerchants, @Nullable ClientSecretSupplier secrets,
			DinteroRegistration... registrations) {
		MutableClock clock = new MutableClock();
		return new TokenFixture(clock, TestTransports.of(clock), READ_TIMEOUT, DEADLINE, maximumMerchants, secrets,
				registrations);
	}

	/**
	 * A cache as an application has it, but for time and threads.
	 * @param threads the threads, which the timer needs as well
	 * @param registrations the registrations
	 * @return the cache
	 */
	static TokenFixture of(ScarceThreads threads, DinteroRegistration... registrations) {
		MutableClock clock = new MutableClock();
		return new TokenFixture(clock, TestTransports.of(threads, threads.timer(clock)), READ_TIMEOUT, DEADLINE,
				MAXIMUM_MERCHANTS, null, registrations);
	}

	MutableClock clock() {
		return this.clock;
	}

	TokenCache cache() {
		return this.cache;
	}

	DinteroTokens tokens() {
		return this.tokens;
	}

	ReactiveDinteroTokens reactiveTokens() {
		return this.reactiveTokens;
	}

}
