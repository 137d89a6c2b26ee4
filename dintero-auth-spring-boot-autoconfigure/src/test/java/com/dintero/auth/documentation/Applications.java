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

package com.dintero.auth.documentation;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import com.dintero.auth.autoconfigure.DinteroAuthAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroRestClientAutoConfiguration;
import com.dintero.auth.test.MockDinteroClient;

/**
 * Applications with some of the documentation's examples, and no web server.
 */
final class Applications {

	private Applications() {
	}

	static ApplicationContextRunner of(String baseUrl, MockDinteroClient client) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JacksonAutoConfiguration.class,
					HttpMessageConvertersAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
					DinteroAuthAutoConfiguration.class, DinteroRestClientAutoConfiguration.class))
			.withUserConfiguration(Accounts.class, SettingsCheck.class)
			.withPropertyValues("dintero.auth.base-url=" + baseUrl,
					"dintero.auth.registration.dintero.account-id=" + client.accountId(),
					"dintero.auth.registration.dintero.client-id=" + client.clientId(),
					"dintero.auth.registration.dintero.client-secret=" + client.clientSecret());
	}

}
