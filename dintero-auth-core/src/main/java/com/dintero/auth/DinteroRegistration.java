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

package com.dintero.auth;

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * Describes a client that is registered with Dintero.
 *
 * @param registrationId the name that the application gave to the registration
 * @param baseUrl the root of Dintero's API, without a trailing slash
 * @param accountId the account of the client
 * @param clientId the client id
 * @param clientSecret the client secret
 * @param audience the identifier of the API that the tokens are for, sent unchanged
 * @param primary whether requests that name no registration use this one
 * @param exchange how a partner gets tokens for its merchants
 * @param grantType the grant of Spring Security's authorized clients:
 * {@code client_credentials} for tokens of the client, any other for tokens of users
 * @param login how users sign in through an identity provider, or {@code null}
 * @param passwordLogin how users sign in with a form, or {@code null}
 */
public record DinteroRegistration(String registrationId, URI baseUrl, AccountId accountId, String clientId,
		ClientSecret clientSecret, String audience, boolean primary, Exchange exchange,
		AuthorizationGrantType grantType, @Nullable Login login, @Nullable PasswordLogin passwordLogin) {

	/**
	 * Returns the token endpoint of the registration's account.
	 * @return {@code {base}/accounts/{oid}/auth/token}
	 */
	public URI tokenEndpoint() {
		return tokenEndpoint(this.accountId);
	}

	/**
	 * Returns the token endpoint of the given account.
	 * @param accountId the account
	 * @return {@code {base}/accounts/{oid}/auth/token}
	 */
	public URI tokenEndpoint(AccountId accountId) {
		return URI.create(this.baseUrl + "/accounts/" + accountId + "/auth/token");
	}

	/**
	 * Returns the endpoint that issues exchange tokens for a partner's merchants.
	 * @return {@code {base}/accounts/{partner_id}/auth/exchange_token}
	 */
	public URI exchangeEndpoint() {
		return URI.create(this.baseUrl + "/accounts/" + this.accountId + "/auth/exchange_token");
	}

	/**
	 * Returns the endpoint that redeems authorization codes of an external identity
	 * provider.
	 * @return {@code {base}/accounts/{oid}/auth/oidc/token}
	 */
	public URI oidcTokenEndpoint() {
		return URI.create(this.baseUrl + "/accounts/" + this.accountId + "/auth/oidc/token");
	}

	/**
	 * Returns a copy of this registration with another secret.
	 * @param clientSecret the client secret
	 * @return the copy
	 */
	public DinteroRegistration withClientSecret(ClientSecret clientSecret) {
		return new DinteroRegistration(this.registrationId, this.baseUrl, this.accountId, this.clientId, clientSecret,
				this.audience, this.primary, this.exchange, this.grantType, this.login, this.passwordLogin);
	}

	/**
	 * Describes how a partner gets tokens for its merchants.
	 *
	 * @param merchantToken whether the exchange token is traded for a merchant token, the
	 * third step of Dintero's partner guide
	 * @param audience the audience of the merchant token
	 */
	public record Exchange(boolean merchantToken, String audience) {

	}

	/**
	 * Describes how users sign in through an external identity provider, which Dintero
	 * calls the "authority".
	 *
	 * @param issuer the issuer to discover, or {@code null} if the authorization endpoint
	 * is given
	 * @param authorizationUri the authorization endpoint, or {@code null} to discover it
	 * @param authority the authority that Dintero must name for the user
	 * @param clientId the client id at the identity provider
	 * @param scopes the scopes to request from the identity provider
	 * @param redirectUri the redirect URI, a template of Spring Security
	 * @param userNameAttribute the claim that contains the user name
	 * @param dinteroClientId the Dintero client whose grant refers to the identity
	 * provider
	 * @param clientName the name of the registration on login pages
	 * @param postLogoutRedirectUri the URI to which the identity provider redirects after
	 * logout, a template of Spring Security, or {@code null} to sign out of the
	 * application only
	 */
	public record Login(@Nullable URI issuer, @Nullable URI authorizationUri, String authority, String clientId,
			Set<String> scopes, String redirectUri, String userNameAttribute, String dinteroClientId, String clientName,
			@Nullable String postLogoutRedirectUri) {

	}

	/**
	 * Describes how users sign in with a form: with the user name and the password that
	 * Dintero knows, and a second factor if Dintero requires one.
	 *
	 * @param authorities the authorities of a signed-in user
	 * @param mfaPath the path of the page for the second factor
	 * @param mfaPageEnabled whether the starter serves that page
	 * @param mfaChannel the preferred channel for the first code
	 */
	public record PasswordLogin(List<String> authorities, String mfaPath, boolean mfaPageEnabled,
			MfaChannel mfaChannel) {

	}

}
