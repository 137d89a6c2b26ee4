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

import java.util.Map;

/**
 * The body of a token request.
 *
 * @param grantType the grant
 * @param audience the audience
 */
record TokenRequest(String grantType, String audience) {

	/**
	 * Reads the body: exactly the members of the grant, each of them a string.
	 * @param content the body
	 * @return what it says
	 * @throws RefusedException if it is anything else
	 */
	static TokenRequest read(byte[] content) {
		TextMembers members = TextMembers.read(content, "grant_type", "audience");
		TokenRequest request = new TokenRequest(members.get("grant_type"), members.get("audience"));
		if (!request.grantType().equals("client_credentials")) {
			throw RefusedException.badRequest("The grant is not supported", Map.of("grant_type", "is not supported"));
		}
		return request;
	}

}
