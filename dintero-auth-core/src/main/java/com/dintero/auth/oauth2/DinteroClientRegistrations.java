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
 * Makes Spring Security's client registrations of Dintero's.
 * <p>
 * They hold no client secret: Spring Security would print it, and store it with each
 * authorized client. The token response clients and providers of this package need none,
 * because they find the {@link DinteroRegistration} of the same id; those of Spring
 * Security refuse a registration with their method of client authentication.
 *
 * @see MerchantTokenOAuth2AuthorizedClientProvider
 * @see DinteroClientCredentialsTokenResponseClient
 * @see DinteroAuthorizationCodeTokenResponseClient
 */
public final class DinteroClientRegistrations {

	/**
	 * An exchange token for the merchant's token, the third step of Dintero's partner
	 * guide.
	 */
	public static final AuthorizationGrantType MERCHANT_TOKEN = new AuthorizationGrantType("merchant_token");

	/**
	 * A user's name and password for the user's token: {@code password} at the token
	 * endpoint.
	 */
	public static final AuthorizationGrantType PASSWORD = new AuthorizationGrantType("password");

	/**
	 * A code that Dintero has sent to a user for the user's token:
	 * {@code authorization_code} at the token endpoint.
	 */
	public static final AuthorizationGrantType PASSWORDLESS_CODE = new AuthorizationGrantType("passwordless_code");

	/**
	 * The JWT of an account user, or an external ID token, for a token of the
	 * registration's audience: {@code account_user_token} at the token endpoint.
	 */
	public static final AuthorizationGrantType ACCOUNT_USER_TOKEN = new AuthorizationGrantType("account_user_token");

	private static final Set<AuthorizationGrantType> OF_USERS = Set.of(PASSWORD, PASSWORDLESS_CODE, ACCOUNT_USER_TOKEN);

	/**
	 * Neither a secret, which Spring Security would send to Dintero in its own way, nor
	 * {@code none}, with which it would add PKCE.
	 */
	private static final ClientAuthenticationMethod DINTERO = new ClientAuthenticationMethod("dintero");

	private DinteroClientRegistrations() {
	}

	/**
	 * Whether a grant type gives the token of a user whom Dintero itself knows.
	 * @param grantType the grant type
	 * @return {@code true} for {@link #PASSWORD}, {@link #PASSWORDLESS_CODE} and
	 * {@link #ACCOUNT_USER_TOKEN}
	 */
	public static boolean isOfUser(AuthorizationGrantType grantType) {
		return OF_USERS.contains(grantType);
	}

	/**
	 * Returns whether a client registration was made here.
	 * @param registration the client registration
	 * @return {@code true} if it is one of Dintero's, {@code false} for one of the same
	 * id that the application has made itself
	 */
	public static boolean includes(ClientRegistration registration) {
		return DINTERO.equals(registration.getClientAuthenticationMethod());
	}

	/**
	 * Make a client registration for tokens that no browser is sent away for.
	 * @param registration the registration
	 * @param grantType {@link AuthorizationGrantType#CLIENT_CREDENTIALS} for the
	 * registration's own token, {@link #MERCHANT_TOKEN} for the tokens of a partner's
	 * merchants, or one of the grants of {@link #isOfUser users} whom Dintero knows
	 * @return the client registration, of the same id
	 * @throws IllegalArgumentException if the registration is not a partner's and its
	 * merchants' tokens are meant, or if the grant type is another one
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
				"There is no client registration for the grant type '%s'. ".formatted(grantType.getValue())
						+ "Those that no browser is sent away for are client_credentials, merchant_token, "
						+ "password, passwordless_code and account_user_token");
	}

	private static DinteroRegistration requirePartner(DinteroRegistration registration) {
		if (!registration.accountId().isPartner()) {
			throw new IllegalArgumentException(("Dintero registration '%s' cannot get tokens of merchants: its account "
					+ "'%s' is not a partner's, which ends in five zeros")
				.formatted(registration.registrationId(), registration.accountId()));
		}
		return registration;
	}

	/**
	 * Make a client registration that users sign in with. Its scopes are empty, because
	 * with {@code openid} among them Spring Security would want an ID token, which
	 * Dintero does not give: they are part of the authorization URI.
	 * @param registration the registration
	 * @param login how users sign in
	 * @param authorizationUri where browsers are sent
	 * @return the client registration, of the same id
	 */
	public static ClientRegistration ofLogin(DinteroRegistration registration, DinteroRegistration.Login login,
			URI authorizationUri) {
		return ClientRegistration.withRegistrationId(registration.registrationId())
			.clientName(login.clientName())
			.clientId(login.clientId())
			.clientAuthenticationMethod(DINTERO)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			// Dintero's endpoint takes no code verifier
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
