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

import org.jspecify.annotations.Nullable;

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

	/**
	 * Reads the body: exactly the members of the grant, each of them a string, of which
	 * only the redirect URI can be left out.
	 * @param content the body
	 * @return what it says
	 * @throws RefusedException if it is anything else
	 */
	static OidcTokenRequest read(byte[] content) {
		TextMembers members = TextMembers.read(content, REQUIRED, List.of(REDIRECT_URI));
		members.oneOf(GRANT_TYPE, "authorization_code");
		return new OidcTokenRequest(members.get("code"), members.get("client_id"), members.get("audience"),
				members.find(REDIRECT_URI));
	}

	@Override
	public String toString() {
		return "OidcTokenRequest[code=***, clientId=%s, audience=%s, redirectUri=%s]".formatted(this.clientId,
				this.audience, this.redirectUri);
	}

}
