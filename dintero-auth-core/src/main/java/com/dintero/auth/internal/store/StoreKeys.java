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

package com.dintero.auth.internal.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import com.dintero.auth.AccountId;
import com.dintero.auth.DinteroRegistration;

/**
 * The keys of a registration's entries: an HMAC over everything that selects the content.
 * The key of the HMAC is the secret that obtains the content: the client secret, or a
 * user's refresh token. A new secret therefore finds nothing that the previous one has
 * obtained, and nobody can compute a key without the secret.
 */
public final class StoreKeys {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int FINGERPRINT_LENGTH = 32;

	private final String prefix;

	private final String secret;

	private final List<String> client;

	private final DinteroRegistration registration;

	StoreKeys(String prefix, DinteroRegistration registration) {
		this.prefix = prefix;
		this.registration = registration;
		this.secret = registration.clientSecret().reveal();
		this.client = List.of(registration.baseUrl().toString(), registration.accountId().value(),
				registration.clientId());
	}

	/**
	 * Return the key of a token.
	 * @param merchant the merchant's account, or {@code null} for the registration's own
	 * token
	 * @return the key
	 */
	public String token(@Nullable AccountId merchant) {
		if (merchant == null) {
			return key(this.secret, "client_credentials", this.registration.audience());
		}
		DinteroRegistration.Exchange exchange = this.registration.exchange();
		return (exchange.merchantToken())
				? key(this.secret, "merchant_token", this.registration.audience(), merchant.value(),
						exchange.audience())
				: key(this.secret, "exchange_token", this.registration.audience(), merchant.value());
	}

	/**
	 * Return the key of the rest that Dintero has asked for.
	 * @param merchants whether for the requests for merchants' tokens, or for those for
	 * the registration's own
	 * @return the key
	 */
	public String rest(boolean merchants) {
		return key(this.secret, "rest", (merchants) ? "merchants" : "own");
	}

	/**
	 * Return the key of a user's refresh.
	 * @param refreshToken the refresh token
	 * @return the key
	 */
	public String refresh(String refreshToken) {
		return key(refreshToken, "refresh_token");
	}

	/**
	 * Return the key of a sign-in that is under way.
	 * @param id its random id
	 * @return the key
	 */
	public String signIn(String id) {
		return key(id, "sign-in");
	}

	/**
	 * Return the key of the count of a user's codes and attempts.
	 * @param username the user name
	 * @return the key
	 */
	public String secondFactors(String username) {
		return key(this.secret, "second-factors", username);
	}

	/**
	 * Return the fingerprint of a token.
	 * @param tokenValue the token
	 * @return the fingerprint
	 */
	public String fingerprint(String tokenValue) {
		return hmac(tokenValue, List.of("fingerprint")).substring(0, FINGERPRINT_LENGTH);
	}

	private String key(String secret, String... selectors) {
		return this.prefix + hmac(secret, Stream.concat(this.client.stream(), Stream.of(selectors)).toList());
	}

	// Each part with its length, so that no two lists have the same bytes
	private static String hmac(String secret, List<String> parts) {
		try {
			ByteArrayOutputStream message = new ByteArrayOutputStream();
			DataOutputStream output = new DataOutputStream(message);
			for (String part : parts) {
				byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
				output.writeInt(bytes.length);
				output.write(bytes);
			}
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(message.toByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JVM has no " + ALGORITHM, ex);
		}
	}

}
