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

package com.dintero.auth.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;

import com.dintero.auth.MfaChannel;

/**
 * Configuration properties of Dintero's tokens.
 *
 * @param enabled Whether the starter does anything at all. When it is false the
 * application is as if the starter were not there.
 * @param baseUrl Root of Dintero's API. Its origin may receive tokens.
 * @param registration Clients registered with Dintero, by names of your own. Without any,
 * the application is as if the starter were not there.
 * @param attach Which requests carry a token.
 * @param http How token requests are made.
 * @param token When tokens are no longer handed out.
 * @param retry What happens after a token request has failed.
 * @param grantType How grants are called over the wire where Dintero's own sources
 * differ.
 */
@ConfigurationProperties("dintero.auth")
public record DinteroAuthProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("https://api.dintero.com/v1") String baseUrl,
		@DefaultValue Map<String, Registration> registration, @DefaultValue Attach attach, @DefaultValue Http http,
		@DefaultValue Token token, @DefaultValue Retry retry, @DefaultValue GrantType grantType) {

	public DinteroAuthProperties {
		registration = RegistrationNames.merge(registration);
	}

	/**
	 * A client registered with Dintero, or an API key.
	 *
	 * @param accountId Account that the client or the API key belongs to, such as
	 * T12345678. Required.
	 * @param clientId Id of the client. Required, unless there is an API key.
	 * @param clientSecret Secret of the client. Required, unless there is an API key.
	 * @param apiKey API key of the account, in place of a client. Requests carry it in
	 * the header x-api-key, and no token. When it is left out they carry tokens.
	 * @param audience Identifier of the API that the tokens are for, passed on unchanged.
	 * When it is left out: https://api.dintero.com/v1/accounts/ and the account id, with
	 * the host test.dintero.com where the base URL has it.
	 * @param primary Whether requests that name no registration use this one. Needed only
	 * where there are several.
	 * @param exchange How a partner gets the tokens of its merchants.
	 * @param authorizationGrantType Whose tokens Spring Security's authorized clients of
	 * the registration hold: client_credentials for the client's own, or password,
	 * passwordless_code or account_user_token for users'. When it is left out:
	 * authorization_code with a login, password with a password login, and
	 * client_credentials otherwise.
	 * @param login How users sign in, through an external identity server. When it is
	 * left out nobody can sign in through one with the registration.
	 * @param passwordLogin How users sign in with a form, with the user name and the
	 * password that Dintero knows.
	 */
	public record Registration(@Nullable String accountId, @Nullable String clientId, @Nullable String clientSecret,
			@Nullable String apiKey, @Nullable String audience, @DefaultValue("false") boolean primary,
			@DefaultValue Exchange exchange, @Nullable String authorizationGrantType, @Nullable Login login,
			@DefaultValue PasswordLogin passwordLogin) {

		@Override
		public String toString() {
			return ("Registration[accountId=%s, clientId=%s, audience=%s, primary=%s, exchange=%s, "
					+ "authorizationGrantType=%s, login=%s, passwordLogin=%s]")
				.formatted(this.accountId, this.clientId, this.audience, this.primary, this.exchange,
						this.authorizationGrantType, this.login, this.passwordLogin);
		}

	}

	/**
	 * How a partner gets the tokens of its merchants.
	 *
	 * @param merchantToken Whether the exchange token is traded for a merchant's own
	 * token, the third step of Dintero's partner guide. When it is false requests carry
	 * the exchange token.
	 * @param audience Audience of the third step. When it is left out: the partner's own.
	 */
	public record Exchange(@DefaultValue("true") boolean merchantToken, @Nullable String audience) {

	}

	/**
	 * How users sign in through an external identity server, of which Dintero redeems the
	 * codes.
	 *
	 * @param issuerUri Issuer of the identity server, which is discovered when somebody
	 * signs in. This or the authorization URI is required.
	 * @param authorizationUri Where browsers are sent to sign in. When it is left out it
	 * is discovered.
	 * @param authority Authority that Dintero must say a user comes from. When it is left
	 * out: the issuer. Required where there is only an authorization URI.
	 * @param clientId Id of the client at the identity server. Required.
	 * @param clientName What login pages call the registration. When it is left out: the
	 * registration's name.
	 * @param scope Scopes to ask the identity server for.
	 * @param redirectUri Where browsers come back to, exactly as it is registered at the
	 * identity server; a template as Spring Security has them.
	 * @param userNameAttribute Claim that names the user.
	 * @param dinteroClientId Id of the Dintero client whose grant knows the identity
	 * server. When it is left out: the registration's own.
	 * @param postLogoutRedirectUri Where browsers come back to after signing out at the
	 * identity server, exactly as it is registered there; a template like the redirect
	 * URI. When it is left out signing out ends the application's own session alone.
	 */
	public record Login(@Nullable String issuerUri, @Nullable String authorizationUri, @Nullable String authority,
			@Nullable String clientId, @Nullable String clientName, @DefaultValue("openid") List<String> scope,
			@DefaultValue("{baseUrl}/login/oauth2/code/{registrationId}") String redirectUri,
			@DefaultValue("sub") String userNameAttribute, @Nullable String dinteroClientId,
			@Nullable String postLogoutRedirectUri) {

	}

	/**
	 * How users sign in with a form, with the user name and the password that Dintero
	 * knows, and with a second factor where Dintero wants one.
	 *
	 * @param enabled Whether the application's form login signs users in with this
	 * registration. One registration at most.
	 * @param authorities What a user is granted who has signed in.
	 * @param mfaPath Path of the page that asks for the second factor's code.
	 * @param mfaPageEnabled Whether the starter serves that page. When it is false a
	 * controller of yours serves it.
	 * @param mfaChannel How the first code is sent, sms or email, if the user can get it
	 * that way. The page offers the other one.
	 */
	public record PasswordLogin(@DefaultValue("false") boolean enabled,
			@DefaultValue("ROLE_USER") List<String> authorities, @DefaultValue("/login/mfa") String mfaPath,
			@DefaultValue("true") boolean mfaPageEnabled, @DefaultValue("sms") MfaChannel mfaChannel) {

	}

	/**
	 * Which requests carry a token.
	 *
	 * @param enabled Whether clients made by Boot's RestClient.Builder and
	 * WebClient.Builder attach tokens. When it is false the request factories and the
	 * filter are beans that you can add where you want them.
	 * @param origins More origins (scheme, host and port) that may receive tokens, beside
	 * https://api.dintero.com, https://checkout.dintero.com and the base URL's own.
	 */
	public record Attach(@DefaultValue("true") boolean enabled, @DefaultValue List<String> origins) {

	}

	/**
	 * How token requests are made.
	 *
	 * @param connectTimeout How long connecting to the token endpoint may take.
	 * @param readTimeout How long a token request may take in all, from connecting to the
	 * last byte of the answer.
	 * @param sslBundle Name of the SSL bundle for the token endpoint, and for identity
	 * servers that are discovered. When it is left out the JDK's trust store is used.
	 * @param maxRequests How many token requests may be under way at a time; the others
	 * wait for their turn. One place is kept for registrations' own tokens, on which all
	 * others depend, an eighth for merchants, and an eighth for users once there are any.
	 * Users, merchants and registrations share the others evenly. 16 keep a partner's
	 * cold start short without looking like an attack.
	 * @param proxy The proxy of token requests.
	 */
	public record Http(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration readTimeout,
			@Nullable String sslBundle, @DefaultValue("16") int maxRequests, @DefaultValue Proxy proxy) {

	}

	/**
	 * The proxy of token requests.
	 *
	 * @param host Host of the proxy. When it is left out Java's system properties select
	 * the proxy, or a DinteroHttpClientCustomizer does.
	 * @param port Port of the proxy. Required with a host.
	 * @param noProxy Hosts that are reached without the proxy, such as *.example.com.
	 * @param username User name for the proxy. When it is left out the proxy gets no
	 * credentials.
	 * @param password Password for the proxy. Required with a user name.
	 */
	public record Proxy(@Nullable String host, @Nullable Integer port, @DefaultValue List<String> noProxy,
			@Nullable String username, @Nullable String password) {

		/**
		 * Return what the proxy gets as {@code Proxy-Authorization}.
		 * @return the credentials, or {@code null} without any
		 */
		@Nullable String authorization() {
			return (this.username != null) ? "Basic "
					+ HttpHeaders.encodeBasicAuth(this.username, String.valueOf(this.password), StandardCharsets.UTF_8)
					: null;
		}

		@Override
		public String toString() {
			return "Proxy[host=%s, port=%s, username=%s]".formatted(this.host, this.port, this.username);
		}

	}

	/**
	 * When tokens are no longer handed out.
	 *
	 * @param expiryMargin How long before it expires a token is no longer handed out, at
	 * most; a tenth of the token's lifetime if that is less. It covers the way of the
	 * request and clocks that differ. Longer where a job uses a token for a while.
	 */
	public record Token(@DefaultValue("60s") Duration expiryMargin) {

	}

	/**
	 * What happens after a token request has failed.
	 *
	 * @param deadline How long a caller waits for a token, and a user for an answer, at
	 * most, with all attempts and pauses. A merchant's request that is queued counts it
	 * from its turn on. A queued request fails when no request of its registration has
	 * succeeded for as long, and after six times as long. Shorter where callers have less
	 * time, longer for a job that should survive an outage.
	 */
	public record Retry(@DefaultValue("10s") Duration deadline) {

	}

	/**
	 * How grants are called over the wire where Dintero's own sources differ.
	 *
	 * @param accountUserToken What exchanges an account user's token; account_user in an
	 * older specification.
	 * @param mfaOob What answers an MFA challenge; mfa_oob in an older specification.
	 */
	public record GrantType(@DefaultValue("account_user_token") String accountUserToken,
			@DefaultValue("mfa-oob") String mfaOob) {

	}

}
