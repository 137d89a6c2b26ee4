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

package com.dintero.auth.internal.endpoint;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * A request to one of Dintero's authentication endpoints as it goes over the wire. A
 * request for a user has no credential until it {@linkplain #withToken has a token}.
 *
 * @param kind what it asks for
 * @param registrationId the id of the registration that makes the request
 * @param accountId the merchant that the token is for, {@code null} if it is the
 * registration's own or a user's
 * @param uri the endpoint
 * @param authorization the value of the {@code Authorization} header, {@code null} as
 * long as the request cannot be sent
 * @param body the members of the JSON body
 * @param secrets what must never be printed, should the endpoint's answer repeat it
 */
public record TokenRequest(TokenRequestKind kind, String registrationId, @Nullable AccountId accountId, URI uri,
		@Nullable String authorization, Map<String, String> body, List<String> secrets) {

	/**
	 * A request of the grant {@code client_credentials}: Basic credentials, with id and
	 * secret as they are (UTF-8, without the form encoding of RFC 6749), and the
	 * audience.
	 * @param registration the registration to get a token for
	 * @return the request
	 */
	public static TokenRequest clientCredentials(DinteroRegistration registration) {
		String secret = registration.clientSecret().reveal();
		String credentials = registration.clientId() + ":" + secret;
		String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
		return new TokenRequest(TokenRequestKind.CLIENT_CREDENTIALS, registration.registrationId(), null,
				registration.tokenEndpoint(), "Basic " + encoded,
				body("grant_type", "client_credentials", "audience", registration.audience()),
				List.of(encoded, secret));
	}

	/**
	 * A partner's request for the exchange token of a merchant, the second step of
	 * Dintero's partner guide.
	 * @param registration the partner's registration
	 * @param merchant the merchant's account
	 * @param partnerToken the partner's own token
	 * @return the request
	 */
	public static TokenRequest exchangeToken(DinteroRegistration registration, AccountId merchant,
			String partnerToken) {
		return new TokenRequest(TokenRequestKind.EXCHANGE_TOKEN, registration.registrationId(), merchant,
				registration.exchangeEndpoint(), null, body("account_id", merchant.value()), List.of())
			.withToken(partnerToken);
	}

	/**
	 * A partner's request for a merchant's token, the third step of Dintero's partner
	 * guide.
	 * @param registration the partner's registration
	 * @param merchant the merchant's account
	 * @param exchangeToken the exchange token of that merchant
	 * @param audience the audience of the merchant's token
	 * @return the request
	 */
	public static TokenRequest merchantToken(DinteroRegistration registration, AccountId merchant, String exchangeToken,
			String audience) {
		return new TokenRequest(TokenRequestKind.MERCHANT_TOKEN, registration.registrationId(), merchant,
				registration.tokenEndpoint(merchant), null,
				body("grant_type", "client_credentials", "audience", audience), List.of())
			.withToken(exchangeToken);
	}

	/**
	 * A request for a user's token, with the authorization code that the user's browser
	 * has brought back from an external identity provider.
	 * @param registration the registration that the user signs in with
	 * @param login how users sign in
	 * @param code the authorization code
	 * @param redirectUri where the browser came back to, exactly as the identity provider
	 * was told
	 * @return the request, without a token
	 */
	public static TokenRequest authorizationCode(DinteroRegistration registration, DinteroRegistration.Login login,
			String code, String redirectUri) {
		return ofUser(TokenRequestKind.AUTHORIZATION_CODE, registration, registration.oidcTokenEndpoint(),
				List.of(code), body("grant_type", "authorization_code", "code", code, "client_id",
						login.dinteroClientId(), "audience", registration.audience(), "redirect_uri", redirectUri));
	}

	/**
	 * A request for the token of a user who has a password.
	 * @param registration the registration that the user signs in with
	 * @param username the user's name
	 * @param password the user's password
	 * @return the request, without a token
	 */
	public static TokenRequest password(DinteroRegistration registration, String username, String password) {
		return ofUser(TokenRequestKind.PASSWORD, registration, registration.tokenEndpoint(), List.of(password),
				body("grant_type", "password", "username", username, "password", password, "audience",
						registration.audience()));
	}

	/**
	 * A request to send a code to a user.
	 * @param registration the registration that the user signs in with
	 * @param members the members of the body that say how and to whom; {@code connection}
	 * must be one of them
	 * @return the request, without a token
	 */
	public static TokenRequest passwordless(DinteroRegistration registration, Map<String, String> members) {
		Map<String, String> body = body("audience", registration.audience(), "client_id", registration.clientId());
		body.putAll(members);
		return ofUser(TokenRequestKind.PASSWORDLESS, registration, endpoint(registration, "passwordless"), List.of(),
				body);
	}

	/**
	 * A request for the token of a user who has received a code.
	 * @param registration the registration that the user signs in with
	 * @param identType how the user is identified: {@code email} or {@code user_id}
	 * @param ident the user's e-mail address or id
	 * @param verificationCode the code
	 * @return the request, without a token
	 */
	public static TokenRequest passwordlessCode(DinteroRegistration registration, String identType, String ident,
			String verificationCode) {
		return ofUser(TokenRequestKind.PASSWORDLESS_CODE, registration, registration.tokenEndpoint(),
				List.of(verificationCode), body("grant_type", "authorization_code", "ident_type", identType, "ident",
						ident, "verification_code", verificationCode, "audience", registration.audience()));
	}

	/**
	 * A request for the token of a user who already has a token. It carries the user's
	 * token in place of the registration's.
	 * @param registration the registration that the user signs in with
	 * @param userToken an account user's JWT, or an external ID token with an
	 * {@code email} claim
	 * @param names the name of the grant
	 * @return the request
	 */
	public static TokenRequest accountUserToken(DinteroRegistration registration, String userToken,
			GrantTypeNames names) {
		return ofUser(TokenRequestKind.ACCOUNT_USER_TOKEN, registration, registration.tokenEndpoint(), List.of(),
				body("grant_type", names.accountUserToken(), "audience", registration.audience()))
			.withToken(userToken);
	}

	/**
	 * A request for a user's new token, and maybe a new refresh token.
	 * @param registration the registration that the user signed in with
	 * @param refreshToken the refresh token
	 * @return the request, without a token
	 */
	public static TokenRequest refreshToken(DinteroRegistration registration, String refreshToken) {
		return ofUser(TokenRequestKind.REFRESH_TOKEN, registration, registration.tokenEndpoint(), List.of(refreshToken),
				body("grant_type", "refresh_token", "refresh_token", refreshToken));
	}

	/**
	 * A request for the token of a user who has answered a challenge.
	 * @param registration the registration that the user signs in with
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @param names the name of the grant
	 * @return the request, without a token
	 */
	public static TokenRequest mfaOob(DinteroRegistration registration, MfaChallenge challenge, String bindingCode,
			GrantTypeNames names) {
		return ofUser(TokenRequestKind.MFA_OOB, registration, registration.tokenEndpoint(),
				List.of(challenge.mfaToken(), challenge.oobCode(), bindingCode),
				body("grant_type", names.mfaOob(), "mfa_token", challenge.mfaToken(), "oob_code", challenge.oobCode(),
						"binding_code", bindingCode));
	}

	/**
	 * A request to send a user a binding code.
	 * @param registration the registration that the user signs in with
	 * @param mfaToken the {@code mfa_token} of the sign-in
	 * @param channel how to send it
	 * @return the request, without a token
	 */
	public static TokenRequest mfaChallenge(DinteroRegistration registration, String mfaToken, MfaChannel channel) {
		return ofUser(TokenRequestKind.MFA_CHALLENGE, registration, endpoint(registration, "mfa/challenge"),
				List.of(mfaToken),
				body("challenge_type", "oob", "mfa_token", mfaToken, "oob_channel", channel.value()));
	}

	/**
	 * A request to send a user the first binding code of a recovery.
	 * @param registration the registration that the user signs in with
	 * @param username the user's name
	 * @param channel how to send it
	 * @return the request, without a token
	 */
	public static TokenRequest mfaRecovery(DinteroRegistration registration, String username, MfaChannel channel) {
		return ofUser(TokenRequestKind.MFA_RECOVERY, registration, endpoint(registration, "mfa/recovery"), List.of(),
				body("challenge_type", "oob", "username", username, "audience", registration.audience(), "oob_channel",
						channel.value()));
	}

	/**
	 * A request to revoke a refresh token.
	 * @param registration the registration that the user signed in with
	 * @param refreshToken the refresh token
	 * @return the request, without a token
	 */
	public static TokenRequest revocation(DinteroRegistration registration, String refreshToken) {
		return ofUser(TokenRequestKind.REVOCATION, registration, endpoint(registration, "revoke"),
				List.of(refreshToken), body("token", refreshToken));
	}

	private static TokenRequest ofUser(TokenRequestKind kind, DinteroRegistration registration, URI uri,
			List<String> secrets, Map<String, String> body) {
		return new TokenRequest(kind, registration.registrationId(), null, uri, null, body, secrets);
	}

	private static URI endpoint(DinteroRegistration registration, String name) {
		return URI.create("%s/accounts/%s/auth/%s".formatted(registration.baseUrl(), registration.accountId(), name));
	}

	private static Map<String, String> body(String... members) {
		Map<String, String> body = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			body.put(members[i], members[i + 1]);
		}
		return body;
	}

	/**
	 * Return this request with a token as its credential.
	 * @param token the token
	 * @return the request, which can be sent
	 */
	public TokenRequest withToken(String token) {
		List<String> secrets = new ArrayList<>(this.secrets);
		secrets.add(token);
		return new TokenRequest(this.kind, this.registrationId, this.accountId, this.uri, "Bearer " + token, this.body,
				List.copyOf(secrets));
	}

	// Who asks, as messages name it
	String requester() {
		return "Dintero registration '%s'".formatted(this.registrationId)
				+ ((this.accountId != null) ? " and account '%s'".formatted(this.accountId) : "");
	}

	@Nullable String account() {
		return (this.accountId != null) ? this.accountId.value() : null;
	}

	@Override
	public String toString() {
		return "TokenRequest[kind=%s, registrationId=%s, accountId=%s, uri=%s]".formatted(this.kind,
				this.registrationId, this.accountId, this.uri);
	}

}
