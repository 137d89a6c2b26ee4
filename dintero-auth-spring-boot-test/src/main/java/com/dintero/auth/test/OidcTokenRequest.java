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

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of an OIDC token request.
 *
 * @param code the code
 * @param clientId the client whose grant has OIDC
 * @param audience the audience
 * @param redirectUri where the user came back to, or {@code null} if it does not say
 */
record OidcTokenRequest(String code, String clientId, String audience, @Nullable String redirectUri) {

	private static final String GRANT_TYPE = "grant_type";

	private static final String REDIRECT_URI = "redirect_uri";

	private static final List<String> REQUIRED = List.of(GRANT_TYPE, "code", "client_id", "audience");

	private static final List<String> WITH_REDIRECT_URI = Stream.concat(REQUIRED.stream(), Stream.of(REDIRECT_URI))
		.toList();

	/**
	 * Reads the body: exactly the members of the grant, each of them a string, of which
	 * only the redirect URI can be left out.
	 * @param content the body
	 * @return what it says
	 * @throws RefusedException if it is anything else
	 */
	static OidcTokenRequest read(byte[] content) {
		Map<String, JsonNode> members = Json.readObject(content);
		boolean redirected = members.containsKey(REDIRECT_URI);
		List<String> values = Json.text(members, redirected ? WITH_REDIRECT_URI : REQUIRED);
		if (!values.get(0).equals("authorization_code")) {
			throw RefusedException.badRequest("The grant is not supported", Map.of(GRANT_TYPE, "is not supported"));
		}
		return new OidcTokenRequest(values.get(1), values.get(2), values.get(3), redirected ? values.get(4) : null);
	}

	@Override
	public String toString() {
		return "OidcTokenRequest[code=***, clientId=%s, audience=%s, redirectUri=%s]".formatted(this.clientId,
				this.audience, this.redirectUri);
	}

}
