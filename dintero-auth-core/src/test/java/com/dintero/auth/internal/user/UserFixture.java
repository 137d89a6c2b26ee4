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

package com.dintero.auth.internal.user;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.MutableClock;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockUser;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.ReactiveDinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * An application with users: Ada, who has a password, and Bea, of whom Dintero wants a
 * second factor as well. Time stands still.
 */
public final class UserFixture implements AutoCloseable {

	public static final String ACCOUNT = "T12345678";

	public static final String ADAS_PASSWORD = "ada's \"secret\" p\u00e6ssword";

	public static final String BEAS_PASSWORD = "beas-password";

	public static final MockUser ADA = MockUser.of(ACCOUNT, "ada", ADAS_PASSWORD).withEmail("ada@example.com");

	public static final MockUser BEA = MockUser.of(ACCOUNT, "bea", BEAS_PASSWORD)
		.withEmail("bea@example.com")
		.withPhoneNumber("+4799999999")
		.withMfa();

	private static final GrantTypeNames NAMES = new GrantTypeNames("account_user_token", "mfa-oob");

	private static final Duration A_WHILE = Duration.ofSeconds(30);

	private final MutableClock clock = new MutableClock();

	private final MockDintero dintero = MockDintero.builder()
		.clock(this.clock)
		.client(MockDinteroClient.of(ACCOUNT, "my-client", "my-secret")
			.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE))
		.user(ADA)
		.user(BEA)
		.start();

	private final DinteroRegistrations registrations;

	private final UserClients users;

	public UserFixture() {
		this(NAMES, A_WHILE);
	}

	UserFixture(GrantTypeNames names, Duration timeout) {
		this.registrations = new DinteroRegistrations(
				List.of(TestRegistrations.of("dintero", this.dintero, this.dintero.client()), TestRegistrations
					.of("short", this.dintero.baseUrl(), MockDinteroClient.of("T112", "my-client", "my-secret"))));
		this.users = users(names, timeout, this.clock);
	}

	private UserClients users(GrantTypeNames names, Duration timeout, Clock clock) {
		TokenEndpointClient client = new TokenEndpointClient(TestTransports.inRealTime(), timeout, A_WHILE, 16, clock);
		TokenCache cache = new TokenCache(this.registrations, client, (registrationId) -> null, Duration.ofMinutes(1),
				clock, null);
		return new UserClients(this.registrations, client, cache, names, clock, null);
	}

	public MutableClock clock() {
		return this.clock;
	}

	public MockDintero dintero() {
		return this.dintero;
	}

	public DinteroRegistrations registrations() {
		return this.registrations;
	}

	DinteroUserClient client(Face face) {
		return face.of(this.users);
	}

	DinteroUserClient client(Clock clock) {
		return Face.BLOCKING.of(users(NAMES, A_WHILE, clock));
	}

	DinteroUserClient client(Face face, String registrationId) {
		return face.of(this.users, registrationId);
	}

	ReactiveDinteroUserClient reactiveClient() {
		return reactiveClients().get("dintero");
	}

	public DinteroUserClients clients() {
		return this.users::blocking;
	}

	public ReactiveDinteroUserClients reactiveClients() {
		return this.users::reactive;
	}

	@Override
	public void close() {
		this.dintero.close();
	}

}
