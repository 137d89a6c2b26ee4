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

package com.dintero.auth.samples.identity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Spring Authorization Server with a form to sign in and a page that asks for consent.
 * Nothing is scanned: what belongs to it is named here.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PageController.class)
class IdentityServerConfiguration {

	private static final String SIGN_IN_PAGE = "/login";

	private static final String END_SESSION_ENDPOINT = "/end-session";

	// The answers to the forms send the browser on to the back office, on any port
	private static final String POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; "
			+ "form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'";

	@Bean
	@Order(1)
	SecurityFilterChain protocol(HttpSecurity http) {
		http.oauth2AuthorizationServer((server) -> {
			http.securityMatcher(server.getEndpointsMatcher());
			server.authorizationEndpoint((endpoint) -> endpoint.consentPage(PageController.CONSENT_PAGE))
				.oidc((oidc) -> oidc
					.providerConfigurationEndpoint((endpoint) -> endpoint.providerConfigurationCustomizer(
							(metadata) -> metadata.endSessionEndpoint(issuer() + END_SESSION_ENDPOINT))));
		})
			.oauth2ResourceServer((userInfo) -> userInfo.jwt(Customizer.withDefaults()))
			.exceptionHandling((exceptions) -> exceptions
				.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SIGN_IN_PAGE)))
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.headers(IdentityServerConfiguration::headers);
		return http.build();
	}

	// The framework's own endpoint to sign out wants an ID token, and the back office
	// never
	// gets one: Dintero redeems the codes
	@Bean
	@Order(2)
	SecurityFilterChain pages(HttpSecurity http, RegisteredClientRepository clients) {
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/error", "/page.css", "/icon.svg")
				.permitAll()
				.anyRequest()
				.authenticated())
			.formLogin((form) -> form.loginPage(SIGN_IN_PAGE).permitAll())
			.logout((logout) -> logout
				.logoutRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(END_SESSION_ENDPOINT))
				.logoutSuccessHandler(new EndSessionHandler(clients, SIGN_IN_PAGE)))
			.headers(IdentityServerConfiguration::headers)
			.build();
	}

	@Bean
	OAuth2AuthorizationConsentService consents() {
		return new InMemoryOAuth2AuthorizationConsentService();
	}

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> claims(@Value("${identity-server.full-name}") String fullName,
			@Value("${spring.security.user.name}") String userName) {
		return (context) -> {
			if (context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
				context.getClaims()
					.claim(StandardClaimNames.NAME, fullName)
					.claim(StandardClaimNames.PREFERRED_USERNAME, userName);
			}
		};
	}

	private static String issuer() {
		return AuthorizationServerContextHolder.getContext().getIssuer();
	}

	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(POLICY))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER));
	}

}
