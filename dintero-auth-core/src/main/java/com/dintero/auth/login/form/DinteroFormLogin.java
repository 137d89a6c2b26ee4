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

package com.dintero.auth.login.form;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.login.LoginMessages;
import com.dintero.auth.internal.store.StoreClient;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.ReactiveDinteroUserClient;

/**
 * Customizes the sign-in forms of filter chains to authenticate users with Dintero,
 * including the second factor. The starter publishes the customizer as a bean, and Spring
 * Security applies it to every filter chain.
 */
public final class DinteroFormLogin {

	private DinteroFormLogin() {
	}

	/**
	 * Returns a customizer for the filter chains of a servlet application. Filter chains
	 * without a form do not change.
	 * @param registration the registration that users sign in with
	 * @param client the user client of the registration
	 * @param authorizedClients the service that stores users' tokens
	 * @param clock the clock that determines when a pending sign-in expires
	 * @param store the client of the token store that pending sign-ins are shared in, or
	 * {@code null}
	 * @return the customizer
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	public static Customizer<HttpSecurity> servlet(DinteroRegistration registration, DinteroUserClient client,
			OAuth2AuthorizedClientService authorizedClients, Clock clock, @Nullable StoreClient store) {
		SecondFactors secondFactors = SecondFactors.of(registration, client, clock, store);
		DinteroPasswordAuthenticationProvider provider = new DinteroPasswordAuthenticationProvider(registration, client,
				authorizedClients);
		return (http) -> http.with(
				new DinteroPasswordLoginConfigurer(registration.registrationId(), provider, secondFactors),
				Customizer.withDefaults());
	}

	/**
	 * Returns a customizer for the filter chains of a reactive application.
	 * @param registration the registration that users sign in with
	 * @param client the user client of the registration
	 * @param authorizedClients the service that stores users' tokens
	 * @param own the manager for requests outside the form, or {@code null} if the
	 * application has no users of its own
	 * @param context the application context with the messages of pages
	 * @param clock the clock that determines when a pending sign-in expires
	 * @param store the client of the token store that pending sign-ins are shared in, or
	 * {@code null}
	 * @return the customizer
	 * @throws IllegalArgumentException if the registration has no password login
	 */
	public static Customizer<ServerHttpSecurity> reactive(DinteroRegistration registration,
			ReactiveDinteroUserClient client, ReactiveOAuth2AuthorizedClientService authorizedClients,
			@Nullable ReactiveAuthenticationManager own, ApplicationContext context, Clock clock,
			@Nullable StoreClient store) {
		SecondFactors secondFactors = SecondFactors.of(registration, client, clock, store);
		ReactiveAuthenticationManager manager = new ReactivePasswordFormAuthenticationManager(own,
				new DinteroPasswordReactiveAuthenticationManager(registration, client, authorizedClients),
				secondFactors);
		SignInAgainWebFilter signInAgain = new SignInAgainWebFilter(registration.registrationId());
		LoginMessages messages = new LoginMessages(context);
		// The application customizes the chain later, and can replace the manager
		return (http) -> http.authenticationManager(manager)
			.addFilterBefore(new SecondFactorWebFilter(secondFactors, messages), SecurityWebFiltersOrder.FORM_LOGIN)
			.addFilterBefore(signInAgain.signedOut(), SecurityWebFiltersOrder.EXCEPTION_TRANSLATION)
			.addFilterAfter(signInAgain, SecurityWebFiltersOrder.EXCEPTION_TRANSLATION);
	}

}
