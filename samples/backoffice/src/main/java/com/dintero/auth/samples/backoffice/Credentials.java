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

package com.dintero.auth.samples.backoffice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * The variables that say which client of the real Dintero is asking, and where its staff
 * sign in, as far as they have text.
 */
final class Credentials implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	static final List<String> VARIABLES = List.of("DINTERO_ACCOUNT_ID", "DINTERO_CLIENT_ID", "DINTERO_CLIENT_SECRET",
			"LOGIN_ISSUER_URI", "LOGIN_CLIENT_ID");

	private final Map<String, Object> values = new LinkedHashMap<>();

	private Credentials() {
	}

	static Credentials of(Map<String, String> environment) {
		Credentials credentials = new Credentials();
		for (String variable : VARIABLES) {
			String value = environment.get(variable);
			if (StringUtils.hasText(value)) {
				credentials.values.put(variable, value);
			}
		}
		return credentials;
	}

	List<String> missing() {
		return VARIABLES.stream().filter((variable) -> !this.values.containsKey(variable)).toList();
	}

	boolean isEmpty() {
		return this.values.isEmpty();
	}

	boolean isIncomplete() {
		return !isEmpty() && this.values.size() < VARIABLES.size();
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("credentials", this.values));
	}

}
