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

package com.dintero.auth.autoconfigure.oauth2;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException;
import com.dintero.auth.autoconfigure.InvalidDinteroPropertiesException.Problem;
import com.dintero.auth.autoconfigure.RegistrationNames;

/**
 * Maps the client registrations of {@code spring.security.oauth2.client}.
 */
public final class ConfiguredClientRegistrations {

	private ConfiguredClientRegistrations() {
	}

	/**
	 * Maps the registrations.
	 * @param properties the properties of Spring Boot
	 * @param dintero the properties of Dintero's registrations
	 * @return the registrations by id
	 * @throws InvalidDinteroPropertiesException if Dintero has a registration with the
	 * same id
	 */
	public static Map<String, ClientRegistration> map(OAuth2ClientProperties properties,
			DinteroAuthProperties dintero) {
		Set<String> others = properties.getRegistration()
			.keySet()
			.stream()
			.map(RegistrationNames::uniform)
			.collect(Collectors.toSet());
		List<Problem> problems = dintero.registration()
			.keySet()
			.stream()
			.filter((id) -> others.contains(RegistrationNames.uniform(id)))
			.map((id) -> new Problem("dintero.auth.registration." + id, null,
					"has the name of a registration under 'spring.security.oauth2.client.registration'",
					"Rename one of them, because requests and sign-in pages select a registration by name"))
			.toList();
		if (!problems.isEmpty()) {
			throw new InvalidDinteroPropertiesException(problems);
		}
		return new OAuth2ClientPropertiesMapper(properties).asClientRegistrations();
	}

}
