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

package com.dintero.auth.test.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

import com.dintero.auth.test.MockDintero;

/**
 * Starts a {@link MockDintero} for an application context and points the application's
 * properties to it. Equal customizers share a cached context, and with it the mock.
 *
 * @param registration the registration to add if there is none
 * @param accountId the account of registrations without one
 */
record MockDinteroContextCustomizer(String registration, String accountId) implements ContextCustomizer {

	private static final String BEAN_NAME = "mockDintero";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		ConfigurableEnvironment environment = context.getEnvironment();
		ConfiguredRegistrations configured = new ConfiguredRegistrations(environment);
		List<MockRegistration> registrations = configured.toMockRegistrations(this.registration, this.accountId);
		List<MockApiKey> apiKeys = configured.toMockApiKeys(this.accountId);
		MockDintero.Builder builder = MockDintero.builder();
		registrations.forEach((registration) -> builder.client(registration.client()));
		apiKeys.forEach((apiKey) -> builder.apiKey(apiKey.accountId(), apiKey.key()));
		MockDintero dintero = builder.start();
		registerBean(context.getBeanFactory(), dintero);
		environment.getPropertySources().addFirst(MockDinteroProperties.of(dintero.baseUrl(), registrations, apiKeys));
	}

	private void registerBean(ConfigurableListableBeanFactory beanFactory, MockDintero dintero) {
		beanFactory.registerSingleton(BEAN_NAME, dintero);
		// A singleton that is registered is not destroyed by itself. The first one to be
		// registered is the last one to be destroyed, so beans can use it to the end, and
		// it is destroyed too when the context fails to start.
		if (beanFactory instanceof DefaultSingletonBeanRegistry registry) {
			registry.registerDisposableBean(BEAN_NAME, dintero::close);
		}
	}

}
