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
 * Adds to filter chains what sign-in through an identity provider needs: an answer while
 * the identity provider is down, and the way to it when users sign out. The starter
 * publishes one of them as a bean, which Spring Security applies to every filter chain.
 */
public final class DinteroLogin {

	private DinteroLogin() {
	}

	/**
	 * Make a customizer of the chains of a servlet application. Chains without a sign-in
	 * with OAuth 2.0 stay as they are.
	 * @param registrations the registrations that are configured
	 * @param loginRegistrations those of them that users sign in with
	 * @return the customizer
	 */
	public static Customizer<HttpSecurity> servlet(DinteroRegistrations registrations,
			LoginRegistrations loginRegistrations) {
		return (http) -> http.with(new DinteroLoginConfigurer(registrations, loginRegistrations),
				Customizer.withDefaults());
	}

	/**
	 * Make a customizer of the chains of a reactive application.
	 * @param loginRegistrations the registrations that users sign in with
	 * @param context where the messages of pages come from
	 * @return the customizer
	 */
	public static Customizer<ServerHttpSecurity> reactive(LoginRegistrations loginRegistrations,
			ApplicationContext context) {
		// Before the application says what it wants, so that its own logout handler stays
		return (http) -> http
			.addFilterBefore(new IdentityProviderUnavailableWebFilter(new LoginMessages(context)),
					SecurityWebFiltersOrder.HTTP_BASIC)
			.logout((logout) -> logout.logoutSuccessHandler(new ServerIdentityProviderLogoutSuccessHandler(
					loginRegistrations, new RedirectServerLogoutSuccessHandler())));
	}

}
