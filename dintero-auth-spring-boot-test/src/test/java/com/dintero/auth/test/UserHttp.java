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

package com.dintero.auth.test;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a {@link MockDintero} over HTTP as an application does whose users sign in at
 * Dintero.
 */
final class UserHttp {

	static final String AUDIENCE = "https://api.dintero.com/v1/accounts/T12345678";

	static final MockDinteroClient CLIENT = MockDinteroClient.of("T12345678", "my-client", "my-secret")
		.withScope(MockDinteroClient.REFRESH_TOKEN_SCOPE);

	static final MockDinteroClient OTHER_CLIENT = MockDinteroClient.of("T12345678", "other-client", "other-secret");

	static final MockDinteroClient OTHER_ACCOUNT = MockDinteroClient.of("T12345679", "my-client", "my-secret")
		.withAudience(AUDIENCE);

	/** Signs in with no more than a password or a code. */
	static final MockUser ADA = MockUser.of("T12345678", "ada", "ada's password")
		.withEmail("ada@example.com")
		.withPhoneNumber("+4712345678");

	/** Has to answer a challenge. */
	static final MockUser BOB = MockUser.of("T12345678", "bob", "bob's password")
		.withEmail("bob@example.com")
		.withPhoneNumber("+4787654321")
		.withMfa();

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final DinteroHttp http;

	UserHttp(MockDintero dintero) {
		this.http = new DinteroHttp(dintero);
	}

	static MockDintero.Builder dintero() {
		return MockDintero.builder().client(CLIENT).client(OTHER_CLIENT).client(OTHER_ACCOUNT).user(ADA).user(BOB);
	}

	static Map<String, Object> password(MockUser user) {
		return members("grant_type", "password", "username", user.username(), "password", user.password(), "audience",
				AUDIENCE);
	}

	static Map<String, Object> code(String identType, String ident, String code) {
		return members("grant_type", "authorization_code", "ident_type", identType, "ident", ident, "verification_code",
				code, "audience", AUDIENCE);
	}

	static Map<String, Object> accountUser() {
		return members("grant_type", "account_user_token", "audience", AUDIENCE);
	}

	static Map<String, Object> answer(String mfaToken, String oobCode, String bindingCode) {
		return members("grant_type", "mfa-oob", "mfa_token", mfaToken, "oob_code", oobCode, "binding_code",
				bindingCode);
	}

	static Map<String, Object> refresh(String refreshToken) {
		return members("grant_type", "refresh_token", "refresh_token", refreshToken);
	}

	static Map<String, Object> passwordless(String connection, String email) {
		return members("audience", AUDIENCE, "client_id", "my-client", "connection", connection, "email", email);
	}

	static Map<String, Object> challenge(String mfaToken, String channel) {
		return members("challenge_type", "oob", "mfa_token", mfaToken, "oob_channel", channel);
	}

	static Map<String, Object> recovery(String username, String channel) {
		return members("challenge_type", "oob", "username", username, "audience", AUDIENCE, "oob_channel", channel);
	}

	static Map<String, Object> revocation(String refreshToken) {
		return members("token", refreshToken);
	}

	HttpRequest.Builder request(String path, String token, Map<String, Object> members) {
		return request("T12345678", path, token, members);
	}

	HttpRequest.Builder request(String accountId, String path, String token, Map<String, Object> members) {
		return this.http.post("/accounts/" + accountId + "/auth/" + path, token,
				JsonMapper.shared().writeValueAsString(members));
	}

	HttpResponse<String> send(String path, Map<String, Object> members) throws IOException, InterruptedException {
		return send(path, CLIENT, members);
	}

	HttpResponse<String> send(String path, MockDinteroClient client, Map<String, Object> members)
			throws IOException, InterruptedException {
		return this.http.send(request(path, this.http.token(client), members));
	}

	HttpResponse<String> token(Map<String, Object> members) throws IOException, InterruptedException {
		return send("token", members);
	}

	String refreshToken() throws IOException, InterruptedException {
		return text(token(password(ADA)), "refresh_token");
	}

	String mfaToken() throws IOException, InterruptedException {
		return text(token(password(BOB)), "mfa_token");
	}

	/**
	 * Sends the same request many times at once.
	 * @param endpoint the endpoint that it is for
	 * @param members the body of the token request
	 * @return the statuses
	 */
	List<Integer> race(MockEndpoint endpoint, Map<String, Object> members) throws IOException, InterruptedException {
		HttpRequest.Builder request = request("token", this.http.token(CLIENT), members);
		List<CompletableFuture<HttpResponse<String>>> responses;
		try (MockHold hold = endpoint.hold()) {
			responses = IntStream.range(0, 20).mapToObj((i) -> this.http.sendAsync(request)).toList();
			hold.awaitRequests(20, TIMEOUT);
		}
		return responses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
	}

	DinteroHttp http() {
		return this.http;
	}

	static String text(HttpResponse<String> response, String member) {
		return DinteroHttp.json(response).get(member).stringValue();
	}

	/**
	 * Returns a code that is not this one.
	 * @param code the code
	 * @return another code
	 */
	static String wrong(String code) {
		return (code.startsWith("0") ? "1" : "0") + code.substring(1);
	}

	static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
		Map<String, Object> copy = new LinkedHashMap<>(members);
		copy.put(name, value);
		return copy;
	}

	static Map<String, Object> without(Map<String, Object> members, String name) {
		Map<String, Object> copy = new LinkedHashMap<>(members);
		copy.remove(name);
		return copy;
	}

	private static Map<String, Object> members(String... namesAndValues) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			members.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return members;
	}

}
