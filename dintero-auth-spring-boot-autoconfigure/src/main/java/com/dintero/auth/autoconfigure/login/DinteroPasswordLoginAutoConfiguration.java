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

package com.dintero.auth.autoconfigure.login;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.oauth2.servlet.DinteroOAuth2ClientAutoConfiguration;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.login.form.DinteroFormLogin;
import com.dintero.auth.user.DinteroUserClients;

/**
 * Auto-configuration for sign-in forms with Dintero in servlet applications.
 */
@AutoConfiguration(after = { DinteroOAuth2ClientAutoConfiguration.class, OAuth2ClientAutoConfiguration.class },
		before = OAuth2ClientWebSecurityAutoConfiguration.class)
@ConditionalOnClass({ OAuth2ClientAutoConfiguration.class, EnableWebSecurity.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(DinteroUserClients.class)
@Conditional(OnDinteroPasswordLoginCondition.class)
public final class DinteroPasswordLoginAutoConfiguration {

	@Bean
	Customizer<HttpSecurity> dinteroPasswordLoginCustomizer(DinteroRegistrations registrations,
			DinteroUserClients userClients, OAuth2AuthorizedClientService authorizedClients,
			@Qualifier("dinteroClock") Clock clock, ObjectProvider<StoreClient> store) {
		DinteroRegistration registration = registrations.findPasswordLogin();
		if (registration == null) {
			return Customizer.withDefaults();
		}
		return DinteroFormLogin.servlet(registration, userClients.get(registration.registrationId()), authorizedClients,
				clock, store.getIfAvailable());
	}

	// Replaces Spring Boot's filter chain, which has OAuth 2.0 links and no form
	@Bean
	@ConditionalOnBean(ClientRegistrationRepository.class)
	@ConditionalOnMissingBean(SecurityFilterChain.class)
	SecurityFilterChain dinteroDefaultSecurityFilterChain(HttpSecurity http) {
		return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.oauth2Login(Customizer.withDefaults())
			.oauth2Client(Customizer.withDefaults())
			.build();
	}

}
