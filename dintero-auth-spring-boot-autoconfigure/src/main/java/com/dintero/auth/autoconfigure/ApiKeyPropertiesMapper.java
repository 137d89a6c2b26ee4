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

package com.dintero.auth.autoconfigure;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import com.dintero.auth.AccountId;
import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.ClientSecret;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Exchange;
import com.dintero.auth.autoconfigure.DinteroAuthProperties.Registration;

/**
 * Maps a registration that has an API key instead of a client.
 */
class ApiKeyPropertiesMapper {

	/**
	 * A header value that HTTP transfers unchanged. HTTP drops spaces at both ends.
	 */
	private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7E](?:[\\x20-\\x7E]*[\\x21-\\x7E])?");

	private final ConfigurationProblems problems;

	private final String prefix;

	/**
	 * Creates a mapper.
	 * @param prefix the prefix of the property names
	 */
	ApiKeyPropertiesMapper(ConfigurationProblems problems, String prefix) {
		this.problems = problems;
		this.prefix = prefix;
	}

	/**
	 * Maps the properties.
	 * @param accountId the account of the key, or {@code null} if it is invalid
	 * @return the registration, or {@code null} if a property is invalid
	 */
	@Nullable ApiKeyRegistration map(String registrationId, Registration registration, @Nullable AccountId accountId) {
		Exchange exchange = registration.exchange();
		checkAbsent("client-id", registration.clientId() != null);
		checkAbsent("client-secret", registration.clientSecret() != null);
		checkAbsent("audience", registration.audience() != null);
		checkAbsent("exchange", !exchange.merchantToken() || exchange.audience() != null);
		checkAbsent("authorization-grant-type", registration.authorizationGrantType() != null);
		checkAbsent("login", registration.login() != null);
		checkAbsent("password-login", registration.passwordLogin().enabled());
		ClientSecret apiKey = apiKey(registration.apiKey());
		return (accountId != null && apiKey != null)
				? new ApiKeyRegistration(registrationId, accountId, apiKey, registration.primary()) : null;
	}

	private void checkAbsent(String name, boolean present) {
		if (present) {
			this.problems.add(this.prefix + name, null, "cannot be combined with 'api-key'",
					"Remove it, or remove 'api-key'. Use separate registrations for a client and an API key");
		}
	}

	// Never shows the value
	private @Nullable ClientSecret apiKey(@Nullable String value) {
		String name = this.prefix + "api-key";
		String action = "Set the API key that Dintero shows, preferably in the environment variable "
				+ ConfigurationProblems.environmentVariable(name) + ", or remove the property";
		if (!StringUtils.hasText(value)) {
			this.problems.add(name, null, "is blank", action);
			return null;
		}
		if (ConfigurationProblems.hasPlaceholder(value)) {
			this.problems.addPlaceholder(name, value, null, action);
			return null;
		}
		if (!HEADER_VALUE.matcher(value).matches()) {
			this.problems.add(name, null, "contains a line break, another control character, a space at either end "
					+ "or a character outside ASCII, which is not valid in a header", action);
			return null;
		}
		return ClientSecret.of(value);
	}

}
