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

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

import com.dintero.auth.ApiKeyRegistration;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.http.AllowedOrigins;

/**
 * Says in one line what the starter does for the application.
 */
class StartLog implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(StartLog.class);

	// By the beans that make them, which the application may have replaced or left out

	private static final List<Part> CLIENTS = List.of(new Part("RestClient", "dinteroRequestFactoryCustomizer"),
			new Part("WebClient", "dinteroFilterCustomizer"));

	private static final List<Part> PARTS = List.of(new Part("authorized clients", "dinteroLoginRegistrations"),
			new Part("sign-in", "dinteroLoginCustomizer"), new Part("sign-in", "dinteroReactiveLoginCustomizer"),
			new Part("form sign-in", "dinteroPasswordLoginCustomizer"),
			new Part("form sign-in", "dinteroReactivePasswordLoginCustomizer"),
			new Part("health", "dinteroTokensHealthContributor"),
			new Part("actuator endpoint", "dinteroTokensEndpoint"), new Part("meters", "dinteroTokenMeterBinder"),
			new Part("observations", "dinteroObservingTokenListener"), new Part("token store", "dinteroStoreClient"));

	private final Collection<String> registrationIds;

	private final DinteroRegistrations registrations;

	private final AllowedOrigins allowedOrigins;

	private final BeanFactory beanFactory;

	StartLog(Collection<String> registrationIds, DinteroRegistrations registrations, AllowedOrigins allowedOrigins,
			BeanFactory beanFactory) {
		this.registrationIds = registrationIds;
		this.registrations = registrations;
		this.allowedOrigins = allowedOrigins;
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		logger.info("Dintero registrations: %s. Origins that may receive tokens: %s. ".formatted(
				this.registrationIds.stream().map(this::describe).collect(Collectors.joining(", ")),
				this.allowedOrigins)
				+ "Clients that carry tokens: %s. Optional parts: %s".formatted(present(CLIENTS), present(PARTS)));
	}

	private String describe(String registrationId) {
		ApiKeyRegistration apiKey = this.registrations.findApiKey(registrationId);
		if (apiKey != null) {
			return "'%s' (account %s, API key)".formatted(registrationId, apiKey.accountId());
		}
		DinteroRegistration registration = this.registrations.get(registrationId);
		return "'%s' (account %s, audience %s)".formatted(registrationId, registration.accountId(),
				registration.audience());
	}

	private String present(List<Part> parts) {
		String present = parts.stream()
			.filter((part) -> this.beanFactory.containsBean(part.bean()))
			.map(Part::name)
			.distinct()
			.collect(Collectors.joining(", "));
		return (present.isEmpty()) ? "none" : present;
	}

	/**
	 * A part of the starter that an application may have.
	 *
	 * @param name what the log calls it
	 * @param bean the name of a bean that is there with it
	 */
	private record Part(String name, String bean) {

	}

}
