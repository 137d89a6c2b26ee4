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
import java.util.LinkedHashMap;
import java.util.Map;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.token.TokenCache;

/**
 * What the blocking and the reactive user clients of each registration share: whichever
 * of them refreshes a token, it is refreshed once.
 */
public final class RegistrationUsers {

	private final DinteroRegistrations registrations;

	private final Map<String, UserOperations> operations;

	/**
	 * Create them.
	 * @param registrations the registrations that callers name
	 * @param client the client to send requests with
	 * @param cache the registrations' own tokens
	 * @param names how grants are called over the wire
	 * @param clock the clock to go by
	 */
	public RegistrationUsers(DinteroRegistrations registrations, TokenEndpointClient client, TokenCache cache,
			GrantTypeNames names, Clock clock) {
		this.registrations = registrations;
		Map<String, UserOperations> operations = new LinkedHashMap<>();
		for (DinteroRegistration registration : registrations.all()) {
			String id = registration.registrationId();
			operations.put(id, new UserOperations(registrations, id, cache, client, names, clock));
		}
		this.operations = operations;
	}

	UserOperations get(String registrationId) {
		UserOperations operations = this.operations.get(registrationId);
		if (operations == null) {
			// Says which there are
			this.registrations.get(registrationId);
			throw new IllegalStateException("Dintero registration '%s' came too late".formatted(registrationId));
		}
		return operations;
	}

}
