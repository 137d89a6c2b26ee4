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

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.authentication.NullRememberMeServices;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;

import com.dintero.auth.internal.login.RequestLocales;

/**
 * Customizes the sign-in forms of filter chains to authenticate users with Dintero only.
 * Nothing else in a filter chain changes.
 */
class DinteroPasswordLoginConfigurer extends AbstractHttpConfigurer<DinteroPasswordLoginConfigurer, HttpSecurity> {

	private final String registrationId;

	private final DinteroPasswordAuthenticationProvider provider;

	private final SecondFactors secondFactors;

	DinteroPasswordLoginConfigurer(String registrationId, DinteroPasswordAuthenticationProvider provider,
			SecondFactors secondFactors) {
		this.registrationId = registrationId;
		this.provider = provider;
		this.secondFactors = secondFactors;
	}

	// The application has customized the chain, and no filter exists yet
	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		FormLoginConfigurer<HttpSecurity> form = http.getConfigurer(FormLoginConfigurer.class);
		if (form != null) {
			form.addObjectPostProcessor(new FormPostProcessor(http));
			http.addFilterAfter(new SignInAgainFilter(this.registrationId), ExceptionTranslationFilter.class);
		}
	}

	/**
	 * Runs first, because other post-processors check that the form has a manager.
	 */
	private final class FormPostProcessor
			implements ObjectPostProcessor<UsernamePasswordAuthenticationFilter>, Ordered {

		private final HttpSecurity http;

		FormPostProcessor(HttpSecurity http) {
			this.http = http;
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public <O extends UsernamePasswordAuthenticationFilter> O postProcess(O form) {
			SecondFactors secondFactors = DinteroPasswordLoginConfigurer.this.secondFactors;
			ApplicationContext context = this.http.getSharedObject(ApplicationContext.class);
			AuthenticationEventPublisher eventPublisher = eventPublisher(context);
			form.setAuthenticationManager(new PasswordFormAuthenticationManager(
					DinteroPasswordLoginConfigurer.this.provider, secondFactors, eventPublisher));
			// Remember-me would look up the user among the application's own users
			form.setRememberMeServices(new NullRememberMeServices());
			this.http.addFilterBefore(
					new SecondFactorFilter(secondFactors, form, eventPublisher, RequestLocales.pages(context)),
					UsernamePasswordAuthenticationFilter.class);
			return form;
		}

		private static AuthenticationEventPublisher eventPublisher(ApplicationContext context) {
			return context.getBeanProvider(AuthenticationEventPublisher.class)
				.getIfUnique(() -> new DefaultAuthenticationEventPublisher(context));
		}

	}

}
