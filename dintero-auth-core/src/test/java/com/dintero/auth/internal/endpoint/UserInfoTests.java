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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.dintero.auth.DinteroAuthorizationException;
import com.dintero.auth.PrintedForms;
import com.dintero.auth.login.oidc.TestLogins;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom Dintero says that a user is.
 */
class UserInfoTests {

	private static final String TOKEN = "{\"access_token\":\"issued-token\",\"token_type\":\"Bearer\",\"expires_in\":60%s}";

	@AutoClose
	private final MockDintero dintero = CodeCalls.start();

	private final TokenCalls calls = CodeCalls.redeeming(this.dintero, "the-code");

	@Test
	void isTheAuthorityAndItsClaims() {
		UserInfo user = this.calls.succeed().userInfo();
		assertThat(user).isEqualTo(new UserInfo(TestLogins.AUTHORITY, Map.of("sub", "ada")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"user_info\":null" })
	void isNothingIfDinteroSaysNothing(String json) {
		TokenResponse response = read(TOKEN.formatted(json));
		assertThat(response.userInfo()).isNull();
		assertThat(response.tokenValue()).isEqualTo("issued-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "\"ada\"", "42", "true", "{\"authority\":\"a\"}", "{\"value\":{}}",
			"{\"authority\":null,\"value\":{}}", "{\"authority\":42,\"value\":{}}", "{\"authority\":{},\"value\":{}}",
			"{\"authority\":[\"a\"],\"value\":{}}", "{\"authority\":\"a\",\"value\":null}",
			"{\"authority\":\"a\",\"value\":\"ada\"}", "{\"authority\":\"a\",\"value\":[{\"sub\":\"ada\"}]}",
			"{\"authority\":\"a\",\"value\":42}", "[{\"authority\":\"a\",\"value\":{}}]" })
	void isReadStrictly(String userInfo) {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero,
				MockFault.body(TOKEN.formatted(",\"user_info\":" + userInfo)));
		assertThat(failure).hasMessageContaining("a body that is not Dintero's: 'user_info' has no 'authority' that is "
				+ "a string, or no 'value' that is an object");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(PrintedForms.of(failure)).doesNotContain("issued-token", "ada");
	}

	@Test
	void isRefusedIfAClaimIsThereTwice() {
		DinteroAuthorizationException failure = this.calls.fail(this.dintero, MockFault
			.body(TOKEN.formatted(",\"user_info\":{\"authority\":\"a\",\"value\":{\"sub\":\"ada\",\"sub\":\"eve\"}}")));
		assertThat(failure).hasMessageContaining("the body is not a JSON object");
		assertThat(failure.getError().getErrorCode()).isEqualTo("invalid_token_response");
	}

	@Test
	void hasClaimsOfEveryTypeInTheirOrder() {
		UserInfo user = readUser("""
				{"text": "\\u00e6", "yes": true, "number": 42, "long": 4294967296, "beyond": 18446744073709551616,
				 "fraction": 0.5, "nothing": null, "list": [1, null, ["a"]], "object": {"a": {"b": null}}, "empty": {}}
				""");
		Map<String, @Nullable Object> claims = new LinkedHashMap<>();
		claims.put("text", "\u00e6");
		claims.put("yes", true);
		claims.put("number", 42);
		claims.put("long", 4294967296L);
		claims.put("beyond", new BigInteger("18446744073709551616"));
		claims.put("fraction", 0.5);
		claims.put("nothing", null);
		claims.put("list", Arrays.asList(1, null, List.of("a")));
		claims.put("object", Map.of("a", Collections.singletonMap("b", null)));
		claims.put("empty", Map.of());
		assertThat(user.claims()).isEqualTo(claims);
		assertThat(user.claims().keySet()).containsExactlyElementsOf(claims.keySet());
	}

	@Test
	void hasClaimsThatASessionCanStore() throws Exception {
		UserInfo user = readUser("{\"sub\": \"ada\", \"list\": [1, 0.5, null], \"object\": {\"a\": {\"b\": [true]}}}");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(user.claims());
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			assertThat(in.readObject()).isEqualTo(user.claims());
		}
	}

	@Test
	void isNotLookedForInAnAnswerToTheClient() {
		TokenCalls client = TokenCalls.to(this.dintero);
		for (String userInfo : List.of("{\"authority\":\"a\",\"value\":{}}", "\"nonsense\"")) {
			this.dintero.tokenEndpoint().failNext(MockFault.body(TOKEN.formatted(",\"user_info\":" + userInfo)));
			assertThat(client.succeed().userInfo()).isNull();
		}
	}

	@ParameterizedTest
	@EnumSource
	void isNotLookedForInAnAnswerToAPartner(PartnerStep step) {
		try (MockDintero partner = PartnerStep.start()) {
			TokenCalls calls = step.calls(partner, step.token(partner));
			String body = TOKEN.formatted(",\"user_info\":\"nonsense\"");
			((step == PartnerStep.EXCHANGE_TOKEN) ? partner.exchangeEndpoint() : partner.merchantTokenEndpoint())
				.failNext(MockFault.body(body));
			assertThat(calls.succeed()).satisfies((response) -> assertThat(response.userInfo()).isNull())
				.satisfies((response) -> assertThat(response.tokenValue()).isEqualTo("issued-token"));
		}
	}

	@Test
	void doesNotPrintItsClaims() {
		assertThat(new UserInfo(TestLogins.AUTHORITY, Map.of("name", "Ada Lovelace")).toString())
			.contains(TestLogins.AUTHORITY)
			.doesNotContain("Ada", "name");
	}

	@Test
	void isNotPrintedWithTheToken() {
		assertThat(this.calls.succeed().toString()).doesNotContain("ada");
	}

	private UserInfo readUser(String claims) {
		UserInfo user = read(TOKEN.formatted(",\"user_info\":{\"authority\":\"a\",\"value\":%s}".formatted(claims)))
			.userInfo();
		assertThat(user).isNotNull();
		return user;
	}

	private TokenResponse read(String body) {
		this.dintero.oidcEndpoint().failNext(MockFault.body(body));
		return this.calls.succeed();
	}

}
