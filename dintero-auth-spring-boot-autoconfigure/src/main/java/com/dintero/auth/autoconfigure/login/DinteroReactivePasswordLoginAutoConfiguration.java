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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.reactive.ReactiveOAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UserDetailsRepositoryReactiveAuthenticationManager;
import org.springframework.security.authentication.password.ReactiveCompromisedPasswordChecker;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsPasswordService;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.web.server.SecurityWebFilterChain;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.autoconfigure.oauth2.reactive.DinteroReactiveOAuth2ClientAutoConfiguration;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.login.form.DinteroFormLogin;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * Auto-configuration for sign-in forms with Dintero in reactive web applications.
 */
@AutoConfiguration(
		after = { DinteroReactiveOAuth2ClientAutoConfiguration.class, ReactiveOAuth2ClientAutoConfiguration.class },
		before = ReactiveOAuth2ClientWebSecurityAutoConfiguration.class)
@ConditionalOnClass({ ReactiveOAuth2ClientAutoConfiguration.class, EnableWebFluxSecurity.class, Mono.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(ReactiveDinteroUserClients.class)
@Conditional(OnDinteroPasswordLoginCondition.class)
public final class DinteroReactivePasswordLoginAutoConfiguration {

	@Bean
	Customizer<ServerHttpSecurity> dinteroReactivePasswordLoginCustomizer(DinteroRegistrations registrations,
			ReactiveDinteroUserClients userClients, ReactiveOAuth2AuthorizedClientService authorizedClients,
			OwnUsers ownUsers, @Qualifier("dinteroClock") Clock clock, ApplicationContext context,
			ObjectProvider<StoreClient> store) {
		DinteroRegistration registration = registrations.findPasswordLogin();
		if (registration == null) {
			return Customizer.withDefaults();
		}
		return DinteroFormLogin.reactive(registration, userClients.get(registration.registrationId()),
				authorizedClients, ownUsers.authenticationManager(), context, clock, store.getIfAvailable());
	}

	// Replaces Spring Boot's filter chain, which has OAuth 2.0 links and no form
	@Bean
	@ConditionalOnBean(ReactiveClientRegistrationRepository.class)
	@ConditionalOnMissingBean
	SecurityWebFilterChain dinteroFormSecurityWebFilterChain(ServerHttpSecurity http) {
		return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.formLogin(Customizer.withDefaults())
			.oauth2Login(Customizer.withDefaults())
			.oauth2Client(Customizer.withDefaults())
			.build();
	}

	@Bean
	OwnUsers dinteroOwnUsers(ObjectProvider<ReactiveAuthenticationManager> managers,
			ObjectProvider<ReactiveUserDetailsService> users, ObjectProvider<PasswordEncoder> encoders,
			ObjectProvider<ReactiveUserDetailsPasswordService> passwords,
			ObjectProvider<ReactiveCompromisedPasswordChecker> checkers) {
		return new OwnUsers(managers, users, encoders, passwords, checkers);
	}

	/**
	 * The beans from which Spring Security creates the manager of a filter chain.
	 */
	record OwnUsers(ObjectProvider<ReactiveAuthenticationManager> managers,
			ObjectProvider<ReactiveUserDetailsService> users, ObjectProvider<PasswordEncoder> encoders,
			ObjectProvider<ReactiveUserDetailsPasswordService> passwords,
			ObjectProvider<ReactiveCompromisedPasswordChecker> checkers) {

		@Nullable ReactiveAuthenticationManager authenticationManager() {
			ReactiveAuthenticationManager manager = this.managers.getIfUnique();
			if (manager != null) {
				return manager;
			}
			ReactiveUserDetailsService service = this.users.getIfUnique();
			return (service != null) ? authenticationManager(service) : null;
		}

		private ReactiveAuthenticationManager authenticationManager(ReactiveUserDetailsService service) {
			UserDetailsRepositoryReactiveAuthenticationManager manager = new UserDetailsRepositoryReactiveAuthenticationManager(
					service);
			this.encoders.ifUnique(manager::setPasswordEncoder);
			this.passwords.ifUnique(manager::setUserDetailsPasswordService);
			this.checkers.ifUnique(manager::setCompromisedPasswordChecker);
			return manager;
		}

	}

}
