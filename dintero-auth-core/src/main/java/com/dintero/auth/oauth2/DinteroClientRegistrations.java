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
import java.util.Map;
import java.util.Set;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.internal.endpoint.QueryParameters;

/**
 * Creates Spring Security's client registrations from Dintero's registrations.
 * <p>
 * The client registrations contain no client secret, because Spring Security would print
 * it and store it with each authorized client. The token response clients and providers
 * of this package use the {@link DinteroRegistration} with the same id. Spring Security's
 * own clients reject the client authentication method of these registrations.
 *
 * @see MerchantTokenOAuth2AuthorizedClientProvider
 * @see DinteroClientCredentialsTokenResponseClient
 * @see DinteroAuthorizationCodeTokenResponseClient
 */
public final class DinteroClientRegistrations {

	/**
	 * Trades an exchange token for a merchant's token, the third step of Dintero's
	 * partner guide.
	 */
	public static final AuthorizationGrantType MERCHANT_TOKEN = new AuthorizationGrantType("merchant_token");

	/**
	 * Trades a user name and a password for the user's token: {@code password} at the
	 * token endpoint.
	 */
	public static final AuthorizationGrantType PASSWORD = new AuthorizationGrantType("password");

	/**
	 * Trades a code that Dintero sent to a user for the user's token:
	 * {@code authorization_code} at the token endpoint.
	 */
	public static final AuthorizationGrantType PASSWORDLESS_CODE = new AuthorizationGrantType("passwordless_code");

	/**
	 * Trades the JWT of an account user, or an external ID token, for a token with the
	 * registration's audience: {@code account_user_token} at the token endpoint.
	 */
	public static final AuthorizationGrantType ACCOUNT_USER_TOKEN = new AuthorizationGrantType("account_user_token");

	private static final Set<AuthorizationGrantType> OF_USERS = Set.of(PASSWORD, PASSWORDLESS_CODE, ACCOUNT_USER_TOKEN);

	/**
	 * Prevents Spring Security from sending a secret in its own way. With {@code none} it
	 * would add PKCE.
	 */
	private static final ClientAuthenticationMethod DINTERO = new ClientAuthenticationMethod("dintero");

	private DinteroClientRegistrations() {
	}

	/**
	 * Returns whether a grant type is for users that Dintero itself knows.
	 * @param grantType the grant type
	 * @return {@code true} for {@link #PASSWORD}, {@link #PASSWORDLESS_CODE} and
	 * {@link #ACCOUNT_USER_TOKEN}
	 */
	public static boolean isOfUser(AuthorizationGrantType grantType) {
		return OF_USERS.contains(grantType);
	}

	/**
	 * Returns whether this class created a client registration.
	 * @param registration the client registration
	 * @return {@code false} if the application created the registration, even with the
	 * same id
	 */
	public static boolean includes(ClientRegistration registration) {
		return DINTERO.equals(registration.getClientAuthenticationMethod());
	}

	/**
	 * Creates a client registration for tokens that require no redirect of a browser.
	 * @param registration the registration
	 * @param grantType {@link AuthorizationGrantType#CLIENT_CREDENTIALS} for the
	 * registration's own token, {@link #MERCHANT_TOKEN} for the tokens of a partner's
	 * merchants, or one of the {@linkplain #isOfUser grants for users} that Dintero knows
	 * @return the client registration, with the same id
	 * @throws IllegalArgumentException if the grant type is not supported, or if it is
	 * {@link #MERCHANT_TOKEN} and the registration is not a partner's
	 */
	public static ClientRegistration of(DinteroRegistration registration, AuthorizationGrantType grantType) {
		return ClientRegistration.withRegistrationId(registration.registrationId())
			.clientId(registration.clientId())
			.clientAuthenticationMethod(DINTERO)
			.authorizationGrantType(grantType)
			.tokenUri(tokenUri(registration, grantType))
			.build();
	}

	private static String tokenUri(DinteroRegistration registration, AuthorizationGrantType grantType) {
		if (grantType.equals(AuthorizationGrantType.CLIENT_CREDENTIALS) || isOfUser(grantType)) {
			return registration.tokenEndpoint().toString();
		}
		if (grantType.equals(MERCHANT_TOKEN)) {
			return requirePartner(registration).tokenEndpoint().toString();
		}
		throw new IllegalArgumentException(
				"No client registration supports the grant type '%s'. ".formatted(grantType.getValue())
						+ "Supported grant types are client_credentials, merchant_token, "
						+ "password, passwordless_code and account_user_token");
	}

	private static DinteroRegistration requirePartner(DinteroRegistration registration) {
		if (!registration.accountId().isPartner()) {
			throw new IllegalArgumentException(
					("Dintero registration '%s' cannot get tokens of merchants. The id of a partner's account "
							+ "ends in five zeros, but this account is '%s'")
						.formatted(registration.registrationId(), registration.accountId()));
		}
		return registration;
	}

	/**
	 * Creates a client registration for sign-in. It has no scopes, because Spring
	 * Security requires an ID token with the scope {@code openid} and Dintero issues
	 * none. The authorization URI contains the scopes.
	 * @param registration the registration
	 * @param login how users sign in
	 * @param authorizationUri the authorization endpoint
	 * @return the client registration, with the same id
	 */
	public static ClientRegistration ofLogin(DinteroRegistration registration, DinteroRegistration.Login login,
			URI authorizationUri) {
		return ClientRegistration.withRegistrationId(registration.registrationId())
			.clientName(login.clientName())
			.clientId(login.clientId())
			.clientAuthenticationMethod(DINTERO)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			// Dintero's endpoint does not accept a code verifier
			.clientSettings(ClientSettings.builder().requireProofKey(false).build())
			.authorizationUri(withScopes(authorizationUri, login.scopes()))
			.redirectUri(login.redirectUri())
			.tokenUri(registration.oidcTokenEndpoint().toString())
			.userNameAttributeName(login.userNameAttribute())
			.build();
	}

	private static String withScopes(URI authorizationUri, Set<String> scopes) {
		return (scopes.isEmpty()) ? authorizationUri.toASCIIString()
				: QueryParameters.add(authorizationUri, Map.of("scope", String.join(" ", scopes)));
	}

}
