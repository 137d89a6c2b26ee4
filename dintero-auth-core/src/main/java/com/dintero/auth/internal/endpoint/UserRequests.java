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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.dintero.auth.DinteroRegistration;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;

/**
 * The requests of users who sign in with what Dintero itself knows of them. All but one
 * carry the registration's own token.
 *
 * @param registration the registration
 * @param clientToken the registration's own token
 */
public record UserRequests(DinteroRegistration registration, String clientToken) {

	/**
	 * A request for the token of a user whom an external identity server has signed in.
	 * @param login how users sign in
	 * @param code the authorization code
	 * @param redirectUri where the browser came back to
	 * @return the request
	 */
	public TokenRequest authorizationCode(DinteroRegistration.Login login, String code, String redirectUri) {
		return TokenRequest.authorizationCode(this.registration, login, this.clientToken, code, redirectUri);
	}

	/**
	 * A request for the token of a user who has a password.
	 * @param username the user's name
	 * @param password the user's password
	 * @return the request
	 */
	public TokenRequest password(String username, String password) {
		return tokenRequest(TokenRequestKind.PASSWORD, List.of(password), "grant_type", "password", "username",
				username, "password", password, "audience", this.registration.audience());
	}

	/**
	 * A request to send a code to a user.
	 * @param members the members of the body that say how and to whom, of which
	 * {@code connection} must be one
	 * @return the request
	 */
	public TokenRequest passwordless(Map<String, String> members) {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("audience", this.registration.audience());
		body.put("client_id", this.registration.clientId());
		body.putAll(members);
		return request(TokenRequestKind.PASSWORDLESS, endpoint("passwordless"), List.of(), body);
	}

	/**
	 * A request for the token of a user who has been sent a code.
	 * @param identType how the user is identified: {@code email} or {@code user_id}
	 * @param ident the user's e-mail address or id
	 * @param verificationCode the code
	 * @return the request
	 */
	public TokenRequest passwordlessCode(String identType, String ident, String verificationCode) {
		return tokenRequest(TokenRequestKind.PASSWORDLESS_CODE, List.of(verificationCode), "grant_type",
				"authorization_code", "ident_type", identType, "ident", ident, "verification_code", verificationCode,
				"audience", this.registration.audience());
	}

	/**
	 * A request for the token of a user who has a token already: the one request that
	 * carries the user's token in place of the registration's.
	 * @param registration the registration
	 * @param userToken an account user's JWT, or an external ID token with an
	 * {@code email} claim
	 * @param names how the grant is called
	 * @return the request
	 */
	public static TokenRequest accountUserToken(DinteroRegistration registration, String userToken,
			GrantTypeNames names) {
		return new UserRequests(registration, userToken).tokenRequest(TokenRequestKind.ACCOUNT_USER_TOKEN, List.of(),
				"grant_type", names.accountUserToken(), "audience", registration.audience());
	}

	/**
	 * A request for a user's new token, and maybe a new refresh token.
	 * @param refreshToken the refresh token
	 * @return the request
	 */
	public TokenRequest refreshToken(String refreshToken) {
		return tokenRequest(TokenRequestKind.REFRESH_TOKEN, List.of(refreshToken), "grant_type", "refresh_token",
				"refresh_token", refreshToken);
	}

	/**
	 * A request for the token of a user who has answered a challenge.
	 * @param challenge the challenge
	 * @param bindingCode the code that the user has received
	 * @param names how the grant is called
	 * @return the request
	 */
	public TokenRequest mfaOob(MfaChallenge challenge, String bindingCode, GrantTypeNames names) {
		return tokenRequest(TokenRequestKind.MFA_OOB, List.of(challenge.mfaToken(), challenge.oobCode(), bindingCode),
				"grant_type", names.mfaOob(), "mfa_token", challenge.mfaToken(), "oob_code", challenge.oobCode(),
				"binding_code", bindingCode);
	}

	/**
	 * A request to send a user a binding code.
	 * @param mfaToken the {@code mfa_token} of the sign-in
	 * @param channel how to send it
	 * @return the request
	 */
	public TokenRequest mfaChallenge(String mfaToken, MfaChannel channel) {
		return request(TokenRequestKind.MFA_CHALLENGE, endpoint("mfa/challenge"), List.of(mfaToken),
				body("challenge_type", "oob", "mfa_token", mfaToken, "oob_channel", channel.value()));
	}

	/**
	 * A request to send a user the first binding code of a recovery.
	 * @param username the user's name
	 * @param channel how to send it
	 * @return the request
	 */
	public TokenRequest mfaRecovery(String username, MfaChannel channel) {
		return request(TokenRequestKind.MFA_RECOVERY, endpoint("mfa/recovery"), List.of(), body("challenge_type", "oob",
				"username", username, "audience", this.registration.audience(), "oob_channel", channel.value()));
	}

	/**
	 * A request to revoke a refresh token.
	 * @param refreshToken the refresh token
	 * @return the request
	 */
	public TokenRequest revocation(String refreshToken) {
		return request(TokenRequestKind.REVOCATION, endpoint("revoke"), List.of(refreshToken),
				body("token", refreshToken));
	}

	private TokenRequest tokenRequest(TokenRequestKind kind, List<String> secrets, String... members) {
		return request(kind, this.registration.tokenEndpoint(), secrets, body(members));
	}

	private URI endpoint(String name) {
		return URI.create(
				"%s/accounts/%s/auth/%s".formatted(this.registration.baseUrl(), this.registration.accountId(), name));
	}

	private TokenRequest request(TokenRequestKind kind, URI uri, List<String> secrets, Map<String, String> body) {
		List<String> all = new ArrayList<>(secrets);
		all.add(this.clientToken);
		return new TokenRequest(kind, this.registration.registrationId(), null, uri, "Bearer " + this.clientToken, body,
				List.copyOf(all));
	}

	private static Map<String, String> body(String... members) {
		Map<String, String> body = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			body.put(members[i], members[i + 1]);
		}
		return body;
	}

	@Override
	public String toString() {
		return "UserRequests[registrationId=%s]".formatted(this.registration.registrationId());
	}

}
