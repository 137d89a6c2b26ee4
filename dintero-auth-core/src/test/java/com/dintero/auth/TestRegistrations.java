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

package com.dintero.auth;

import java.net.URI;

import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroRegistration.Exchange;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

/**
 * Registrations as the application would configure them.
 */
public final class TestRegistrations {

	private TestRegistrations() {
	}

	/**
	 * The registration {@code dintero} of the server's own client.
	 * @param dintero the server
	 * @return the registration
	 */
	public static DinteroRegistration of(MockDintero dintero) {
		return of("dintero", dintero, dintero.client());
	}

	public static DinteroRegistration of(String registrationId, MockDintero dintero, MockDinteroClient client) {
		return of(registrationId, dintero.baseUrl(), client);
	}

	public static DinteroRegistration of(String registrationId, String baseUrl, MockDinteroClient client) {
		return new DinteroRegistration(registrationId, URI.create(baseUrl), new AccountId(client.accountId()),
				client.clientId(), ClientSecret.of(client.clientSecret()), audience(client), false,
				new Exchange(true, audience(client)), AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
	}

	private static String audience(MockDinteroClient client) {
		return client.audiences().iterator().next();
	}

	/**
	 * A registration that is never used to send anything.
	 * @param registrationId its id
	 * @param primary whether it is primary
	 * @return the registration
	 */
	public static DinteroRegistration idle(String registrationId, boolean primary) {
		return new DinteroRegistration(registrationId, URI.create("https://api.dintero.invalid/v1"),
				new AccountId("T12345678"), "my-client", ClientSecret.of("my-secret"), "my-audience", primary,
				new Exchange(true, "my-audience"), AuthorizationGrantType.CLIENT_CREDENTIALS, null, null);
	}

	/**
	 * A registration with the API key {@code my-api-key}.
	 * @param registrationId its id
	 * @param accountId the account that the key belongs to
	 * @param primary whether it is primary
	 * @return the registration
	 */
	public static ApiKeyRegistration apiKey(String registrationId, String accountId, boolean primary) {
		return new ApiKeyRegistration(registrationId, new AccountId(accountId), ClientSecret.of("my-api-key"), primary);
	}

}
