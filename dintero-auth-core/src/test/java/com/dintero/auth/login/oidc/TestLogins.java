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
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.DinteroRegistration.Login;
import com.dintero.auth.TestRegistrations;

/**
 * How users sign in, as the application would configure it.
 */
public final class TestLogins {

	/**
	 * What Dintero says that users come from.
	 */
	public static final String AUTHORITY = "https://id.example.com/access";

	public static final String AUTHORIZATION_URI = "https://id.example.com/authorize";

	/**
	 * Where browsers have come back to.
	 */
	public static final String REDIRECT_URI = "https://app.example.com/login/oauth2/code/dintero";

	private TestLogins() {
	}

	/**
	 * Users are sent to {@link #AUTHORIZATION_URI}.
	 * @return the login
	 */
	public static Login notDiscovered() {
		return of(null, AUTHORIZATION_URI, Set.of("openid"), null);
	}

	public static Login discoveredFrom(String issuer) {
		return of(issuer, null, Set.of("openid"), null);
	}

	public static Login withEndSession(String issuer, String postLogoutRedirectUri) {
		return of(issuer, null, Set.of("openid"), postLogoutRedirectUri);
	}

	public static Login withScopes(String... scopes) {
		return of(null, AUTHORIZATION_URI, Collections.unmodifiableSet(new LinkedHashSet<>(List.of(scopes))), null);
	}

	/**
	 * A registration that is never used to send anything to Dintero.
	 * @param registrationId its id
	 * @param login how users sign in with it
	 * @return the registration
	 */
	public static DinteroRegistration registration(String registrationId, Login login) {
		return registration(TestRegistrations.idle(registrationId, false), login);
	}

	public static DinteroRegistration registration(DinteroRegistration registration, Login login) {
		return new DinteroRegistration(registration.registrationId(), registration.baseUrl(), registration.accountId(),
				registration.clientId(), registration.clientSecret(), registration.audience(), registration.primary(),
				registration.exchange(), AuthorizationGrantType.AUTHORIZATION_CODE, login, null);
	}

	private static Login of(@Nullable String issuer, @Nullable String authorizationUri, Set<String> scopes,
			@Nullable String postLogoutRedirectUri) {
		return new Login(toUri(issuer), toUri(authorizationUri), AUTHORITY, "client-at-the-authority", scopes,
				"{baseUrl}/login/oauth2/code/{registrationId}", "sub", "mock-client", "The Company",
				postLogoutRedirectUri);
	}

	private static @Nullable URI toUri(@Nullable String value) {
		return (value != null) ? URI.create(value) : null;
	}

}
