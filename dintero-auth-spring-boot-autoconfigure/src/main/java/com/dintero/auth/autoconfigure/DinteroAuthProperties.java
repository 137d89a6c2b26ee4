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
 * Configuration properties for Dintero's tokens.
 *
 * @param enabled Whether to enable the starter. When it is disabled, the application
 * behaves as if the starter were absent.
 * @param baseUrl Root of Dintero's API. Its origin may receive tokens.
 * @param registration Clients registered with Dintero, by names that you choose. Without
 * registrations, the application behaves as if the starter were absent.
 * @param attach Requests that carry a token.
 * @param http HTTP client for token requests.
 * @param token Lifetime of tokens.
 * @param retry Retries of token requests.
 * @param grantType Names of grants that differ between Dintero's sources.
 * @param health Health of the tokens.
 * @param store Store for what the instances of the application share.
 */
@ConfigurationProperties("dintero.auth")
public record DinteroAuthProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("https://api.dintero.com/v1") String baseUrl,
		@DefaultValue Map<String, Registration> registration, @DefaultValue Attach attach, @DefaultValue Http http,
		@DefaultValue Token token, @DefaultValue Retry retry, @DefaultValue GrantType grantType,
		@DefaultValue Health health, @DefaultValue Store store) {

	public DinteroAuthProperties {
		registration = RegistrationNames.merge(registration);
	}

	/**
	 * A client registered with Dintero, or an API key.
	 *
	 * @param accountId Account of the client or the API key, such as T12345678. Required.
	 * @param clientId Client id. Required without an API key.
	 * @param clientSecret Client secret. Required without an API key.
	 * @param apiKey API key of the account, as an alternative to a client. Requests carry
	 * the key in the header x-api-key, and no token.
	 * @param audience Identifier of the API that the tokens are for, sent unchanged. By
	 * default, https://api.dintero.com/v1/accounts/ followed by the account id, with the
	 * host test.dintero.com if the base URL has it.
	 * @param primary Whether requests that name no registration use this one. Required
	 * for one of several registrations.
	 * @param exchange How a partner gets tokens for its merchants.
	 * @param authorizationGrantType Grant type of Spring Security's authorized clients:
	 * client_credentials for the client's own tokens, or password, passwordless_code or
	 * account_user_token for tokens of users. By default, authorization_code with a
	 * login, password with a password login, and client_credentials otherwise.
	 * @param login Sign-in through an external identity provider. By default, the
	 * registration does not support it.
	 * @param passwordLogin Sign-in with a form, and a user name and a password that
	 * Dintero knows.
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
	 * How a partner gets tokens for its merchants.
	 *
	 * @param merchantToken Whether to trade the exchange token for a merchant's own
	 * token, the third step of Dintero's partner guide. Otherwise, requests carry the
	 * exchange token.
	 * @param audience Audience of the third step. By default, the audience of the
	 * partner.
	 */
	public record Exchange(@DefaultValue("true") boolean merchantToken, @Nullable String audience) {

	}

	/**
	 * Sign-in through an external identity provider. Dintero redeems its codes.
	 *
	 * @param issuerUri Issuer of the identity provider. The first sign-in discovers it.
	 * Required without an authorization URI.
	 * @param authorizationUri Authorization endpoint of the identity provider. By
	 * default, the first sign-in discovers it.
	 * @param authority Authority that Dintero must name for a user. By default, the
	 * issuer. Required without an issuer.
	 * @param clientId Client id at the identity provider. Required.
	 * @param clientName Name of the registration on login pages. By default, the name of
	 * the registration.
	 * @param scope Scopes to request from the identity provider.
	 * @param redirectUri Redirect URI, exactly as registered at the identity provider. It
	 * can be a template of Spring Security.
	 * @param userNameAttribute Claim that contains the user name.
	 * @param dinteroClientId Dintero client whose grant refers to the identity provider.
	 * By default, the client of the registration.
	 * @param postLogoutRedirectUri URI to which the identity provider redirects after
	 * logout, exactly as registered there. It can be a template of Spring Security. By
	 * default, logout only ends the application's own session.
	 */
	public record Login(@Nullable String issuerUri, @Nullable String authorizationUri, @Nullable String authority,
			@Nullable String clientId, @Nullable String clientName, @DefaultValue("openid") List<String> scope,
			@DefaultValue("{baseUrl}/login/oauth2/code/{registrationId}") String redirectUri,
			@DefaultValue("sub") String userNameAttribute, @Nullable String dinteroClientId,
			@Nullable String postLogoutRedirectUri) {

	}

	/**
	 * Sign-in with a form, and a user name and a password that Dintero knows. Dintero may
	 * require a second factor.
	 *
	 * @param enabled Whether the application's form login uses this registration. At most
	 * one registration can be enabled.
	 * @param authorities Authorities of a signed-in user.
	 * @param mfaPath Path of the page for the code of the second factor.
	 * @param mfaPageEnabled Whether the starter serves that page. Otherwise, a controller
	 * of the application serves it.
	 * @param mfaChannel Preferred channel of the first code, sms or email. The page
	 * offers the other channel.
	 */
	public record PasswordLogin(@DefaultValue("false") boolean enabled,
			@DefaultValue("ROLE_USER") List<String> authorities, @DefaultValue("/login/mfa") String mfaPath,
			@DefaultValue("true") boolean mfaPageEnabled, @DefaultValue("sms") MfaChannel mfaChannel) {

	}

	/**
	 * Requests that carry a token.
	 *
	 * @param enabled Whether clients from Spring Boot's RestClient.Builder and
	 * WebClient.Builder attach tokens. Otherwise, use the beans that attach tokens to the
	 * clients of your choice.
	 * @param origins Additional origins (scheme, host and port) that may receive tokens.
	 * https://api.dintero.com, https://checkout.dintero.com and the origin of the base
	 * URL always may.
	 */
	public record Attach(@DefaultValue("true") boolean enabled, @DefaultValue List<String> origins) {

	}

	/**
	 * HTTP client for token requests.
	 *
	 * @param connectTimeout Maximum time to connect to the token endpoint.
	 * @param readTimeout Maximum time of a token request in total, from connecting to the
	 * last byte of the response.
	 * @param sslBundle SSL bundle for the token endpoint and for the discovery of
	 * identity providers. By default, the JDK's trust store is used.
	 * @param maxRequests Maximum number of concurrent token requests. Further requests
	 * wait. One place is reserved for registrations' own tokens, because all other tokens
	 * depend on them. An eighth is reserved for merchants, and an eighth for users once
	 * users sign in. Users, merchants and registrations share the remaining places
	 * evenly. The default keeps a partner's cold start short without the appearance of an
	 * attack.
	 * @param propagateTrace Whether to send the trace context to Dintero with token
	 * requests.
	 * @param proxy Proxy for token requests.
	 */
	public record Http(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration readTimeout,
			@Nullable String sslBundle, @DefaultValue("16") int maxRequests,
			@DefaultValue("false") boolean propagateTrace, @DefaultValue Proxy proxy) {

	}

	/**
	 * Proxy for token requests.
	 *
	 * @param host Host of the proxy. By default, Java's system properties or a
	 * DinteroHttpClientCustomizer select the proxy.
	 * @param port Port of the proxy. Required with a host.
	 * @param noProxy Hosts to reach without the proxy, such as *.example.com.
	 * @param username User name for the proxy. By default, the proxy receives no
	 * credentials.
	 * @param password Password for the proxy. Required with a user name.
	 */
	public record Proxy(@Nullable String host, @Nullable Integer port, @DefaultValue List<String> noProxy,
			@Nullable String username, @Nullable String password) {

		/**
		 * Returns the value of {@code Proxy-Authorization}, or {@code null} without
		 * credentials.
		 * @return the value, or {@code null}
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
	 * Lifetime of tokens.
	 *
	 * @param expiryMargin Time before expiry at which a token is no longer used, but at
	 * most a tenth of its lifetime. The margin covers the duration of a request and clock
	 * skew. Increase it if a job uses a token for a while.
	 */
	public record Token(@DefaultValue("60s") Duration expiryMargin) {

	}

	/**
	 * Retries of token requests.
	 *
	 * @param deadline Maximum time that a caller waits for a token or a user operation,
	 * including all attempts and pauses. For a queued merchant request, the time starts
	 * when the request leaves the queue. A queued request fails if no request of its
	 * registration succeeds within the deadline, and after six times the deadline.
	 * Decrease it for callers with less time, and increase it for a job that must survive
	 * an outage.
	 */
	public record Retry(@DefaultValue("10s") Duration deadline) {

	}

	/**
	 * Names of grants that differ between Dintero's sources.
	 *
	 * @param accountUserToken Grant that exchanges the token of an account user. An older
	 * specification uses account_user.
	 * @param mfaOob Grant that answers an MFA challenge. An older specification uses
	 * mfa_oob.
	 */
	public record GrantType(@DefaultValue("account_user_token") String accountUserToken,
			@DefaultValue("mfa-oob") String mfaOob) {

	}

	/**
	 * What the health of the tokens does.
	 *
	 * @param probe Whether health requests a token of a registration that has no valid
	 * one. When it is false health requests nothing, and its status is UNKNOWN until
	 * somebody asks for a token.
	 */
	public record Health(@DefaultValue("false") boolean probe) {

	}

	/**
	 * Store for what the instances of the application share.
	 *
	 * @param type Type of the store, redis or jdbc. By default, each instance requests
	 * its own tokens.
	 * @param prefix Prefix of all keys in the store. It separates applications that have
	 * the same client.
	 * @param timeout Maximum time of a store operation. After that, the instance
	 * continues without the store.
	 * @param encryption Encryption of the content of the store.
	 * @param jdbc Store in a database.
	 */
	public record Store(@Nullable StoreType type, @DefaultValue("dintero-auth:") String prefix,
			@DefaultValue("150ms") Duration timeout, @DefaultValue Encryption encryption, @DefaultValue Jdbc jdbc) {

	}

	/**
	 * Type of the store.
	 */
	public enum StoreType {

		/**
		 * Redis or Valkey, through the application's RedisConnectionFactory.
		 */
		REDIS,

		/**
		 * A database, through the application's DataSource.
		 */
		JDBC

	}

	/**
	 * Encryption of the content of the store.
	 *
	 * @param keys Keys, each with an id and a value of 32 bytes in Base64. The first one
	 * encrypts, and all decrypt. Required with a store.
	 */
	public record Encryption(@DefaultValue List<EncryptionKey> keys) {

	}

	/**
	 * Encryption key.
	 *
	 * @param id Name of the key. It is stored with what the key encrypts.
	 * @param value 32 random bytes in Base64.
	 */
	public record EncryptionKey(@Nullable String id, @Nullable String value) {

		@Override
		public String toString() {
			return "EncryptionKey[id=%s]".formatted(this.id);
		}

	}

	/**
	 * Store in a database.
	 *
	 * @param initializeSchema When to create the table of the store: always, never, or
	 * only in an embedded database.
	 */
	public record Jdbc(@DefaultValue("never") SchemaInitialization initializeSchema) {

	}

	/**
	 * When to create the table of the store. Spring Boot's own enum is in a module that
	 * an application may not have.
	 */
	public enum SchemaInitialization {

		/**
		 * Always.
		 */
		ALWAYS,

		/**
		 * Only in an embedded database.
		 */
		EMBEDDED,

		/**
		 * Never.
		 */
		NEVER

	}

}
