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

import java.time.Clock;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.DinteroAuthProperties;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataClient;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.login.oidc.LoginRegistrations;

/**
 * Configuration that servlet and reactive applications share for Spring Security's OAuth
 * 2.0 client.
 */
@Configuration(proxyBeanMethods = false)
@ImportRuntimeHints(LoginRuntimeHints.class)
public class LoginRegistrationsConfiguration {

	@Bean
	LoginRegistrations dinteroLoginRegistrations(DinteroRegistrations registrations, TokenEndpointClient client,
			DinteroAuthProperties properties, @Qualifier("dinteroClock") Clock clock) {
		return new LoginRegistrations(registrations,
				new IdentityProviderMetadataClient(client.transport(), properties.http().readTimeout()), clock);
	}

}
