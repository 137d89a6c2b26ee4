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

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.http.client.ReactorResourceFactory;

import com.dintero.auth.autoconfigure.actuate.DinteroSanitizingAutoConfiguration;
import com.dintero.auth.autoconfigure.actuate.DinteroTokensMetricsAutoConfiguration;
import com.dintero.auth.autoconfigure.actuate.DinteroTokensObservationAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroRestClientAutoConfiguration;
import com.dintero.auth.autoconfigure.http.DinteroWebClientAutoConfiguration;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

/**
 * Contexts with our auto-configurations and those of Boot's HTTP clients.
 */
final class DinteroContextRunners {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(DinteroAuthAutoConfiguration.class,
			DinteroRestClientAutoConfiguration.class, DinteroWebClientAutoConfiguration.class,
			DinteroSanitizingAutoConfiguration.class, DinteroTokensMetricsAutoConfiguration.class,
			DinteroTokensObservationAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ImperativeHttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			HttpServiceClientPropertiesAutoConfiguration.class, HttpServiceClientAutoConfiguration.class,
			ReactiveHttpServiceClientAutoConfiguration.class, RestClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, SslAutoConfiguration.class);

	private DinteroContextRunners() {
	}

	static ApplicationContextRunner withoutRegistration() {
		return new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withBean(ReactorResourceFactory.class, KeptReactorResources::new);
	}

	static ApplicationContextRunner withRegistration() {
		return withoutRegistration().withPropertyValues("dintero.auth.registration.dintero.account-id=T12345678",
				"dintero.auth.registration.dintero.client-id=my-client",
				"dintero.auth.registration.dintero.client-secret=my-secret");
	}

	static ApplicationContextRunner withMock(MockDintero dintero) {
		return withoutRegistration().withPropertyValues("dintero.auth.base-url=" + dintero.baseUrl())
			.withPropertyValues(registration("dintero", dintero.client()));
	}

	static String[] registration(String registrationId, MockDinteroClient client) {
		String prefix = "dintero.auth.registration." + registrationId + ".";
		return new String[] { prefix + "account-id=" + client.accountId(), prefix + "client-id=" + client.clientId(),
				prefix + "client-secret=" + client.clientSecret() };
	}

}
