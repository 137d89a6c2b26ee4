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
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to a {@link MockDintero} over HTTP as an application does whose users come from
 * an external identity provider.
 */
final class OidcHttp {

	static final String REDIRECT_URI = "https://app.example/login/callback?a=b";

	static final MockUserInfo ADA = new MockUserInfo("https://identityserver.example.com/access",
			Map.of("sub", "c06c4afe", "name", "Ada Lovelace", "roles", Map.of("admin", true)));

	private final MockDintero dintero;

	private final DinteroHttp http;

	OidcHttp(MockDintero dintero, DinteroHttp http) {
		this.dintero = dintero;
		this.http = http;
	}

	/**
	 * Returns the members of a request that is right, to be changed.
	 * @param code the code
	 * @return the members
	 */
	Map<String, Object> members(String code) {
		MockDinteroClient client = this.dintero.client();
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("grant_type", "authorization_code");
		members.put("code", code);
		members.put("client_id", client.clientId());
		members.put("audience", client.audiences().iterator().next());
		members.put("redirect_uri", REDIRECT_URI);
		return members;
	}

	HttpRequest.Builder request(String token, String code) {
		return request(token, members(code));
	}

	HttpRequest.Builder request(String token, Map<String, Object> members) {
		return request(this.dintero.client().accountId(), token, members);
	}

	HttpRequest.Builder request(String accountId, String token, Map<String, Object> members) {
		return this.http.post("/accounts/" + accountId + "/auth/oidc/token", token,
				JsonMapper.shared().writeValueAsString(members));
	}

	HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
		return redeem(members(code));
	}

	HttpResponse<String> redeem(Map<String, Object> members) throws IOException, InterruptedException {
		return this.http.send(request(this.http.token(), members));
	}

	String userToken() throws IOException, InterruptedException {
		return PartnerHttp.accessToken(redeem(this.dintero.authorizationCode(REDIRECT_URI, ADA)));
	}

}
