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

package com.dintero.auth.login.oidc;

import org.springframework.context.ApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.authentication.logout.RedirectServerLogoutSuccessHandler;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.login.LoginMessages;

/**
 * Customizes filter chains for sign-in through an identity provider. A page reports that
 * the identity provider is not available. Sign-out continues at the identity provider.
 * The starter publishes the customizer as a bean, and Spring Security applies it to every
 * filter chain.
 */
public final class DinteroLogin {

	private DinteroLogin() {
	}

	/**
	 * Returns a customizer for the filter chains of a servlet application. Filter chains
	 * without OAuth 2.0 sign-in do not change.
	 * @param registrations the configured registrations
	 * @param loginRegistrations the registrations that users sign in with
	 * @return the customizer
	 */
	public static Customizer<HttpSecurity> servlet(DinteroRegistrations registrations,
			LoginRegistrations loginRegistrations) {
		return (http) -> http.with(new DinteroLoginConfigurer(registrations, loginRegistrations),
				Customizer.withDefaults());
	}

	/**
	 * Returns a customizer for the filter chains of a reactive application.
	 * @param loginRegistrations the registrations that users sign in with
	 * @param context the application context with the messages of pages
	 * @return the customizer
	 */
	public static Customizer<ServerHttpSecurity> reactive(LoginRegistrations loginRegistrations,
			ApplicationContext context) {
		// The application customizes the chain later, and can replace the logout handler
		return (http) -> http
			.addFilterBefore(new IdentityProviderUnavailableWebFilter(new LoginMessages(context)),
					SecurityWebFiltersOrder.HTTP_BASIC)
			.logout((logout) -> logout.logoutSuccessHandler(new ServerIdentityProviderLogoutSuccessHandler(
					loginRegistrations, new RedirectServerLogoutSuccessHandler())));
	}

}
