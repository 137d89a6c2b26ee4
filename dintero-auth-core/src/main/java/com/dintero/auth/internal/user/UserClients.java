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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Creates the blocking and the reactive user client of each registration. Both use the
 * same operations, and therefore share a refresh.
 */
public final class UserClients {

	private final DinteroRegistrations registrations;

	private final Map<String, UserOperations> operations = new HashMap<>();

	public UserClients(DinteroRegistrations registrations, TokenEndpointClient client, TokenCache cache,
			GrantTypeNames names, Clock clock, @Nullable StoreClient store) {
		this.registrations = registrations;
		for (DinteroRegistration registration : registrations.all()) {
			this.operations.put(registration.registrationId(),
					new UserOperations(registration, client, cache, names, clock, store));
		}
	}

	public DinteroUserClient blocking(String registrationId) {
		return new BlockingUserClient(operations(registrationId));
	}

	public ReactiveDinteroUserClient reactive(String registrationId) {
		return new MonoUserClient(operations(registrationId));
	}

	private UserOperations operations(String registrationId) {
		// Fails with a message that lists the registrations
		DinteroRegistration registration = this.registrations.get(registrationId);
		return Objects.requireNonNull(this.operations.get(registration.registrationId()));
	}

}
