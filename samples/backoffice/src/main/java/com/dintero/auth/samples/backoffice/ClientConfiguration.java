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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.test.MockDintero;

/**
 * The client. Spring Boot's builder would let it carry the application's own token, but
 * here each request says whose token it carries.
 */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

	@Bean
	RestClient dintero(RestClient.Builder builder, BackOffice backOffice) {
		return builder.baseUrl(backOffice.baseUrl()).build();
	}

	@Bean
	BackOffice backOffice(DinteroRegistrations registrations, ObjectProvider<MockDintero> embedded) {
		DinteroRegistration registration = registrations.get(BackOffice.REGISTRATION_ID);
		Assert.state(registration.login() != null, "Staff sign in with this registration");
		return new BackOffice(registration.login().clientName(), registration.accountId().toString(),
				registration.baseUrl().toString(), embedded.getIfAvailable() != null);
	}

}
