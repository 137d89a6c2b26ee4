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

import java.net.URI;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may see what: staff everything, others how to sign in. It is Spring Security as it
 * always is; the starter has taught it to sign in with Dintero.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String SIGN_IN_PAGE = "/login";

	private static final String SIGNED_OUT_PAGE = "/signed-out";

	// Whoever signs out is sent on to the identity provider by the answer to a form, and
	// browsers ask the form's page for leave
	private static final String POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; "
			+ "frame-ancestors 'none'; form-action 'self' ";

	@Bean
	SecurityFilterChain pages(HttpSecurity http,
			@Value("${dintero.auth.registration.backoffice.login.issuer-uri}") URI issuer) {
		String identityServer = issuer.resolve("/").toString();
		return http
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(SIGN_IN_PAGE, SIGNED_OUT_PAGE, DemoMessagesController.PATH, "/error", "/page.css",
						"/icon.svg")
				.permitAll()
				.anyRequest()
				.authenticated())
			.oauth2Login((login) -> login.loginPage(SIGN_IN_PAGE))
			.formLogin((login) -> login.loginPage(SIGN_IN_PAGE))
			.logout((logout) -> logout.logoutSuccessUrl(SIGNED_OUT_PAGE))
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(POLICY + identityServer))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER)))
			.build();
	}

}
