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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.web.server.WebFilterExchange;
import reactor.core.publisher.Mono;

import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.IdentityProviderMetadataClient;
import com.dintero.auth.internal.endpoint.TestIdentityProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where users go who sign out.
 */
class IdentityProviderLogoutTests {

	@AutoClose
	private final TestIdentityProvider authority = new TestIdentityProvider();

	private final LoginRegistrations registrations = new LoginRegistrations(
			new DinteroRegistrations(List.of(
					TestLogins.registration("backoffice",
							TestLogins.withEndSession(this.authority.issuer(), "{baseUrl}/bye")),
					TestLogins.registration("partners", TestLogins.discoveredFrom(this.authority.issuer())))),
			new IdentityProviderMetadataClient(TestTransports.inRealTime(), Duration.ofSeconds(30)), Clock.systemUTC());

	private final IdentityProviderLogoutHandler handler = new IdentityProviderLogoutHandler(this.registrations);

	private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/app/logout");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private final AtomicInteger leftToOthers = new AtomicInteger();

	@Test
	void areSentOnToTheIdentityServer() throws Exception {
		this.authority.answerAsItShould();
		assertThat(isSentOn(user("backoffice"))).isTrue();
		this.handler.onLogoutSuccess(this.request, this.response, user("backoffice"));
		assertThat(this.response.getRedirectedUrl()).isEqualTo(logoutUrl());
	}

	@Test
	void areSentOnToTheIdentityServerByAReactiveApplication() {
		this.authority.answerAsItShould();
		MockServerWebExchange exchange = signOut(user("backoffice"));
		assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.FOUND);
		assertThat(exchange.getResponse().getHeaders().getLocation()).isEqualTo(URI.create(logoutUrl()));
		assertThat(this.leftToOthers).hasValue(0);
	}

	private String logoutUrl() {
		return this.authority.issuer() + "/logout?client_id=client-at-the-authority"
				+ "&post_logout_redirect_uri=http%3A%2F%2Fapp.example.com%3A8080%2Fapp%2Fbye";
	}

	@Test
	void areLeftToTheApplicationWhereNothingElseIsConfigured() {
		assertLeftToOthers(user("partners"));
		assertThat(this.authority.requestCount()).isZero();
	}

	@Test
	void areLeftToTheApplicationIfTheyHaveSignedInElsewhere() {
		assertLeftToOthers(user("keycloak"));
		assertLeftToOthers(new TestingAuthenticationToken("ada", null));
		assertLeftToOthers(null);
		assertThat(this.authority.requestCount()).isZero();
	}

	@Test
	void areLeftToTheApplicationIfTheIdentityServerCannotSignThemOut() {
		this.authority.answer(200, "{\"issuer\":\"%1$s\",\"authorization_endpoint\":\"%1$s/authorize\"}"
			.formatted(this.authority.issuer()));
		assertLeftToOthers(user("backoffice"));
	}

	@Test
	void areLeftToTheApplicationWhileTheIdentityServerIsDown() {
		this.authority.answer(503, "");
		assertLeftToOthers(user("backoffice"));
	}

	private void assertLeftToOthers(@Nullable Authentication user) {
		assertThat(isSentOn(user)).isFalse();
		int before = this.leftToOthers.get();
		assertThat(signOut(user).getResponse().getHeaders().getLocation()).isNull();
		assertThat(this.leftToOthers).hasValue(before + 1);
	}

	private boolean isSentOn(@Nullable Authentication user) {
		this.request.setContextPath("/app");
		this.request.setServerName("app.example.com");
		this.request.setServerPort(8080);
		this.request.setQueryString("really");
		this.handler.logout(this.request, this.response, user);
		return this.handler.matches(this.request);
	}

	private MockServerWebExchange signOut(@Nullable Authentication user) {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.post("http://app.example.com:8080/app/logout?really").contextPath("/app"));
		new ServerIdentityProviderLogoutSuccessHandler(this.registrations, (signedOut, authentication) -> {
			this.leftToOthers.incrementAndGet();
			return Mono.empty();
		}).onLogoutSuccess(new WebFilterExchange(exchange, (passedOn) -> Mono.empty()), user)
			.block(Duration.ofSeconds(30));
		return exchange;
	}

	private static OAuth2AuthenticationToken user(String registrationId) {
		return new OAuth2AuthenticationToken(new DefaultOAuth2User(Set.of(), Map.of("sub", "ada"), "sub"), Set.of(),
				registrationId);
	}

}
