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

package com.dintero.auth.oauth2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistrations;
import com.dintero.auth.DinteroTokens;
import com.dintero.auth.MutableClock;
import com.dintero.auth.ReactiveDinteroTokens;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.TestTransports;
import com.dintero.auth.internal.endpoint.GrantTypeNames;
import com.dintero.auth.internal.endpoint.TokenEndpointClient;
import com.dintero.auth.internal.token.DefaultDinteroTokens;
import com.dintero.auth.internal.token.DefaultReactiveDinteroTokens;
import com.dintero.auth.internal.token.TokenCache;
import com.dintero.auth.internal.user.UserClients;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockUserInfo;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.ReactiveDinteroUserClients;

/**
 * A back office that users sign in to, and a shop that nobody signs in to: Dintero, and
 * what the application has as beans. Time stands still.
 */
final class LoginFixture implements AutoCloseable {

	static final Duration A_WHILE = Duration.ofSeconds(30);

	static final MockUserInfo ADA = new MockUserInfo(TestLogins.AUTHORITY, Map.of("sub", "ada", "name", "Ada"));

	private final MutableClock clock = new MutableClock();

	private final MockDintero dintero = MockDintero.builder().clock(this.clock).start();

	private final DinteroRegistrations registrations;

	private final TokenEndpointClient client;

	private final UserClients users;

	private final DinteroTokens tokens;

	private final ReactiveDinteroTokens reactiveTokens;

	LoginFixture() {
		this(16);
	}

	LoginFixture(int maximumRequests) {
		DinteroRegistration backoffice = TestRegistrations.of("backoffice", this.dintero, this.dintero.client());
		this.registrations = new DinteroRegistrations(
				List.of(TestLogins.registration(backoffice, TestLogins.notDiscovered()),
						TestRegistrations.of("shop", this.dintero, this.dintero.client())));
		this.client = new TokenEndpointClient(TestTransports.inRealTime(), A_WHILE, Duration.ofSeconds(30),
				maximumRequests, this.clock);
		TokenCache cache = new TokenCache(this.registrations, this.client, (registrationId) -> null,
				Duration.ofMinutes(1), this.clock, null);
		this.tokens = new DefaultDinteroTokens(cache);
		this.reactiveTokens = new DefaultReactiveDinteroTokens(cache);
		this.users = new UserClients(this.registrations, this.client, cache,
				new GrantTypeNames("account_user_token", "mfa-oob"), this.clock, null);
	}

	MutableClock clock() {
		return this.clock;
	}

	MockDintero dintero() {
		return this.dintero;
	}

	DinteroRegistrations registrations() {
		return this.registrations;
	}

	TokenEndpointClient client() {
		return this.client;
	}

	DinteroUserClients users() {
		return this.users::blocking;
	}

	ReactiveDinteroUserClients reactiveUsers() {
		return this.users::reactive;
	}

	DinteroTokens tokens() {
		return this.tokens;
	}

	ReactiveDinteroTokens reactiveTokens() {
		return this.reactiveTokens;
	}

	/**
	 * A user has signed in at the identity provider, and is back.
	 * @return what has come of it
	 */
	OAuth2AuthorizationCodeGrantRequest signedIn() {
		return signedIn("backoffice", this.dintero.authorizationCode(TestLogins.REDIRECT_URI, ADA));
	}

	static OAuth2AuthorizationCodeGrantRequest signedIn(String registrationId, String code) {
		ClientRegistration registration = registration(registrationId, AuthorizationGrantType.AUTHORIZATION_CODE);
		OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(TestLogins.AUTHORIZATION_URI)
			.clientId(registration.getClientId())
			.redirectUri(TestLogins.REDIRECT_URI)
			.state("the-state")
			.build();
		OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
			.redirectUri(TestLogins.REDIRECT_URI)
			.state("the-state")
			.build();
		return new OAuth2AuthorizationCodeGrantRequest(registration,
				new OAuth2AuthorizationExchange(request, response));
	}

	/**
	 * A registration of Spring Security's, of which only id and grant type matter.
	 * @param registrationId the id
	 * @param grantType the grant type
	 * @return the registration
	 */
	static ClientRegistration registration(String registrationId, AuthorizationGrantType grantType) {
		return ClientRegistration.withRegistrationId(registrationId)
			.clientId("client-at-the-authority")
			.authorizationGrantType(grantType)
			.authorizationUri(TestLogins.AUTHORIZATION_URI)
			.redirectUri(TestLogins.REDIRECT_URI)
			.tokenUri("https://id.example.com/token")
			.build();
	}

	/**
	 * A registration of Dintero's, with any grant type.
	 * @param registrationId the id
	 * @param grantType the grant type
	 * @return the registration
	 */
	static ClientRegistration dinteroRegistration(String registrationId, AuthorizationGrantType grantType) {
		return ClientRegistration.withClientRegistration(registration(registrationId, grantType))
			.clientAuthenticationMethod(new ClientAuthenticationMethod("dintero"))
			.build();
	}

	static OAuth2AccessToken token(Instant issuedAt, Instant expiresAt) {
		return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "the-token", issuedAt, expiresAt);
	}

	@Override
	public void close() {
		this.dintero.close();
	}

}
