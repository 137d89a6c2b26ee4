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
 * Maps a registration that has an API key in place of a client.
 */
class ApiKeyPropertiesMapper {

	/**
	 * What a header takes to the other side as it is: spaces at its ends are dropped on
	 * the way.
	 */
	private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7E](?:[\\x20-\\x7E]*[\\x21-\\x7E])?");

	private final ConfigurationProblems problems;

	private final String prefix;

	/**
	 * Create a mapper.
	 * @param problems where problems are added
	 * @param prefix what the names of the properties begin with
	 */
	ApiKeyPropertiesMapper(ConfigurationProblems problems, String prefix) {
		this.problems = problems;
		this.prefix = prefix;
	}

	/**
	 * Map the properties.
	 * @param registrationId the registration's id
	 * @param registration the registration's properties
	 * @param accountId the account that the key belongs to, {@code null} if that is a
	 * problem already
	 * @return the registration, or {@code null} if there is a problem
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
			this.problems.add(this.prefix + name, null, "does not go together with 'api-key'",
					"Leave it out, or leave 'api-key' out. Give a client and an API key a registration each");
		}
	}

	// Never quotes what it found, whatever it looks like
	private @Nullable ClientSecret apiKey(@Nullable String value) {
		String name = this.prefix + "api-key";
		String action = "Write the API key as Dintero shows it, best to the environment variable "
				+ ConfigurationProblems.environmentVariable(name) + ", or leave the property out";
		if (!StringUtils.hasText(value)) {
			this.problems.add(name, null, "is blank", action);
			return null;
		}
		if (ConfigurationProblems.hasPlaceholder(value)) {
			this.problems.addPlaceholder(name, value, null, action);
			return null;
		}
		if (!HEADER_VALUE.matcher(value).matches()) {
			this.problems.add(name, null, "has a line break, another control character, a space at an end "
					+ "or a character beyond ASCII, which a header cannot have", action);
			return null;
		}
		return ClientSecret.of(value);
	}

}
