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
 * A client that is registered with Dintero, as the application has configured it.
 *
 * @param registrationId the name that the application gave to the registration
 * @param baseUrl the root of Dintero's API, without a slash at the end
 * @param accountId the account that the client belongs to
 * @param clientId the client's id
 * @param clientSecret the client's secret
 * @param audience the identifier of the API that the tokens are for, passed on unchanged
 * @param primary whether requests that name no registration use this one
 * @param exchange how a partner gets the tokens of its merchants
 * @param grantType whose tokens Spring Security's authorized clients of the registration
 * hold: the client's own or, with any other grant type, users'
 * @param login how users sign in at an identity server, {@code null} if they do not
 * @param passwordLogin how users sign in with a form, {@code null} if they do not
 */
public record DinteroRegistration(String registrationId, URI baseUrl, AccountId accountId, String clientId,
		ClientSecret clientSecret, String audience, boolean primary, Exchange exchange,
		AuthorizationGrantType grantType, @Nullable Login login, @Nullable PasswordLogin passwordLogin) {

	/**
	 * Return the token endpoint of the registration's account.
	 * @return {@code {base}/accounts/{oid}/auth/token}
	 */
	public URI tokenEndpoint() {
		return tokenEndpoint(this.accountId);
	}

	/**
	 * Return the token endpoint of the given account.
	 * @param accountId the account
	 * @return {@code {base}/accounts/{oid}/auth/token}
	 */
	public URI tokenEndpoint(AccountId accountId) {
		return URI.create(this.baseUrl + "/accounts/" + accountId + "/auth/token");
	}

	/**
	 * Return the endpoint where a partner gets tokens for its merchants.
	 * @return {@code {base}/accounts/{partner_id}/auth/exchange_token}
	 */
	public URI exchangeEndpoint() {
		return URI.create(this.baseUrl + "/accounts/" + this.accountId + "/auth/exchange_token");
	}

	/**
	 * Return the endpoint where the authorization code of an external identity server is
	 * redeemed.
	 * @return {@code {base}/accounts/{oid}/auth/oidc/token}
	 */
	public URI oidcTokenEndpoint() {
		return URI.create(this.baseUrl + "/accounts/" + this.accountId + "/auth/oidc/token");
	}

	/**
	 * Return the same registration with another secret.
	 * @param clientSecret the client's secret
	 * @return the registration
	 */
	public DinteroRegistration withClientSecret(ClientSecret clientSecret) {
		return new DinteroRegistration(this.registrationId, this.baseUrl, this.accountId, this.clientId, clientSecret,
				this.audience, this.primary, this.exchange, this.grantType, this.login, this.passwordLogin);
	}

	/**
	 * How a partner gets the tokens of its merchants.
	 *
	 * @param merchantToken whether the exchange token is traded for a merchant token, the
	 * third step of Dintero's partner guide
	 * @param audience the audience of that merchant token
	 */
	public record Exchange(boolean merchantToken, String audience) {

	}

	/**
	 * How users sign in at an external identity server, Dintero's "authority".
	 *
	 * @param issuer the identity server, to be discovered, {@code null} if its
	 * authorization endpoint is given
	 * @param authorizationUri where browsers are sent, {@code null} if it is to be
	 * discovered
	 * @param authority what Dintero must say that a user comes from
	 * @param clientId the client's id at the identity server
	 * @param scopes the scopes to ask the identity server for
	 * @param redirectUri where browsers come back to, a template of Spring Security's
	 * @param userNameAttribute the claim that names the user
	 * @param dinteroClientId the Dintero client whose grant knows the identity server
	 * @param clientName what login pages call the registration
	 * @param postLogoutRedirectUri where browsers come back to after they have been
	 * signed out at the identity server, a template of Spring Security's, or {@code null}
	 * if they are not signed out there
	 */
	public record Login(@Nullable URI issuer, @Nullable URI authorizationUri, String authority, String clientId,
			Set<String> scopes, String redirectUri, String userNameAttribute, String dinteroClientId, String clientName,
			@Nullable String postLogoutRedirectUri) {

	}

	/**
	 * How users sign in with a form, a user name and a password that Dintero knows, and a
	 * second factor where Dintero wants one.
	 *
	 * @param authorities what a user is granted who has signed in
	 * @param mfaPath the path of the page for the second factor
	 * @param mfaPageEnabled whether the starter serves that page, and not the application
	 * @param mfaChannel how a user gets the first code, if that way is open
	 */
	public record PasswordLogin(List<String> authorities, String mfaPath, boolean mfaPageEnabled,
			MfaChannel mfaChannel) {

	}

}
