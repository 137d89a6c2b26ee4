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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2ClientConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.internal.login.RequestLocales;

/**
 * Customizes filter chains with OAuth 2.0 sign-in for Dintero's registrations. The
 * application's own settings take precedence.
 */
class DinteroLoginConfigurer extends AbstractHttpConfigurer<DinteroLoginConfigurer, HttpSecurity> {

	private final DinteroRegistrations registrations;

	private final LoginRegistrations loginRegistrations;

	DinteroLoginConfigurer(DinteroRegistrations registrations, LoginRegistrations loginRegistrations) {
		this.registrations = registrations;
		this.loginRegistrations = loginRegistrations;
	}

	// The application has customized the chain, and no filter exists yet
	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		OAuth2LoginConfigurer<HttpSecurity> login = http.getConfigurer(OAuth2LoginConfigurer.class);
		OAuth2ClientConfigurer<HttpSecurity> client = http.getConfigurer(OAuth2ClientConfigurer.class);
		if (login == null && client == null) {
			return;
		}
		IdentityProviderUnavailableFilter filter = new IdentityProviderUnavailableFilter(this.registrations,
				RequestLocales.pages(http.getSharedObject(ApplicationContext.class)));
		http.addFilterBefore(filter, OAuth2AuthorizationRequestRedirectFilter.class);
		http.authenticationProvider(new ErrorLog(this.loginRegistrations));
		RedirectFilterPostProcessor redirectFilter = new RedirectFilterPostProcessor(filter);
		if (login != null) {
			login.addObjectPostProcessor(redirectFilter);
		}
		if (client != null) {
			client.addObjectPostProcessor(redirectFilter);
		}
		LogoutConfigurer<HttpSecurity> logout = http.getConfigurer(LogoutConfigurer.class);
		if (login != null && logout != null) {
			IdentityProviderLogoutHandler handler = new IdentityProviderLogoutHandler(this.loginRegistrations);
			logout.addLogoutHandler(handler).defaultLogoutSuccessHandlerFor(handler, handler);
		}
	}

	/**
	 * Logs the error of a redirect from an identity provider, which otherwise only the
	 * application's failure handler receives. The authentication itself is left to the
	 * next provider.
	 */
	private record ErrorLog(LoginRegistrations registrations) implements AuthenticationProvider {

		@Override
		public @Nullable Authentication authenticate(Authentication authentication) {
			if (authentication instanceof OAuth2LoginAuthenticationToken login) {
				log(login.getClientRegistration(), login.getAuthorizationExchange());
			}
			else if (authentication instanceof OAuth2AuthorizationCodeAuthenticationToken code) {
				log(code.getClientRegistration(), code.getAuthorizationExchange());
			}
			return null;
		}

		private void log(ClientRegistration registration, OAuth2AuthorizationExchange exchange) {
			OAuth2Error error = exchange.getAuthorizationResponse().getError();
			if (error != null) {
				this.registrations.logError(registration.getRegistrationId(), error);
			}
		}

		@Override
		public boolean supports(Class<?> authentication) {
			return OAuth2LoginAuthenticationToken.class.isAssignableFrom(authentication)
					|| OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(authentication);
		}

	}

	/**
	 * Runs first, and a handler of the application can replace this one.
	 */
	private record RedirectFilterPostProcessor(AuthenticationFailureHandler handler)
			implements
				ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>,
				Ordered {

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
			filter.setAuthenticationFailureHandler(this.handler);
			return filter;
		}

	}

}
