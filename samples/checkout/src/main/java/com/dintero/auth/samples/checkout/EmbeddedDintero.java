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

package com.dintero.auth.samples.checkout;

import java.util.Map;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;

/**
 * Starts a {@link MockDintero}, makes the application a client of it, and stops it
 * together with the application.
 */
final class EmbeddedDintero implements ApplicationContextInitializer<GenericApplicationContext> {

	@Override
	public void initialize(GenericApplicationContext context) {
		MockDintero dintero = MockDintero.start();
		register(dintero, context.getDefaultListableBeanFactory());
		MockDinteroClient client = dintero.client();
		Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(), "DINTERO_CLIENT_ID", client.clientId(),
				"DINTERO_CLIENT_SECRET", client.clientSecret()))
			.initialize(context);
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		sources.addFirst(new MapPropertySource("mockDintero",
				Map.of("dintero.auth.base-url", dintero.baseUrl(), "sample.checkout-url", dintero.baseUrl())));
		// Nobody minds a session there, but who runs the sample may say otherwise
		sources.addLast(new MapPropertySource("mockDinteroDefaults", Map.of("sample.create-session", true)));
	}

	// A singleton, not a bean definition: code that is generated ahead of time could not
	// create it
	private static void register(MockDintero dintero, DefaultListableBeanFactory beanFactory) {
		String name = MockDintero.class.getName();
		beanFactory.registerSingleton(name, dintero);
		beanFactory.registerDisposableBean(name, dintero::close);
	}

}
