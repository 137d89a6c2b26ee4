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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.util.UriComponentsBuilder;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.TestRegistrations;
import com.dintero.auth.login.oidc.TestLogins;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client registrations that users sign in with.
 */
class LoginClientRegistrationTests {

	private static final URI AUTHORIZATION_URI = URI.create(TestLogins.AUTHORIZATION_URI);

	private final DinteroRegistration backoffice = TestRegistrations.idle("backoffice", false);

	@Test
	void isThatOfTheClientAtTheIdentityServerAndRedeemsCodesAtDintero() {
		ClientRegistration registration = of(TestLogins.notDiscovered());
		assertThat(registration.getRegistrationId()).isEqualTo("backoffice");
		assertThat(registration.getClientName()).isEqualTo("The Company");
		assertThat(registration.getClientId()).isEqualTo("client-at-the-authority");
		assertThat(registration.getAuthorizationGrantType()).isEqualTo(AuthorizationGrantType.AUTHORIZATION_CODE);
		assertThat(registration.getRedirectUri()).isEqualTo("{baseUrl}/login/oauth2/code/{registrationId}");
		assertThat(registration.getProviderDetails().getTokenUri())
			.isEqualTo("https://api.dintero.invalid/v1/accounts/T12345678/auth/oidc/token");
		assertThat(registration.getProviderDetails().getUserInfoEndpoint().getUserNameAttributeName()).isEqualTo("sub");
		assertThat(registration.getProviderDetails().getUserInfoEndpoint().getUri()).isNull();
	}

	@Test
	void holdsNoSecret() {
		ClientRegistration registration = of(TestLogins.notDiscovered());
		assertThat(registration.getClientSecret()).isEmpty();
		assertThat(registration.getClientAuthenticationMethod()).isEqualTo(new ClientAuthenticationMethod("dintero"));
		assertThat(registration.toString()).doesNotContain("my-secret");
	}

	@Test
	void hasNoScopesSoThatSpringSecurityWantsNoIdToken() {
		assertThat(of(TestLogins.withScopes("openid", "profile")).getScopes()).isNullOrEmpty();
	}

	@Test
	void hasNoPkce() {
		assertThat(of(TestLogins.notDiscovered()).getClientSettings().isRequireProofKey()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "openid,https://id.example.com/authorize?scope=openid",
			"openid profile,https://id.example.com/authorize?scope=openid%20profile",
			"a+b x&y=z,https://id.example.com/authorize?scope=a%2Bb%20x%26y%3Dz",
			"https://graph.example.com/.default #1 100%,"
					+ "https://id.example.com/authorize?scope=https%3A%2F%2Fgraph.example.com%2F.default%20%231%20100%25",
			"{scope},https://id.example.com/authorize?scope=%7Bscope%7D" })
	void theScopesAreInTheAuthorizationUri(String scopes, String expected) {
		assertThat(authorizationUri(TestLogins.withScopes(scopes.split(" ")), AUTHORIZATION_URI)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({
			"https://id.example.com/authorize?tenant=a%20b&x=%C3%A6,"
					+ "https://id.example.com/authorize?tenant=a%20b&x=%C3%A6&scope=openid",
			"https://id.example.com?p=a+b,https://id.example.com?p=a+b&scope=openid",
			"http://localhost:8080/a%2Fb/authorize?flag,http://localhost:8080/a%2Fb/authorize?flag&scope=openid" })
	void whatTheAuthorizationUriHasIsKept(URI authorizationUri, String expected) {
		assertThat(authorizationUri(TestLogins.notDiscovered(), authorizationUri)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://id.example.com/authorize", "https://id.example.com/authorize?tenant=a%20b" })
	void withoutScopesTheAuthorizationUriIsAsItWas(URI authorizationUri) {
		assertThat(authorizationUri(TestLogins.withScopes(), authorizationUri)).isEqualTo(authorizationUri.toString());
	}

	@Test
	void theBrowserIsSentToTheIdentityServerWithStateAndWithoutPkceAndNonce() {
		ClientRegistration registration = DinteroClientRegistrations.ofLogin(this.backoffice,
				TestLogins.withScopes("openid", "profile"),
				URI.create("https://id.example.com/authorize?tenant=a%20b"));
		OAuth2AuthorizationRequest request = new DefaultOAuth2AuthorizationRequestResolver(
				new InMemoryClientRegistrationRepository(registration), "/oauth2/authorization")
			.resolve(new MockHttpServletRequest("GET", "/oauth2/authorization/backoffice"), "backoffice");
		assertThat(request).isNotNull();
		URI uri = URI.create(request.getAuthorizationRequestUri());
		assertThat(uri).hasScheme("https").hasHost("id.example.com").hasPath("/authorize");
		var parameters = UriComponentsBuilder.fromUri(uri).build(true).getQueryParams().asSingleValueMap();
		assertThat(parameters)
			.containsOnlyKeys("tenant", "scope", "response_type", "client_id", "state", "redirect_uri")
			.containsEntry("tenant", "a%20b")
			.containsEntry("scope", "openid%20profile")
			.containsEntry("response_type", "code")
			.containsEntry("client_id", "client-at-the-authority");
		assertThat(uri.getRawQuery()).containsOnlyOnce("scope=");
		assertThat(request.getRedirectUri()).isEqualTo("http://localhost/login/oauth2/code/backoffice");
		assertThat(request.getAttributes()).doesNotContainKeys("code_verifier", "nonce");
	}

	private String authorizationUri(Login login, URI authorizationUri) {
		return DinteroClientRegistrations.ofLogin(this.backoffice, login, authorizationUri)
			.getProviderDetails()
			.getAuthorizationUri();
	}

	private ClientRegistration of(Login login) {
		return DinteroClientRegistrations.ofLogin(this.backoffice, login, AUTHORIZATION_URI);
	}

}
