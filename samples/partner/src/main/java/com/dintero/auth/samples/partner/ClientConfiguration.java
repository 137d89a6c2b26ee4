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

package com.dintero.auth.samples.partner;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.test.MockDintero;

/**
 * The client, made with Spring Boot's builder, which carries tokens to Dintero.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	@Bean
	WebClient dintero(WebClient.Builder builder, DinteroRegistrations registrations) {
		return builder.baseUrl(registrations.getDefault().baseUrl().toString()).build();
	}

	@Bean
	Platform platform(DinteroRegistrations registrations, ObjectProvider<MockDintero> embedded) {
		DinteroRegistration registration = registrations.getDefault();
		return new Platform(registration.accountId().toString(), registration.baseUrl().toString(),
				embedded.getIfAvailable() != null);
	}

}
