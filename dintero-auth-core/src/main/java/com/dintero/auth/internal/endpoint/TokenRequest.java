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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;

/**
 * A request for a token as it goes over the wire.
 *
 * @param kind what it asks for
 * @param registrationId the id of the registration that the token is for
 * @param accountId the merchant that the token is for, {@code null} if it is the
 * registration's own
 * @param uri the endpoint
 * @param authorization the value of the {@code Authorization} header
 * @param body the members of the JSON body
 * @param secrets what must never be printed, should the endpoint's answer repeat it
 */
public record TokenRequest(TokenRequestKind kind, String registrationId, @Nullable AccountId accountId, URI uri,
		String authorization, Map<String, String> body, List<String> secrets) {

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
				registration.tokenEndpoint(), "Basic " + encoded, clientCredentialsBody(registration.audience()),
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
				registration.exchangeEndpoint(), "Bearer " + partnerToken, Map.of("account_id", merchant.value()),
				List.of(partnerToken));
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
				registration.tokenEndpoint(merchant), "Bearer " + exchangeToken, clientCredentialsBody(audience),
				List.of(exchangeToken));
	}

	/**
	 * A request for a user's token, with the authorization code that the user's browser
	 * has brought back from an external identity server.
	 * @param registration the registration that the user signs in with
	 * @param login how users sign in
	 * @param clientToken the registration's own token
	 * @param code the authorization code
	 * @param redirectUri where the browser came back to, exactly as the identity server
	 * was told
	 * @return the request
	 */
	public static TokenRequest authorizationCode(DinteroRegistration registration, DinteroRegistration.Login login,
			String clientToken, String code, String redirectUri) {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("grant_type", "authorization_code");
		body.put("code", code);
		body.put("client_id", login.dinteroClientId());
		body.put("audience", registration.audience());
		body.put("redirect_uri", redirectUri);
		return new TokenRequest(TokenRequestKind.AUTHORIZATION_CODE, registration.registrationId(), null,
				registration.oidcTokenEndpoint(), "Bearer " + clientToken, body, List.of(clientToken, code));
	}

	private static Map<String, String> clientCredentialsBody(String audience) {
		Map<String, String> body = new LinkedHashMap<>();
		body.put("grant_type", "client_credentials");
		body.put("audience", audience);
		return body;
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
