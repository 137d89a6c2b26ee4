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

package com.dintero.auth.integration.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * An identity provider that has nothing to do with Dintero, with both of Spring
 * Security's stock ways to sign in: OAuth 2.0 with a user info endpoint, and OpenID
 * Connect with an ID token.
 */
final class OtherProvider implements AutoCloseable {

	private final MockWebServer server = new MockWebServer();

	private final RSAKey key;

	private volatile String nonce = "";

	private OtherProvider(RSAKey key) {
		this.key = key;
		this.server.setDispatcher(new Dispatcher() {

			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return answer(request);
			}

		});
	}

	static OtherProvider start() {
		try {
			OtherProvider provider = new OtherProvider(new RSAKeyGenerator(2048).keyID("key").generate());
			provider.server.start(InetAddress.getLoopbackAddress(), 0);
			return provider;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.server.getPort() + path;
	}

	/**
	 * Let the next ID token be for the sign-in with this nonce.
	 * @param nonce the nonce
	 */
	void nonce(String nonce) {
		this.nonce = nonce;
	}

	/**
	 * Return the properties of two registrations, one for each way.
	 * @return the properties
	 */
	List<String> properties() {
		return List.of(registration("google", "client-id", "google-client"),
				registration("google", "client-secret", "google-secret"), registration("google", "scope", "profile"),
				registration("google", "authorization-grant-type", "authorization_code"),
				registration("google", "redirect-uri", "{baseUrl}/login/oauth2/code/{registrationId}"),
				registration("google", "provider", "oauth"), provider("oauth", "authorization-uri", url("/authorize")),
				provider("oauth", "token-uri", url("/token")), provider("oauth", "user-info-uri", url("/userinfo")),
				provider("oauth", "user-name-attribute", "email"),
				registration("keycloak", "client-id", "keycloak-client"),
				registration("keycloak", "client-secret", "keycloak-secret"),
				registration("keycloak", "scope", "openid"),
				registration("keycloak", "authorization-grant-type", "authorization_code"),
				registration("keycloak", "redirect-uri", "{baseUrl}/login/oauth2/code/{registrationId}"),
				registration("keycloak", "provider", "oidc"), provider("oidc", "authorization-uri", url("/authorize")),
				provider("oidc", "token-uri", url("/oidc/token")), provider("oidc", "jwk-set-uri", url("/jwks")),
				provider("oidc", "user-name-attribute", "sub"));
	}

	private static String registration(String id, String property, String value) {
		return "spring.security.oauth2.client.registration.%s.%s=%s".formatted(id, property, value);
	}

	private static String provider(String id, String property, String value) {
		return "spring.security.oauth2.client.provider.%s.%s=%s".formatted(id, property, value);
	}

	private MockResponse answer(RecordedRequest request) {
		return switch (request.getUrl().encodedPath()) {
			case "/token" -> json("""
					{"access_token": "other-token", "token_type": "Bearer", "expires_in": 3600}
					""");
			case "/oidc/token" -> json("""
					{"access_token": "other-token", "token_type": "Bearer", "expires_in": 3600, "id_token": "%s"}
					""".formatted(idToken()));
			case "/userinfo" -> json("""
					{"email": "google-user"}
					""");
			case "/jwks" -> json(new JWKSet(this.key.toPublicJWK()).toString());
			default -> new MockResponse.Builder().code(404).build();
		};
	}

	private String idToken() {
		Instant now = Instant.now();
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key").build(),
				new JWTClaimsSet.Builder().issuer(url("/oidc"))
					.subject("keycloak-user")
					.audience("keycloak-client")
					.claim("nonce", this.nonce)
					.issueTime(Date.from(now))
					.expirationTime(Date.from(now.plusSeconds(600)))
					.build());
		try {
			token.sign(new RSASSASigner(this.key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

	private static MockResponse json(String body) {
		return new MockResponse.Builder().addHeader("Content-Type", "application/json").body(body).build();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
