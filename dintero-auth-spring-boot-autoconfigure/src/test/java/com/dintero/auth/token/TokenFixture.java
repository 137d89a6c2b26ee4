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

import java.time.Duration;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.ClientSecretSupplier;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MutableClock;
import com.dintero.auth.ScarceThreads;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.autoconfigure.DefaultTokenSettings;
import com.dintero.auth.endpoint.RequestLimits;
import com.dintero.auth.endpoint.TokenEndpointClient;
import com.dintero.auth.endpoint.TokenTransport;
import com.dintero.auth.test.MockDintero;

/**
 * An empty cache with both of its faces, of tokens that come over HTTP.
 */
class TokenFixture {

	static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private static final int MAXIMUM_REQUESTS = 16;

	private final MutableClock clock;

	private final TokenCache cache;

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	/**
	 * A cache that tries everything once, remembers nothing, renews nothing ahead, and
	 * whose time-outs take their time.
	 * @param dintero the server
	 */
	TokenFixture(MockDintero dintero) {
		this(Duration.ofSeconds(30), TestRegistrations.of(dintero));
	}

	TokenFixture(Duration timeout, DinteroRegistration... registrations) {
		this(new MutableClock(), TestTransports.inRealTime(), timeout, simple(), null, registrations);
	}

	private TokenFixture(MutableClock clock, TokenTransport transport, Duration timeout, TokenSettings settings,
			@Nullable ClientSecretSupplier secrets, DinteroRegistration... registrations) {
		this.clock = clock;
		TokenEndpointClient client = new TokenEndpointClient(transport, timeout,
				new RequestLimits(MAXIMUM_REQUESTS, settings.retry().deadline(), settings.retry().maximumRetryAfter()),
				clock);
		this.cache = new TokenCache(new DinteroRegistrations(Arrays.asList(registrations)), client,
				(secrets != null) ? secrets : (registrationId) -> null, settings, clock);
		this.tokens = new DefaultDinteroTokens(this.cache);
		this.reactiveTokens = new DefaultReactiveDinteroTokens(this.cache);
	}

	/**
	 * A cache as an application has it, but for time, which passes when the test says so.
	 * @param registrations the registrations
	 * @return the cache
	 */
	static TokenFixture inMovedTime(DinteroRegistration... registrations) {
		return inMovedTime(DefaultTokenSettings.get(), null, registrations);
	}

	static TokenFixture inMovedTime(TokenSettings settings, @Nullable ClientSecretSupplier secrets,
			DinteroRegistration... registrations) {
		MutableClock clock = new MutableClock();
		return new TokenFixture(clock, TestTransports.of(clock), READ_TIMEOUT, settings, secrets, registrations);
	}

	/**
	 * A cache as an application has it, but for time and threads.
	 * @param threads the threads, which the timer needs as well
	 * @param registrations the registrations
	 * @return the cache
	 */
	static TokenFixture of(ScarceThreads threads, DinteroRegistration... registrations) {
		MutableClock clock = new MutableClock();
		return new TokenFixture(clock, TestTransports.of(threads, threads.timer(clock)), READ_TIMEOUT,
				DefaultTokenSettings.get(), null, registrations);
	}

	private static TokenSettings simple() {
		TokenSettings defaults = DefaultTokenSettings.get();
		RetrySettings retry = defaults.retry();
		ExpirySettings expiry = defaults.expiry();
		return new TokenSettings(new ExpirySettings(expiry.maximumMargin(), expiry.marginRatio(), 1, 0),
				new RetrySettings(Duration.ofSeconds(60), 1, retry.pause(), retry.backoff(), retry.maximumBackoff(),
						Duration.ZERO, Duration.ZERO),
				defaults.cache());
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
